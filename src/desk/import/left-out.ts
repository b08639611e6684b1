import type { CveRecord } from '#cve'
import { commitInLink } from '#desk'
import { parseCapecId } from '#ids'
import { isObject, type Json, type JsonObject, pointer } from '#json'
import type { OsvRecord } from '#osv'
import type { Scheme } from '#versions'
import type { Source } from './source.ts'
import { statementOfCve } from './statement.ts'

/** Something that a record says and the facts made of it do not. */
export interface LeftOut {
  /** JSON pointer into the record. */
  readonly at: string
  readonly from: string
  /** Its beginning, as JSON. */
  readonly value: string
}

/** Longest beginning that is shown. UTF-16 units. */
const SHOWN = 120

/**
 * What an import cannot take over, with its place: further products and languages, names beside identifiers, what others added.
 * Vendor and product come from the settings of the project and versions from git: those of the first product are no loss, as long as
 * what it states of versions could be read.
 */
export function leftOut(scheme: Scheme, source: Source): readonly LeftOut[] {
  const places = source.format === 'cve' ? ofCve(scheme, source.record) : ofOsv(source.record)
  return places.map(([at, value]) => {
    const text = JSON.stringify(value)
    return { at, from: source.name, value: text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text }
  })
}

type Place = readonly [at: string, value: Json]

function ofCve(scheme: Scheme, { containers }: CveRecord): readonly Place[] {
  const cna = containers.cna as JsonObject
  const at = (...path: readonly (string | number)[]): string => pointer('containers', 'cna', ...path)
  const [first = {}, ...products] = items(cna.affected)
  const isStated = statementOfCve(scheme, { containers } as CveRecord, '') !== undefined
  return [
    ...(first.versions === undefined || isStated ? [] : [[at('affected', 0, 'versions'), first.versions] as const]),
    ...products.map((value, i): Place => [at('affected', i + 1), value]),
    ...['descriptions', 'workarounds', 'rejectedReasons'].flatMap((key) => otherLanguages(at(key), items(cna[key]))),
    ...items(cna.problemTypes).flatMap((type, i) =>
      items(type.descriptions).flatMap((each, k): Place[] =>
        typeof each.cweId === 'string' ? [] : [[at('problemTypes', i, 'descriptions', k), each]],
      ),
    ),
    ...items(cna.impacts).flatMap((impact, i): Place[] => {
      const isKnown = typeof impact.capecId === 'string' && parseCapecId(impact.capecId).ok
      if (!isKnown) return [[at('impacts', i), impact]]
      return impact.descriptions === undefined ? [] : [[at('impacts', i, 'descriptions'), impact.descriptions]]
    }),
    ...items(cna.metrics).flatMap((metric, i) => ofMetric(at('metrics', i), metric)),
    ...items(cna.references).flatMap((reference, i): Place[] => {
      const isPatch = Array.isArray(reference.tags) && reference.tags.includes('patch')
      return typeof reference.url !== 'string' || commitInLink(reference.url) === undefined || isPatch
        ? []
        : [[at('references', i), reference]]
    }),
    ...items(cna.credits).flatMap(({ user }, i): Place[] =>
      user === undefined ? [] : [[at('credits', i, 'user'), user]],
    ),
    ...(containers.adp ?? []).map((each, i): Place => [pointer('containers', 'adp', i), each as JsonObject]),
  ]
}

/** Every text but the one that was taken: the first in English, else the first. */
function otherLanguages(at: string, texts: readonly JsonObject[]): readonly Place[] {
  const taken = texts.find(({ lang }) => typeof lang === 'string' && lang.startsWith('en')) ?? texts[0]
  return texts.flatMap((each, i): Place[] => (each === taken ? [] : [[at + pointer(i), each]]))
}

/** Vectors are taken; to which case they apply, and other ways of scoring, are not. */
function ofMetric(at: string, metric: JsonObject): readonly Place[] {
  const { other, scenarios } = metric
  const cases = items(scenarios).filter(({ value }) => value !== 'GENERAL')
  return [
    ...(other === undefined ? [] : [[at + pointer('other'), other] as const]),
    ...(cases.length === 0 ? [] : [[at + pointer('scenarios'), scenarios ?? null] as const]),
  ]
}

function ofOsv(record: OsvRecord): readonly Place[] {
  const whole = record as unknown as JsonObject
  const [, ...packages] = items(whole.affected)
  const specific = isObject(whole.database_specific) ? Object.entries(whole.database_specific) : []
  const taken = new Set(
    items(whole.affected).flatMap(({ ranges }) =>
      items(ranges).flatMap(({ events }) =>
        items(events).flatMap(({ fixed }) => (typeof fixed === 'string' ? [fixed] : [])),
      ),
    ),
  )
  return [
    ...packages.map((value, i): Place => [pointer('affected', i + 1), value]),
    ...['related', 'upstream'].flatMap((key): Place[] =>
      whole[key] === undefined ? [] : [[pointer(key), whole[key]]],
    ),
    ...specific.flatMap(([key, value]): Place[] =>
      key === 'cwe_ids' ? [] : [[pointer('database_specific', key), value]],
    ),
    ...items(whole.references).flatMap((reference, i): Place[] => {
      const commit = typeof reference.url === 'string' ? commitInLink(reference.url) : undefined
      return commit === undefined || taken.has(commit) ? [] : [[pointer('references', i), reference]]
    }),
    ...items(whole.credits).flatMap(({ contact }, i): Place[] =>
      contact === undefined ? [] : [[pointer('credits', i, 'contact'), contact]],
    ),
  ]
}

function items(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : []
}
