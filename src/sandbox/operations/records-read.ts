import type { Json, JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { ERRORS } from '../errors.ts'
import { field, isList } from '../json-object.ts'
import { PAGE_SIZE, page } from '../paginate.ts'
import { isTrue, one } from '../parameters.ts'
import type { Call, RegisteredCall } from '../route.ts'
import type { RecordEntry } from '../state.ts'
import { timeWithin } from './time-filter.ts'

/** `GET /cve/{id}`. */
export function showRecord({ published, path }: Call): Outcome {
  const record = published(path.id ?? '')
  return record === undefined ? refuse(404, ERRORS.cveRecordDne()) : done(record.cve)
}

/** `GET /cve_count`. */
export function countRecords({ state, query }: Call): Outcome {
  const wanted = one(query, 'state')
  if (wanted === undefined) return done({ totalCount: state.recordCount() })
  let totalCount = 0
  for (const { cve } of state.records()) if (metadata(cve, 'state') === wanted) totalCount++
  return done({ totalCount })
}

/** `GET /cve`: records in the order of their IDs, in pages. */
export function listRecords(call: RegisteredCall): Outcome {
  const refusal = refuseFilter(call)
  if (refusal !== undefined) return refusal
  const records = filtered(call)
  if (isTrue(one(call.query, 'count_only'))) return done({ totalCount: records.length })
  const sorted = records.toSorted((a, b) => (a.cve_id < b.cve_id ? -1 : 1))
  return done(page('cveRecords', sorted, one(call.query, 'page'), ({ cve }) => cve))
}

/**
 * `GET /cve_cursor`: the newest record first. A cursor names a place between records, so that records which are added meanwhile
 * move no page. `next` and `previous` are there whenever the page has a record, also when nothing follows: `hasNext` tells.
 */
export function listRecordsFromCursor(call: RegisteredCall): Outcome {
  const refusal = refuseFilter(call)
  if (refusal !== undefined) return refusal
  const { query } = call
  const records = filtered(call).toSorted((a, b) => (comesFirst(a, b) ? -1 : 1))
  if (isTrue(one(query, 'count_only'))) return done({ totalCount: records.length })
  const limit = Number(one(query, 'limit') ?? PAGE_SIZE)
  const [next, previous] = [readCursor(one(query, 'next_page')), readCursor(one(query, 'previous_page'))]
  const [start, end] =
    next !== undefined
      ? from(
          firstWhere(records, (record) => comesFirst(next, record)),
          limit,
        )
      : previous !== undefined
        ? upTo(
            firstWhere(records, (record) => !comesFirst(record, previous)),
            limit,
          )
        : from(0, limit)
  const shown = records.slice(start, end)
  const [first, last] = [shown[0], shown.at(-1)]
  return done({
    cveRecords: shown.map(({ cve }) => cve),
    hasNext: end < records.length,
    hasPrevious: start > 0,
    ...(first !== undefined && last !== undefined && { next: writeCursor(last), previous: writeCursor(first) }),
  })
}

/** A place in the order of `/cve_cursor`: by time of creation, latest first, then by ID. */
interface Cursor {
  readonly cve_id: string
  readonly time: { readonly created: string }
}

function comesFirst(a: Cursor, b: Cursor): boolean {
  if (a.time.created !== b.time.created) return a.time.created > b.time.created
  return a.cve_id > b.cve_id
}

function from(start: number, limit: number): readonly [start: number, end: number] {
  return [start, start + limit]
}

function upTo(end: number, limit: number): readonly [start: number, end: number] {
  return [Math.max(0, end - limit), end]
}

function firstWhere(records: readonly RecordEntry[], holds: (record: RecordEntry) => boolean): number {
  const index = records.findIndex(holds)
  return index < 0 ? records.length : index
}

function writeCursor({ cve_id, time }: RecordEntry): string {
  return Buffer.from(`${time.created} ${cve_id}`).toString('base64url')
}

/** What is no cursor counts as none. */
function readCursor(text: string | undefined): Cursor | undefined {
  const [created, cve_id] = Buffer.from(text ?? '', 'base64url')
    .toString()
    .split(' ')
  return created === undefined || cve_id === undefined ? undefined : { cve_id, time: { created } }
}

/** `cna_modified` says which time is meant, so that it means nothing without one. */
function refuseFilter({ query }: RegisteredCall): Outcome | undefined {
  const hasTime = query.has('time_modified.gt') || query.has('time_modified.lt')
  return isTrue(one(query, 'cna_modified')) && !hasTime ? refuse(400, ERRORS.badUsageOfCnaModified()) : undefined
}

/** The records that the query asks for. */
function filtered({ state, query }: RegisteredCall): readonly RecordEntry[] {
  const byContainer = isTrue(one(query, 'cna_modified'))
  const modified = timeWithin(query, 'time_modified')
  const [wanted, name, assigner, adp] = [
    one(query, 'state'),
    one(query, 'assigner_short_name'),
    one(query, 'assigner'),
    one(query, 'adp_short_name'),
  ]
  const found: RecordEntry[] = []
  for (const record of state.records()) {
    const { cve } = record
    if (wanted !== undefined && metadata(cve, 'state') !== wanted) continue
    if (name !== undefined && metadata(cve, 'assignerShortName') !== name) continue
    if (assigner !== undefined && metadata(cve, 'assignerOrgId') !== assigner) continue
    if (adp !== undefined && !hasAdp(cve, adp)) continue
    const updated = field(field(field(field(cve, 'containers'), 'cna'), 'providerMetadata'), 'dateUpdated')
    if (modified(byContainer ? textOf(updated) : record.time.modified)) found.push(record)
  }
  return found
}

function metadata(cve: JsonObject, name: string): Json | undefined {
  return field(field(cve, 'cveMetadata'), name)
}

function hasAdp(cve: JsonObject, short_name: string): boolean {
  const adp = field(field(cve, 'containers'), 'adp')
  return isList(adp) && adp.some((container) => field(field(container, 'providerMetadata'), 'shortName') === short_name)
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
