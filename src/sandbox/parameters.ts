/**
 * Parameters as data: what each may be, and the details of BAD_INPUT when it is not. Every check that fails gives one detail, and
 * all are reported together, as express-validator does it for CVE Services.
 *
 * @module
 */
import { parseCveId } from '#ids'
import type { Json, JsonObject } from '#json'
import { isDay } from './clock.ts'
import { isObject } from './json-object.ts'

/** One test of a value, and what is said when it fails. */
export interface Check<T> {
  readonly holds: (value: T) => boolean
  readonly message: string
}

/** A parameter of the query or of the path. Values are trimmed first. */
export interface TextParameter {
  readonly required?: true
  /** May be given several times; otherwise that is an invalid value. */
  readonly list?: true
  /** What the value becomes before it is checked. */
  readonly clean?: (value: string) => string
  readonly checks: readonly Check<string>[]
}
export type TextParameters = Readonly<Record<string, TextParameter>>

/** A field of a JSON body, by its dotted path. A required field that is absent fails each of its checks. */
export interface BodyField {
  readonly required?: true
  readonly checks: readonly Check<Json | undefined>[]
}
export type BodyFields = Readonly<Record<string, BodyField>>

/** One entry of `details` in a BAD_INPUT. */
export type Detail = JsonObject & {
  readonly msg: string
  readonly param: string
  readonly location: 'query' | 'params' | 'body'
}

/** Parameters that passed their checks: every value of each, cleaned. */
export type Values = ReadonlyMap<string, readonly string[]>

/** The value of a parameter that is given at most once. */
export function one(values: Values, name: string): string | undefined {
  return values.get(name)?.[0]
}

/** The query as it is understood, and what is wrong with it. An unknown name is wrong; without a table the query is not looked at. */
export function readQuery(
  table: TextParameters | undefined,
  query: URLSearchParams,
): { readonly values: Values; readonly details: readonly Detail[] } {
  if (table === undefined) return { values: new Map(), details: [] }
  const details: Detail[] = []
  const unknown = [...query.keys()].find((name) => !Object.hasOwn(table, name))
  if (unknown !== undefined) {
    const shown = unknown.replace(/[^A-Z0-9_ -]+/gi, ' ').trim()
    details.push({ msg: `'${shown}' is not a valid parameter name.`, param: '', location: 'query' })
  }
  for (const name of Object.keys(table)) {
    const forbidden = ['<', '>', '"'].find((character) => query.getAll(name).some((value) => value.includes(character)))
    if (forbidden === undefined) continue
    details.push({ msg: `contains invalid character: ${forbidden}`, param: name, location: 'query' })
  }
  const values = new Map<string, readonly string[]>()
  for (const [name, parameter] of Object.entries(table)) {
    const given = query.getAll(name)
    if (given.length === 0 && parameter.required === undefined) continue
    const cleaned = (given.length === 0 ? [''] : given).map((value) => (parameter.clean ?? same)(value.trim()))
    if (cleaned.length > 1 && parameter.list === undefined) {
      details.push({ msg: INVALID, param: name, location: 'query' })
      continue
    }
    for (const { holds, message } of parameter.checks) {
      if (!cleaned.every(holds)) details.push({ msg: message, param: name, location: 'query' })
    }
    values.set(name, cleaned)
  }
  return { values, details }
}

/** What is wrong with the variable parts of the path. */
export function checkPath(table: TextParameters, path: Readonly<Record<string, string>>): readonly Detail[] {
  return Object.entries(table).flatMap(([param, { checks }]) =>
    checks
      .filter(({ holds }) => !holds((path[param] ?? '').trim()))
      .map(({ message }): Detail => ({ msg: message, param, location: 'params' })),
  )
}

/** What is wrong with the fields of a body. Fields that no table names are passed over, as CVE Services do. */
export function checkBody(table: BodyFields, body: Json): readonly Detail[] {
  return Object.entries(table).flatMap(([param, { required, checks }]) => {
    const value = valueAt(body, param)
    if (value === undefined && required === undefined) return []
    return checks
      .filter(({ holds }) => !holds(value))
      .map(({ message }): Detail => ({ msg: message, param, location: 'body' }))
  })
}

/** The value at a dotted path of object fields. */
export function valueAt(body: Json, path: string): Json | undefined {
  let value: Json | undefined = body
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

const INVALID = 'Invalid value'
const same = (value: string): string => value

export function check<T>(holds: (value: T) => boolean, message: string = INVALID): Check<T> {
  return { holds, message }
}

export const upperCase = (value: string): string => value.toUpperCase()
export const lowerCase = (value: string): string => value.toLowerCase()

export const notEmpty: Check<string> = check((value) => value !== '')
export const shortNameLength: Check<string> = check((value) => value.length >= 2 && value.length <= 32)
export const cveIdSyntax: Check<string> = check((value) => parseCveId(value).ok)
export const fourDigits: Check<string> = check((value) => /^\d{4}$/.test(value))
export const wholeNumber: Check<string> = check((value) => /^[-+]?(0|[1-9]\d{0,15})$/.test(value))
export const pageNumber: Check<string> = check((value) => /^\+?[1-9]\d{0,8}$/.test(value))
export const usernameSyntax: Check<string> = check(
  (value) => /^[A-Za-z0-9\-_@.]{3,128}$/.test(value),
  'Username should be 3-128 characters. Allowed characters are alphanumeric and -_@.',
)

export function oneOf(words: readonly string[], message?: string): Check<string> {
  return check((value) => words.includes(value), message)
}

export function between(least: number, most: number, message?: string): Check<string> {
  return check((value) => wholeNumber.holds(value) && Number(value) >= least && Number(value) <= most, message)
}

export function atMost(length: number, message: string): Check<string> {
  return check((value) => value.length <= length, message)
}

/** `1`, `true`, `yes` and their opposites, in any case. */
export function looseBoolean(message?: string): Check<string> {
  return check((value) => /^(1|true|yes|0|false|no)$/i.test(value), message)
}

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(1|true|yes)$/i.test(value)
}

export const timestamp: Check<string> = check(
  (value) => readTimestamp(value) !== undefined,
  "Bad date, or invalid timestamp format: valid format is yyyy-MM-ddTHH:mm:ss or yyyy-MM-ddTHH:mm:ssZZ:ZZ (to use '+' in timezone offset, encode as '%2B). ZZ:ZZ (if used) must be between 00:00 and 23:59.",
)

/** A time of a query: without an offset, UTC; without a time of day, midnight. */
export function readTimestamp(value: string): Date | undefined {
  const text = value.toUpperCase()
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d{1,2}):([0-5]\d):([0-5]\d)(\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/.exec(
      text,
    )
  if (parts === null) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = parts
  if (!isDay(Number(year), Number(month), Number(day)) || Number(hour) > 23) return undefined
  return new Date(`${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${second}${fraction}${zone}`)
}
