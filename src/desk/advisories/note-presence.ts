import type { Actor } from '#desk/people'
import { ok, type Result } from '#fault'
import type { AdvisoryDesk } from './desk.ts'
import { findVulnerability, nameOf } from './find-vulnerability.ts'
import type { FieldName, PresenceView } from './views.ts'

/** Who looks at a vulnerability now. */
export async function listPresence(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
): Promise<Result<readonly PresenceView[]>> {
  const found = await desk.store.read((tx) => findVulnerability(tx, actor, 'vulnerability.read', name))
  return found.ok ? ok(desk.presence.of(found.value.row.id)) : found
}

/** Says that the actor is here, and in which field. */
export async function notePresence(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  field: FieldName | undefined,
): Promise<Result<readonly PresenceView[]>> {
  const found = await desk.store.read((tx) => findVulnerability(tx, actor, 'vulnerability.read', name))
  if (!found.ok) return found
  const { id, project } = found.value.row
  desk.presence.note(id, project, nameOf(actor), field)
  return ok(desk.presence.of(id))
}
