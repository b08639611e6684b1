import { factsIn, findVulnerability, publishedRecord } from '#desk/advisories'
import type { Actor } from '#desk/people'
import { written } from '#desk/store'
import { type Fault, fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import type { Vulnerability } from '#vulnerability'
import { NO_DISPUTE } from './dispute-case.ts'
import { findCase } from './find-case.ts'
import type { CasesDesk } from './ports.ts'

const TAG = 'disputed'

/**
 * Puts the tag `disputed` into the facts of the vulnerability, as an edit of the actor like any other: it is undone there, reviewed and
 * published with the rest. Who disputes the record and why is for people to write (STW505).
 *
 * Codes: `CASE_NO_DISPUTE`, `DISPUTE_OTHER_OUTCOME`, those of editing a vulnerability, `VERSION_STALE`.
 */
export async function tagDisputed(desk: CasesDesk, actor: Actor, id: string): Promise<Result<void>> {
  const read = await desk.store.read(async (tx) => {
    const found = await findCase(tx, actor, 'case.edit', id)
    if (!found.ok) return found
    const { dispute } = found.value
    if (dispute === undefined) return fail(NO_DISPUTE)
    if (dispute.decided?.outcome !== 'disputed') return fail(OTHER_OUTCOME)
    const vulnerability = await findVulnerability(tx, actor, 'vulnerability.edit', dispute.vulnerability)
    if (!vulnerability.ok) return vulnerability
    const { row } = vulnerability.value
    const published = await publishedRecord(tx, row.id)
    return ok({ row, record: factsIn(row).record, had: published?.record.containers.cna.tags ?? [] })
  })
  if (!read.ok) return read
  const { row, record, had } = read.value
  // Tags of the published record that the facts say nothing of would go with the first that they do say.
  const tags = [...new Set([...(tagsIn(record) ?? had), TAG])]
  const change = { field: 'record', value: { ...record, tags } } as const
  const edited = await desk.editFacts(actor, row.id, { base: row.version, changes: [change] })
  if (!edited.ok) return edited
  // Somebody wrote the same field in between: theirs stands, and this is done again by who looks at it.
  const stale = written(edited.value.conflicts.length === 0 ? edited.value.version : undefined, 'the facts')
  return stale.ok ? ok(undefined) : stale
}

/** Whether the facts say that the record is disputed. */
export function isTagged({ record }: Pick<Vulnerability, 'record'>): boolean {
  return tagsIn(record)?.includes(TAG) === true
}

function tagsIn(record: Vulnerability['record']): readonly Json[] | undefined {
  return Array.isArray(record?.tags) ? record.tags : undefined
}

const OTHER_OUTCOME: Fault<'DISPUTE_OTHER_OUTCOME'> = {
  code: 'DISPUTE_OTHER_OUTCOME',
  kind: 'conflict',
  message: 'it was not decided that the record is tagged disputed',
}
