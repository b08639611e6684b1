import type { CnaContainer } from '#cve'
import {
  type Action,
  type CveServices,
  carryOut,
  lookUp,
  planReject,
  planUndoReject,
  schemaFaults,
  type Target,
} from '#desk/cna'
import type { Actor } from '#desk/people'
import { failAll, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { type At, auditCounter, confirmed, openCounter } from './counter.ts'
import type { IdentifiersDesk } from './ports.ts'

export interface RejectionWish {
  /** Makes a record that everybody can read; without one, only an ID that was never used is rejected. */
  readonly reason?: string
  readonly replacedBy?: readonly string[]
  readonly confirm?: string
}

/** Rejects an ID. What is rejected already, in these words, is left alone. Gives what changes, one sentence each. */
export async function rejectId(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  text: string,
  { reason, replacedBy, confirm }: RejectionWish,
): Promise<Result<readonly string[]>> {
  return release(
    desk,
    actor,
    at,
    text,
    confirm,
    `rejected${reason === undefined ? '' : `: ${reason}`}`,
    async (services, id) => {
      const org = reason === undefined ? undefined : await services.orgs.get(services.speaker.org)
      if (org?.ok === false) return org
      const container: CnaContainer | undefined =
        reason === undefined || org === undefined
          ? undefined
          : {
              providerMetadata: { orgId: org.value.UUID },
              rejectedReasons: [{ lang: 'en', value: reason }],
              ...(replacedBy !== undefined && replacedBy.length > 0 && { replacedBy }),
            }
      const wrong = container === undefined ? [] : schemaFaults(container, 'cnaRejectedContainer')
      if (wrong.length > 0) return failAll(wrong)
      const upstream = await lookUp(services, id)
      return upstream.ok ? planReject(services.destination, id, container, upstream.value) : upstream
    },
  )
}

/** Takes a rejection back; only of an ID without a record. */
export async function undoRejection(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  text: string,
  confirm: string | undefined,
): Promise<Result<readonly string[]>> {
  return release(desk, actor, at, text, confirm, 'reserved again', async (services, id) => {
    const upstream = await lookUp(services, id)
    return upstream.ok ? planUndoReject(id, upstream.value) : upstream
  })
}

/** Gives an ID to another organisation, which is not asked. */
export async function transferId(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  text: string,
  org: string,
  confirm: string | undefined,
): Promise<Result<readonly string[]>> {
  return release(desk, actor, at, text, confirm, `given to ${org}`, async (services, id) => {
    const upstream = await lookUp(services, id)
    if (!upstream.ok) return upstream
    return ok({ action: { do: 'transfer', org }, changes: [`owner ${services.speaker.org} -> ${org}`] })
  })
}

type Plan = (
  services: CveServices<Target>,
  id: CveId,
) => Promise<Result<{ readonly action: Action<Target>; readonly changes: readonly string[] }>>

function release(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  text: string,
  confirm: string | undefined,
  what: string,
  plan: Plan,
): Promise<Result<readonly string[]>> {
  return changeAtServer(desk, actor, 'ids.release', at, { text, confirm, what }, plan)
}

export interface Change {
  /** The CVE ID, as it was given. */
  readonly text: string
  readonly confirm: string | undefined
  /** For the trail. */
  readonly what: string
}

/** Plans a change of one ID or its record, has it confirmed, does it and writes it down. Gives what changes, one sentence each. */
export async function changeAtServer(
  desk: IdentifiersDesk,
  actor: Actor,
  operation: 'ids.release' | 'ids.adp',
  at: At,
  { text, confirm, what }: Change,
  plan: Plan,
): Promise<Result<readonly string[]>> {
  const id = parseCveId(text)
  if (!id.ok) return id
  const services = await openCounter(desk, actor, operation, at)
  if (!services.ok) return services
  const planned = await plan(services.value, id.value)
  if (!planned.ok) return planned
  const { action, changes } = planned.value
  if (action.do === 'nothing') return ok(changes)
  const said = confirmed(at.target, [id.value], confirm)
  if (!said.ok) return said
  const done = await carryOut(services.value, { id: id.value, action })
  if (!done.ok) return done
  const noted = await auditCounter(desk, actor, operation, at, 'cve-id', [id.value], what)
  return noted.ok ? ok(changes) : noted
}
