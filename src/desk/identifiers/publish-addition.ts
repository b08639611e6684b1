import { adpContainerIn, planAddition } from '#desk/cna'
import type { Actor } from '#desk/people'
import { fail, type Result } from '#fault'
import type { Json } from '#json'
import type { At } from './counter.ts'
import type { IdentifiersDesk } from './ports.ts'
import { changeAtServer } from './release.ts'

export interface AdditionWish {
  /** A container of the CVE Record Format, bare or in `adpContainer`. */
  readonly container: Json
  readonly confirm?: string
}

/**
 * Writes the container of the own organisation, an authorised data publisher, into a record of whomever: the one that is there is
 * replaced, those of others stay. Nothing is sent where the meaning is the same. Gives what changes, one sentence each.
 */
export async function publishAddition(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  text: string,
  { container, confirm }: AdditionWish,
): Promise<Result<readonly string[]>> {
  const read = adpContainerIn(container)
  if (!read.ok) return fail({ ...read.fault, at: '/container' })
  const what = 'a container was added to the record'
  return changeAtServer(desk, actor, 'ids.adp', at, { text, confirm, what }, (services, id) =>
    planAddition(services, id, read.value),
  )
}
