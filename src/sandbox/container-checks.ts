/**
 * What CVE Services check of a container beside the schema, and how they report what the schema says.
 *
 * Source: cve.middleware.js and the routes of cve.controller/index.js. Texts are trimmed before, so that a blank description has
 * already failed the schema when it comes here.
 *
 * @module
 */
import { type CveForm, type SchemaError, validateCve } from '#cve'
import { parsePurl } from '#ids'
import type { Json, JsonObject } from '#json'
import { field, isList, isObject } from './json-object.ts'
import type { Detail } from './parameters.ts'

/** Errors of a value against the schema, in the shape that Ajv gives; the first only, unless all are asked for. */
export function schemaErrors(value: Json, form: CveForm, under: string, all: boolean): readonly JsonObject[] {
  const errors = validateCve(value, form)
  return (all ? errors : errors.slice(0, 1)).map((error) => asAjv(error, under))
}

/**
 * Errors of a body `{"cnaContainer": {...}}`. `providerMetadata` is written by the server, so that a container may come without it;
 * one that is given must be right.
 */
export function containerErrors(
  body: Json,
  form: 'cnaPublishedContainer' | 'cnaRejectedContainer',
  all: boolean,
): readonly JsonObject[] {
  const container = field(body, 'cnaContainer')
  const missing: SchemaError[] =
    container === undefined
      ? [{ at: '', keyword: 'required', field: 'cnaContainer', message: 'the field cnaContainer is missing' }]
      : []
  const unknown = (isObject(body) ? Object.keys(body) : [])
    .filter((name) => name !== 'cnaContainer')
    .map(
      (name): SchemaError => ({
        at: '',
        keyword: 'additionalProperties',
        field: name,
        message: `the field ${name} is not known here`,
      }),
    )
  const around = [...missing, ...unknown].map((error) => asAjv(error, ''))
  if (container === undefined) return all ? around : around.slice(0, 1)
  const whole = isObject(container) && container.providerMetadata === undefined ? withProvider(container) : container
  const found = [...around, ...schemaErrors(whole, form, '/cnaContainer', all)]
  return all ? found : found.slice(0, 1)
}

function withProvider(container: JsonObject): JsonObject {
  return { providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' }, ...container }
}

/** Ajv's shape, and its words where the facts at hand allow them: clients take these apart. Otherwise the words are ours. */
function asAjv({ at, keyword, field: name, message, allowed, limit }: SchemaError, under: string): JsonObject {
  const shape = { instancePath: under + at, schemaPath: `#/${keyword}`, keyword }
  if (keyword === 'required' && name !== undefined) {
    return { ...shape, params: { missingProperty: name }, message: `must have required property '${name}'` }
  }
  if (keyword === 'additionalProperties' && name !== undefined) {
    return { ...shape, params: { additionalProperty: name }, message: 'must NOT have additional properties' }
  }
  if (keyword === 'enum' && allowed !== undefined) {
    return { ...shape, params: { allowedValues: allowed }, message: 'must be equal to one of the allowed values' }
  }
  if (keyword === 'type' && allowed !== undefined) {
    return { ...shape, params: { type: allowed.join(',') }, message: `must be ${allowed.join(',')}` }
  }
  const [direction, unit] = BOUNDS[keyword] ?? []
  if (direction !== undefined && limit !== undefined) {
    return { ...shape, params: { limit }, message: `must NOT have ${direction} than ${limit} ${unit}` }
  }
  return { ...shape, params: {}, message }
}

const BOUNDS: Readonly<Record<string, readonly [direction: string, unit: string]>> = {
  maxLength: ['more', 'characters'],
  minLength: ['fewer', 'characters'],
  maxItems: ['more', 'items'],
  minItems: ['fewer', 'items'],
  minProperties: ['fewer', 'properties'],
}

/** BAD_INPUT details of a submitted CNA container; `at` is its dotted path in the body. */
export function containerDetails(container: Json | undefined, at: string, now: Date): readonly Detail[] {
  const details: Detail[] = []
  const report = (name: string, msg: string): void =>
    void details.push({ msg, param: `${at}.${name}`, location: 'body' })
  for (const name of ['descriptions', 'rejectedReasons']) {
    if (!hasTwiceTheSameEnglish(field(container, name))) continue
    report(name, `Cannot have more than one English language entry in '${at}.${name}'`)
  }
  const datePublic = field(container, 'datePublic')
  if (typeof datePublic === 'string' && Date.parse(datePublic) - now.getTime() > DAY) {
    report('datePublic', 'datePublic cannot be a future date')
  }
  const purlFault = firstPurlFault(field(container, 'affected'))
  if (purlFault !== undefined) report('affected', purlFault)
  if (hasImpossibleOffset(field(container, 'timeline'))) {
    report('timeline', 'Bad date, or invalid timestamp format: the offset must be between 00:00 and 23:59.')
  }
  return details
}

const DAY = 86_400_000 // milliseconds

/** `en` and `en-GB` may stand side by side; two of the same may not. Other languages are not looked at. */
function hasTwiceTheSameEnglish(entries: Json | undefined): boolean {
  const seen = new Set<string>()
  for (const entry of isList(entries) ? entries : []) {
    const lang = field(entry, 'lang')
    if (typeof lang !== 'string' || !lang.toLowerCase().startsWith('en')) continue
    if (seen.has(lang.toLowerCase())) return true
    seen.add(lang.toLowerCase())
  }
  return false
}

/** The record format knows versions elsewhere: a `packageURL` must not carry one. */
function firstPurlFault(affected: Json | undefined): string | undefined {
  for (const product of isList(affected) ? affected : []) {
    const text = field(product, 'packageURL')
    if (typeof text !== 'string') continue
    const purl = parsePurl(text)
    if (!purl.ok) return `${purl.fault.message}: "${text}"`
    if (purl.value.version !== undefined) {
      return `The PURL version component is currently not supported by the CVE schema: ${text}`
    }
    if (purl.value.qualifiers?.has('vers')) {
      return `PURL versions are currently not supported by the CVE schema: ${text}`
    }
  }
  return undefined
}

/** The schema takes any two digits for hours and minutes of an offset. */
function hasImpossibleOffset(timeline: Json | undefined): boolean {
  return (isList(timeline) ? timeline : []).some((event) => {
    const time = field(event, 'time')
    const [, hours, minutes] = (typeof time === 'string' ? /[+-](\d\d):(\d\d)$/.exec(time) : undefined) ?? []
    return Number(hours) > 23 || Number(minutes) > 59
  })
}

/** Names that the database of CVE Services cannot store. Only under `x_` names does the schema let them through. */
export function hasUnstorableName(value: Json): boolean {
  if (isList(value)) return value.some(hasUnstorableName)
  if (!isObject(value)) return false
  return Object.entries(value).some(
    ([name, each]) => name.startsWith('$') || name.includes('\0') || hasUnstorableName(each),
  )
}

/** The enrichment that `erlcheck` asks for: a CVSS score and a CWE ID, wherever they stand. */
export function isEnriched(container: JsonObject): boolean {
  const [metrics, problems] = [field(container, 'metrics'), field(container, 'problemTypes')]
  const hasCvss = isList(metrics) && metrics.some((each) => CVSS.some((name) => field(each, name) !== undefined))
  const descriptions = (isList(problems) ? problems : []).map((each) => field(each, 'descriptions'))
  const hasCwe = descriptions.some((each) => isList(each) && each.some((one) => field(one, 'cweId') !== undefined))
  return hasCvss && hasCwe
}

const CVSS = ['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0']
