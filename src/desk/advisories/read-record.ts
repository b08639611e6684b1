import type { Actor } from '#desk/people'
import { faultsOf, ok, type Result } from '#fault'
import { parseJson } from '#json'
import type { AdvisoryDesk } from './desk.ts'
import { lintRecord } from './lint-record.ts'
import { openAssessed } from './open-ground.ts'
import { publishedRecord } from './published-record.ts'
import { isOfTheFuture } from './read-readiness.ts'
import { derivedPlaces } from './record-to-facts.ts'
import { renderRecord } from './render-record.ts'
import type { RecordMark, RecordView } from './views.ts'

/** The record as text, with what the rules have to say at its lines. */
export async function readRecord(desk: AdvisoryDesk, actor: Actor, name: string): Promise<Result<RecordView>> {
  const opened = await openAssessed(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  const published = await desk.store.read((tx) => publishedRecord(tx, row.id))
  const rendered = renderRecord(ground, assessment)
  const text = recordText(rendered.document)
  const document = parseJson(text)
  if (!document.ok) throw new Error(`a record was written that cannot be read: ${document.fault.message}`)
  const { findings } = lintRecord(ground, assessment, rendered, published?.record, desk.around.moment())
  const told = findings.filter((finding) => !isOfTheFuture(finding, assessment))
  const marks = told.map(({ code, level, at, message, hint, fix }): RecordMark => {
    const { line = 1, column = 1 } = document.value.locate(at)
    return {
      code,
      level,
      at,
      message,
      line,
      column,
      ...(hint !== undefined && { hint }),
      ...(fix !== undefined && { fix: fix.does }),
    }
  })
  return ok({
    version: row.version,
    text,
    marks: marks.toSorted((a, b) => a.line - b.line || a.column - b.column),
    problems: rendered.faults
      .flatMap(faultsOf)
      .map(({ code, message, hint }) => ({ code, message, ...(hint !== undefined && { hint }) })),
    derived: derivedPlaces(rendered),
  })
}

/** JSON as people edit it: two blanks for each level, a line feed at the end. */
export function recordText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
