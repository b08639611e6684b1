import type { VulnerabilityRow } from '#desk/advisories'
import type { Reading } from '#desk/audit'
import { type Actor, auditActorOf } from '#desk/people'

/** What is written down when somebody reads about a vulnerability; nothing where it is not under embargo. */
export function embargoedReading(
  actor: Actor,
  action: Reading['action'],
  { id, project, embargoed }: VulnerabilityRow,
): Reading | undefined {
  return embargoed ? { actor: auditActorOf(actor), action, subject: { kind: 'vulnerability', id, project } } : undefined
}
