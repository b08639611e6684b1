import { type Fault, fail, failAll, faultsOf, ok, type Result } from '#fault'
import { type Document, isObject, type Json, parseJson, readShape, type Shape } from '#json'
import type { CnaContainer, CveRecord } from './record.ts'
import { cnaContainer, cveRecord, recordOfAnyId, wrappedContainer } from './shape.ts'

/** The forms in which one meets what a CNA states: a whole record, or its container alone. */
export type CveDocument =
  | { readonly kind: 'record'; readonly record: CveRecord }
  | { readonly kind: 'container'; readonly container: CnaContainer }

/**
 * Reads a CVE record of the formats 5.0 to 5.2, given as text or as a JSON value.
 *
 * It takes what is in the wild: the order of fields, missing metadata, fields that no schema knows, all of which stay in the
 * value. It refuses what is no record, and every part of a wrong type among those that Steward uses, all at once. It does not
 * validate against the schema.
 *
 * A container without a record around it has no CVE ID: it is refused with `CVE_CONTAINER_ALONE`. {@link parseCve} takes both.
 */
export function parseCveRecord(input: Json): Result<CveRecord> {
  const read = parseCve(input)
  if (!read.ok) return read
  if (read.value.kind === 'record') return ok(read.value.record)
  return fail({
    code: 'CVE_CONTAINER_ALONE',
    kind: 'invalid',
    message: 'cannot read as a CVE record: this is a CNA container, and does not say which CVE ID it is for',
    at: '',
  })
}

export interface ParseCveOptions {
  /** Takes anything for a CVE ID: for those who look for what is wrong with a record. */
  readonly anyId?: boolean
}

/**
 * Reads a CVE record, or the container of a CNA alone: bare, or as CVE Services take it, in `{"cnaContainer": ...}`. Text is
 * parsed as JSON first, and faults then have their line and column.
 */
export function parseCve(input: Json, { anyId = false }: ParseCveOptions = {}): Result<CveDocument> {
  const shape = anyId ? recordOfAnyId : cveRecord
  if (typeof input !== 'string') return readCve(input, shape)
  const document = parseJson(input)
  if (!document.ok) return document
  const read = readCve(document.value.value, shape)
  return read.ok ? read : failAll(faultsOf(read.fault).map((fault) => placed(fault, document.value)))
}

function readCve(value: Json, shape: Shape<CveRecord>): Result<CveDocument> {
  if (!isObject(value)) return notARecord(describe(value))
  if ('dataType' in value || 'cveMetadata' in value || 'containers' in value) {
    const record = readShape(shape, value)
    return record.ok ? ok({ kind: 'record', record: record.value }) : record
  }
  if ('cnaContainer' in value) {
    const wrapped = readShape(wrappedContainer, value)
    return wrapped.ok ? ok({ kind: 'container', container: wrapped.value.cnaContainer }) : wrapped
  }
  if ('affected' in value || 'descriptions' in value || 'rejectedReasons' in value) {
    const container = readShape(cnaContainer, value)
    return container.ok ? ok({ kind: 'container', container: container.value }) : container
  }
  return notARecord('an object with none of its fields')
}

function notARecord(found: string): { readonly ok: false; readonly fault: Fault } {
  return fail({
    code: 'CVE_NOT_A_RECORD',
    kind: 'invalid',
    message: `cannot read as a CVE record: expected an object with dataType, cveMetadata and containers, found ${found}`,
    at: '',
  })
}

function placed(fault: Fault, document: Document): Fault {
  return fault.at === undefined ? fault : { ...fault, place: document.locate(fault.at) }
}

function describe(value: Json): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'text' : `the ${typeof value} ${String(value)}`
}
