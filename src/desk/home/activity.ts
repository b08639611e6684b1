import { type AuditEntry, readEntry } from '#desk/audit'
import { type Actor, maySee } from '#desk/people'
import { actionWords } from '#desk/store'
import type { HomeTx } from './ports.ts'
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
    const words = actionWords(entry.value.action)?.news
    if (words === undefined || !(await mayKnow(tx, actor, entry.value))) continue
    shown.push(lineOf(entry.value, words))
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

function lineOf({ actor, at, subject, reason, diff }: AuditEntry, words: string): Activity {
  const { kind, id } = subject
  const href =
    kind === 'vulnerability'
      ? `/vulnerabilities/${id}`
      : kind === 'case'
        ? `/cases/${id}`
        : kind === 'project'
          ? `/projects/${id}`
          : undefined
  const end = diff?.find(({ field }) => field === 'publication')?.after
  const more = typeof end === 'string' ? `: ${end}${reason === undefined ? '' : ` (${reason})`}` : ''
  return {
    at,
    who: actor.name,
    words: words.replace('SUBJECT', id) + more,
    ...(href !== undefined && { href }),
  }
}
