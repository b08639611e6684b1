import { resourceOf } from '#desk/advisories'
import type { AuditEntry } from '#desk/audit'
import { caseNumber } from '#desk/cases'
import { type Actor, maySee } from '#desk/people'
import { parseCveId } from '#ids'
import type { HomeTx } from './ports.ts'

/**
 * What people call the subject of an entry; undefined where it is gone, or has no name but its identifier. What came under embargo
 * after the entry keeps its CVE ID to itself: the entry is for more people than those who may know now.
 */
export async function subjectName(
  tx: Pick<HomeTx, 'vulnerabilities' | 'projects' | 'cases' | 'people'>,
  { subject: { kind, id }, embargoed }: Pick<AuditEntry, 'subject' | 'embargoed'>,
): Promise<string | undefined> {
  switch (kind) {
    case 'vulnerability': {
      const row = await tx.vulnerabilities.find(id)
      return row?.embargoed === true && !embargoed ? undefined : row?.listed.cve
    }
    case 'project':
      return (await tx.projects.find(id))?.title
    case 'case': {
      const row = await tx.cases.find(id)
      return row === undefined ? undefined : caseNumber(row)
    }
    case 'person':
      return (await tx.people.find(id))?.name
    default:
      return undefined
  }
}

/** The vulnerability with this CVE ID, in letters of either case, as the subject of entries; undefined where the actor may not know of it. */
export async function subjectNamed(
  tx: Pick<HomeTx, 'vulnerabilities' | 'access'>,
  actor: Actor,
  name: string,
): Promise<AuditEntry['subject'] | undefined> {
  const cve = parseCveId(name.toUpperCase())
  const row = cve.ok ? await tx.vulnerabilities.find(cve.value) : undefined
  if (row === undefined || !maySee(actor, resourceOf(row, await tx.access.of(row.id)))) return undefined
  return { kind: 'vulnerability', id: row.id }
}
