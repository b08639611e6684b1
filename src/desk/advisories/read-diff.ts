import { diffContainers, diffCve } from '#cve'
import type { Actor } from '#desk/people'
import { faultsOf, ok, type Result } from '#fault'
import type { AdvisoryDesk } from './desk.ts'
import { fieldAt } from './field-at.ts'
import { openAssessed } from './open-ground.ts'
import { publishedRecord } from './published-record.ts'
import { recordText } from './read-record.ts'
import { renderRecord } from './render-record.ts'
import type { DiffView } from './views.ts'

/** What changed in meaning since the record was published; against nothing, where it never was. */
export async function readDiff(desk: AdvisoryDesk, actor: Actor, name: string): Promise<Result<DiffView>> {
  const opened = await openAssessed(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  const published = await desk.store.read((tx) => publishedRecord(tx, row.id))
  const { cna, record, base, faults } = renderRecord(ground, assessment)
  const changes =
    published === undefined || record === undefined
      ? diffContainers(published?.record.containers.cna ?? {}, cna)
      : diffCve(published.record, record)
  const prefix = published === undefined || record === undefined ? '' : base
  return ok({
    version: row.version,
    ...(published !== undefined && {
      against: { target: published.target, at: published.at, version: published.version },
    }),
    changes: changes.map(({ kind, at, message, before, after }) => ({
      kind,
      ...fieldOf(prefix, at),
      at,
      message,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })),
    ...(published !== undefined &&
      record !== undefined && { texts: { before: recordText(published.record), after: recordText(record) } }),
    problems: faults.flatMap(faultsOf).map(({ code, message }) => ({ code, message })),
  })

  function fieldOf(start: string, at: string): { readonly field: DiffView['changes'][number]['field'] } {
    return { field: fieldAt(start, at, cna, assessment.vulnerability, '').field }
  }
}
