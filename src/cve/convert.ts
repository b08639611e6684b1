import { quote } from '#fault'
import { type Json, type JsonObject, pointerParts } from '#json'
import { isObject } from './canonical.ts'
import { compareFormats, FORMAT } from './format.ts'
import type { CnaContainer, CveRecord, Metric } from './record.ts'
import { validateCve } from './schema/index.ts'

/** A record in the format that is written now, and what had to be done for it. */
export interface Conversion {
  readonly record: CveRecord
  /** Nothing where the record stays as it was. */
  readonly notes: readonly ConversionNote[]
}

export interface ConversionNote {
  /** JSON Pointer in the record as it was given. */
  readonly at: string
  /** One plain sentence, lower case, no full stop. */
  readonly message: string
}

/**
 * The extension that holds the fields for which 5.2.0 has no place: a list of `{"at", "field", "value"}`, where `at` is a JSON Pointer
 * in the container.
 */
export const LEGACY_FIELD = 'x_legacyFields'

/**
 * Raises a record of the formats 5.0 and 5.1 to 5.2.0. Nothing is lost and nothing is made up: what the later formats merely allow
 * (`packageURL`, `cpeApplicability`, CVSS 4.0) is not invented, and a record that was wrong in its own format stays wrong.
 *
 * - 5.0 had no place for CVSS 4.0: a vector of it in `other` moves to `cvssV4_0`.
 * - `cpeApplicability` was one object in 5.1.0, and is a list since 5.1.1.
 * - 5.0 let most objects inside a container have any field, 5.1 still let a product; 5.2.0 has closed them all. Such fields move
 *   into the extension {@link LEGACY_FIELD} of their container.
 *
 * A record that is not older stays as it is. Source: CVE_Record_Format.json 5.0, 5.1.0, 5.1.1 and 5.2.0, compared.
 */
export function convertCve(record: CveRecord): Conversion {
  if (compareFormats(record.dataVersion, FORMAT) >= 0) return { record, notes: [] }
  const notes: ConversionNote[] = [{ at: '/dataVersion', message: `format ${record.dataVersion} becomes ${FORMAT}` }]
  const { cna, adp } = record.containers
  const raised: CveRecord = {
    ...record,
    dataVersion: FORMAT,
    containers: {
      ...record.containers,
      cna: raise(cna, '/containers/cna', notes),
      ...(adp !== undefined && { adp: adp.map((each, i) => raise(each, `/containers/adp/${i}`, notes)) }),
    },
  }
  return { record: moveUnknown(raised, notes), notes }
}

function raise(container: CnaContainer, at: string, notes: ConversionNote[]): CnaContainer {
  let raised = container
  // The shape of a record says nothing of it, so that it may be anything here.
  const cpeApplicability: Json | undefined = raised.cpeApplicability
  if (isObject(cpeApplicability)) {
    raised = { ...raised, cpeApplicability: [cpeApplicability] }
    notes.push({ at: `${at}/cpeApplicability`, message: 'the object becomes a list of one element' })
  }
  const { metrics } = raised
  if (metrics?.some(holdsCvss4)) {
    raised = {
      ...raised,
      metrics: metrics.map((metric, i) => {
        if (!holdsCvss4(metric)) return metric
        notes.push({ at: `${at}/metrics/${i}/other`, message: 'the CVSS 4.0 metric moves to cvssV4_0' })
        return withCvss4(metric)
      }),
    }
  }
  return raised
}

/** Whether `other` holds what 5.2.0 takes as `cvssV4_0`. */
function holdsCvss4(metric: Metric): boolean {
  if (metric.cvssV4_0 !== undefined || metric.other?.content.version !== '4.0') return false
  // A container with nothing else in it: what is found is about the metric.
  const alone: JsonObject = { providerMetadata: { orgId: SOME_ORGANISATION }, metrics: [withCvss4(metric)] }
  return validateCve(alone, 'adpContainer').length === 0
}

const SOME_ORGANISATION = '00000000-0000-4000-8000-000000000000'

function withCvss4({ other, ...rest }: Metric): Metric {
  return { ...rest, format: 'CVSS', cvssV4_0: other?.content } as Metric
}

/** One validation tells of a hundred errors. A record with more unknown fields than this takes is no record of 5.0. */
const MOST_ROUNDS = 20

/** Moves the fields that 5.2.0 has no place for, in objects inside a container. The container itself was closed all along. */
function moveUnknown(record: CveRecord, notes: ConversionNote[]): CveRecord {
  let moved = record
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const unknown = validateCve(moved, 'record').flatMap(({ at, field, keyword }) => {
      const base =
        keyword === 'additionalProperties' ? /^\/containers\/(?:cna|adp\/\d+)(?=\/)/.exec(at)?.[0] : undefined
      return base === undefined || field === undefined ? [] : [{ at, field, base }]
    })
    if (unknown.length === 0) break
    for (const { at, field, base } of unknown) {
      moved = moveField(moved, at, field, base)
      notes.push({ at, message: `the field ${quote(field)} has no place in ${FORMAT}, and moves to ${LEGACY_FIELD}` })
    }
  }
  return moved
}

function moveField(record: CveRecord, at: string, field: string, base: string): CveRecord {
  let value: Json = null
  const without = change(record, pointerParts(at), (object) => {
    value = object[field] ?? null
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== field))
  })
  const kept: Json = { at: at.slice(base.length), field, value }
  const withKept = change(without, pointerParts(base), (container) => {
    const before = container[LEGACY_FIELD]
    return { ...container, [LEGACY_FIELD]: [...(Array.isArray(before) ? before : []), kept] }
  })
  return withKept as CveRecord
}

/** The value with the object at the end of the way changed. The way is one that a validation has gone. */
function change(value: Json, [step, ...rest]: readonly string[], edit: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value) && step !== undefined) {
    const list: readonly Json[] = value
    return list.map((item, i) => (String(i) === step ? change(item, rest, edit) : item))
  }
  if (!isObject(value)) return value
  return step === undefined ? edit(value) : { ...value, [step]: change(value[step] ?? null, rest, edit) }
}
