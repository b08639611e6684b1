import { type AuditEntry, readEntry } from '#desk/audit'
import { type Actor, maySee } from '#desk/people'
import { actionWords } from '#desk/store'
import type { HomeTx } from './ports.ts'
import { subjectName } from './subject-name.ts'
import type { Activity } from './view.ts'

/** Lines that home shows, and entries looked at for them. */
const SHOWN = 8
const LOOKED_AT = 100

/** What others did lately, as far as the reader may know what it was done to. */
export async function activityFor(tx: HomeTx, actor: Actor): Promise<readonly Activity[]> {
  const shown: Activity[] = []
  for (const { body } of await tx.auditTrail.page({}, LOOKED_AT)) {
    const entry = body === undefined ? undefined : readEntry(body)
    if (entry?.ok !== true) continue
    const words = newsOf(entry.value)
    if (words === undefined || !(await mayKnow(tx, actor, entry.value))) continue
    shown.push(await lineOf(tx, entry.value, words))
    if (shown.length === SHOWN) break
  }
  return shown
}

async function mayKnow(tx: HomeTx, actor: Actor, { subject, embargoed }: AuditEntry): Promise<boolean> {
  const { kind, id, project } = subject
  const place = project === undefined ? {} : { project }
  if (!embargoed) return maySee(actor, place)
  const knownTo =
    kind === 'case'
      ? await tx.cases.knownTo(id)
      : kind === 'vulnerability'
        ? (await tx.access.of(id)).map((person) => person.id)
        : []
  return maySee(actor, { ...place, embargoed, knownTo })
}

async function lineOf(tx: HomeTx, entry: AuditEntry, words: string): Promise<Activity> {
  const { actor, at, subject } = entry
  const name = await nameOf(tx, entry)
  const path = PATHS[subject.kind]
  return {
    at,
    who: actor.name,
    words: words.replace('SUBJECT', () => name),
    ...(words.includes('SUBJECT') && { subject: name }),
    ...(path !== undefined && { href: `${path}/${subject.id}` }),
  }
}

const PATHS: Readonly<Record<string, string>> = {
  vulnerability: '/vulnerabilities',
  case: '/cases',
  project: '/projects',
}

/** What people call it; of a repository that is looked at, its address. */
async function nameOf(tx: HomeTx, entry: AuditEntry): Promise<string> {
  const { subject, diff = [] } = entry
  const name = await subjectName(tx, entry)
  if (name !== undefined) return name
  const repository = diff.find(({ field }) => field === 'repository')?.after
  return subject.kind === 'proposal' && typeof repository === 'string' ? repository : subject.id
}

/** How a publication ended is the news of it. */
const ENDS: Readonly<Record<string, string>> = {
  published: 'published SUBJECT',
  unchanged: 'found SUBJECT published already',
  differs: 'published SUBJECT, and read it back differently',
  refused: 'could not publish SUBJECT',
}

const PLACES: Readonly<Record<string, string>> = {
  sandbox: 'in the sandbox',
  test: 'at the test service',
  production: 'at the CVE Program',
}

function newsOf({ action, diff = [] }: AuditEntry): string | undefined {
  const after = (field: string): string => String(diff.find((change) => change.field === field)?.after ?? '')
  const end = action === 'publication.end' ? ENDS[after('publication')] : undefined
  if (end === undefined) return actionWords(action)?.news
  return [end, PLACES[after('target')]].filter((part) => part !== undefined).join(' ')
}
