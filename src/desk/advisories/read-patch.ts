import { type Actor, notFound } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import { findCommit } from '#history'
import type { AdvisoryDesk } from './desk.ts'
import { openOnGround } from './open-ground.ts'
import type { PatchView } from './views.ts'

/**
 * What a commit of the project's clone changed: for whoever has to say whether it is the same fix. Codes: those of the project's
 * ground, `NOTHING_THERE`.
 */
export async function readPatch(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  hash: string,
): Promise<Result<PatchView>> {
  const opened = await openOnGround(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { ground } = opened.value
  const found = findCommit(ground.history, hash)
  if (!found.ok) return fail(notFound(`commit ${JSON.stringify(hash)}`))
  const named = await desk.commitNames.of(ground, [found.value])
  if (!named.ok) return named
  const patch = await desk.projects.repositories.patch(ground.folder, ground.history, found.value)
  if (!patch.ok) return patch
  const commit = named.value.get(found.value)
  return ok({ commit: commit ?? { hash, subject: '' }, ...patch.value })
}
