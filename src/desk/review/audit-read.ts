import type { VulnerabilityRow } from '#desk/advisories'
import { type Actor, auditActorOf } from '#desk/people'
import type { AuditAction, Effects } from '#desk/store'

/** Who reads what is under embargo is written down. */
export async function auditRead(
  tx: Pick<Effects, 'audit'>,
  actor: Actor,
  action: AuditAction,
  { id, project, embargoed }: VulnerabilityRow,
): Promise<void> {
  if (!embargoed) return
  await tx.audit.append({
    actor: auditActorOf(actor),
    action,
    subject: { kind: 'vulnerability', id, project },
    embargoed,
  })
}
