import { factsIn, findVulnerability } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { type Dispute, nextSteps } from './dispute.ts'
import type { CasesTx } from './ports.ts'
import { isTagged } from './tag-disputed.ts'
import type { DisputeSummary, DisputeView } from './view.ts'

export function disputeSummary({ vulnerability, cve, by, decided }: Dispute): DisputeSummary {
  return { vulnerability, cve, by, ...(decided !== undefined && { outcome: decided.outcome }) }
}

export async function disputeView(
  tx: Pick<CasesTx, 'vulnerabilities' | 'access'>,
  actor: Actor,
  dispute: Dispute,
  isOpen: boolean,
): Promise<DisputeView> {
  const { claim, received, acknowledged, extended, decided } = dispute
  const tagged = decided?.outcome === 'disputed' ? await taggedNow(tx, actor, dispute) : undefined
  return {
    ...disputeSummary(dispute),
    claim,
    received,
    ...(acknowledged !== undefined && { acknowledged }),
    ...(extended !== undefined && { extended }),
    ...(decided !== undefined && { decided }),
    next: isOpen ? nextSteps(dispute) : [],
    retractable: isOpen,
    ...(tagged !== undefined && { tagged }),
  }
}

/** Undefined for those who may not see the vulnerability, and where it is gone. */
async function taggedNow(
  tx: Pick<CasesTx, 'vulnerabilities' | 'access'>,
  actor: Actor,
  { vulnerability }: Dispute,
): Promise<boolean | undefined> {
  const found = await findVulnerability(tx, actor, 'vulnerability.read', vulnerability)
  return found.ok ? isTagged(factsIn(found.value.row)) : undefined
}
