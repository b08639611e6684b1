import { findVulnerability } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { parseCveId } from '#ids'
import type { CaseFilter, CasesTx } from './ports.ts'

/**
 * What a search of cases looks for. A case keeps the identifier of its vulnerability and not its CVE ID: that one leads to the
 * identifier, for those who may know of the vulnerability. For others it is a word like any other.
 */
export async function caseSearch(
  tx: Pick<CasesTx, 'vulnerabilities' | 'access'>,
  actor: Actor,
  q: string,
): Promise<Pick<CaseFilter, 'text' | 'about'>> {
  const text = q.trim()
  const cve = parseCveId(text.toUpperCase())
  if (!cve.ok) return { text }
  const found = await findVulnerability(tx, actor, 'vulnerability.read', cve.value)
  return { text, ...(found.ok && { about: found.value.row.id }) }
}
