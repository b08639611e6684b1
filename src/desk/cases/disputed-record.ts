import { findVulnerability, publishedRecord } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { type Fault, fail, ok, type Result } from '#fault'
import { otherProject } from './begin-vulnerability.ts'
import type { Dispute } from './dispute.ts'
import type { CasesTx } from './ports.ts'

/**
 * The published record that a case of this project disputes, by its CVE ID or the identifier of its vulnerability.
 *
 * Codes: those of finding a vulnerability, `CASE_OTHER_PROJECT`, `DISPUTE_NOT_PUBLISHED`.
 */
export async function disputedRecord(
  tx: Pick<CasesTx, 'vulnerabilities' | 'access' | 'published'>,
  actor: Actor,
  project: string,
  name: string,
): Promise<Result<Pick<Dispute, 'vulnerability' | 'cve'>>> {
  const found = await findVulnerability(tx, actor, 'vulnerability.read', name)
  if (!found.ok) return found.fault.kind === 'absent' ? fail({ ...found.fault, ...NOT_HERE }) : found
  const { id, project: its, stage, listed } = found.value.row
  if (its !== project) return fail(otherProject(project))
  // Its next edition may be in work, while the world reads the last one.
  const isOut = stage === 'published' || (await publishedRecord(tx, id)) !== undefined
  return isOut && listed.cve !== undefined ? ok({ vulnerability: id, cve: listed.cve }) : fail(notPublished(id))
}

const NOT_HERE = { at: '/disputes', hint: 'a record that is not here yet is imported first' } as const

function notPublished(id: string): Fault {
  return {
    code: 'DISPUTE_NOT_PUBLISHED',
    kind: 'conflict',
    message: `${id} has no published record, and only that can be disputed`,
    at: '/disputes',
  }
}
