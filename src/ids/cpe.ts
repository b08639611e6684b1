import { fail, ok, quote, type Result } from '#fault'

declare const cpeText: unique symbol

/** A CPE name as a formatted string of version 2.3 in lower case. Only {@link parseCpe} and {@link makeCpe} make one. */
export type CpeText = string & { readonly [cpeText]: true }

/** The attributes of a CPE name in the order of the formatted string (NISTIR 7695, section 6.2). */
export const CPE_ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'swEdition',
  'targetSw',
  'targetHw',
  'other',
] as const
export type CpeAttribute = (typeof CPE_ATTRIBUTES)[number]

/**
 * A CPE name. Each attribute is as the formatted string has it: `*` is any value, `-` is not applicable, and everything else is a
 * value with its special characters behind a backslash; {@link unescapeCpe} gives it back plain.
 */
export interface Cpe extends Readonly<Record<CpeAttribute, string>> {
  readonly text: CpeText
}

export type CpeFault = 'CPE_TOO_LONG' | 'CPE_MALFORMED' | 'CPE_ATTRIBUTE'

/** CVE Record Format 5.2, #/definitions/cpe23. */
const MAX_LENGTH = 2048

const EXAMPLE = 'a CPE name looks like cpe:2.3:a:python:python:3.13.0:*:*:*:*:*:*:*'

/** The characters that a value has only behind a backslash (NISTIR 7695, section 6.2). */
const QUOTED = '\\*?!"#$%&\'()+,/:;<=>@[]^`{|}~'

// A value: `*` or any number of `?` at its ends, and between them at least one character. Each alternative starts with another
// character, so that nothing is tried twice.
const VALUE = /^(?:\*|\?+)?(?:[a-z0-9._-]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~])+(?:\*|\?+)?$/
// A language tag of RFC 5646 as CPE narrows it (section 5.3.3).
const LANGUAGE = /^[a-z]{2,3}(?:-(?:[a-z]{2}|[0-9]{3}))?$/

/** Reads a CPE name: a formatted string of version 2.3 (`cpe:2.3:a:...`) or a URI of version 2.2 (`cpe:/a:...`). */
export function parseCpe(text: string): Result<Cpe, CpeFault> {
  if (text.length > MAX_LENGTH) {
    return refuse('CPE_TOO_LONG', `${text.length} characters, at most ${MAX_LENGTH} are allowed`, EXAMPLE)
  }
  const lower = text.toLowerCase()
  if (lower.startsWith('cpe:2.3:')) {
    const values = splitEscaped(lower.slice(8))
    if (values.length === CPE_ATTRIBUTES.length) return fromValues(values.map(unquotePlain))
    return refuse('CPE_MALFORMED', `${values.length + 2} components, not 13`, EXAMPLE)
  }
  if (lower.startsWith('cpe:/')) return fromUri(lower.slice(5))
  return refuse('CPE_MALFORMED', `${quote(text)} starts with neither "cpe:2.3:" nor "cpe:/"`, EXAMPLE)
}

/** What {@link makeCpe} needs to know; all values plain, and any that is left out stands for every value. */
export type CpeFacts = { readonly part: 'a' | 'h' | 'o' } & Readonly<Partial<Record<CpeAttribute, string>>>

/** Puts a CPE name together from plain values; `*` and `-` alone are "any" and "not applicable". */
export function makeCpe(facts: CpeFacts): Result<Cpe, CpeFault> {
  return fromValues(CPE_ATTRIBUTES.map((attribute) => escapeCpe(facts[attribute] ?? '*')))
}

/** A plain value with its special characters escaped, as an attribute has it. `*` and `-` alone stay what they are. */
export function escapeCpe(plain: string): string {
  if (plain === '*' || plain === '-') return plain
  return [...plain.toLowerCase()].map((char) => (QUOTED.includes(char) ? `\\${char}` : char)).join('')
}

/** The plain value of an attribute; wildcards in it become indistinguishable from the characters `*` and `?`. */
export function unescapeCpe(value: string): string {
  return value.replaceAll(/\\(.)/g, '$1')
}

function fromValues(values: readonly string[]): Result<Cpe, CpeFault> {
  const cpe = Object.fromEntries(CPE_ATTRIBUTES.map((attribute, i) => [attribute, values[i]!])) as Readonly<
    Record<CpeAttribute, string>
  >
  for (const attribute of CPE_ATTRIBUTES) {
    const value = cpe[attribute]
    if (isAttribute(attribute, value)) continue
    return refuse('CPE_ATTRIBUTE', `${quote(value)} is no value for ${attribute}`, HINTS[attribute] ?? VALUE_HINT)
  }
  const text = `cpe:2.3:${values.join(':')}`
  if (text.length > MAX_LENGTH)
    return refuse('CPE_TOO_LONG', `its formatted string has ${text.length} characters`, EXAMPLE)
  return ok({ ...cpe, text: text as CpeText })
}

const VALUE_HINT = 'write * for any value, - for none, and special characters behind a backslash'
const HINTS: Readonly<Partial<Record<CpeAttribute, string>>> = {
  part: 'write a (application), h (hardware) or o (operating system)',
  language: 'write a language tag like en or en-us, * or -',
}

function isAttribute(attribute: CpeAttribute, value: string): boolean {
  if (value === '*' || value === '-') return true
  if (attribute === 'part') return value === 'a' || value === 'h' || value === 'o'
  return (attribute === 'language' ? LANGUAGE : VALUE).test(value)
}

/** Splits at the colons that are not behind a backslash. */
function splitEscaped(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === ':') {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}

/** A backslash before `.`, `-` or `_` says nothing, except in `\-`, which would otherwise become "not applicable". */
function unquotePlain(value: string): string {
  return value === '\\-'
    ? value
    : value.replaceAll(/\\(.)/g, (pair, char: string) => ('.-_'.includes(char) ? char : pair))
}

/** NISTIR 7695, section 6.1: seven components, and in the sixth perhaps five more, packed with tildes. */
function fromUri(text: string): Result<Cpe, CpeFault> {
  if (!/^(?:[a-z0-9._~:-]|%[0-9a-f]{2})*$/.test(text)) {
    return refuse('CPE_MALFORMED', `${quote(`cpe:/${text}`)} has a character that a URI cannot have`, EXAMPLE)
  }
  const components = text.split(':')
  if (components.length > 7)
    return refuse('CPE_MALFORMED', `${components.length} components, at most 7 in a URI`, EXAMPLE)
  const [part = '', vendor = '', product = '', version = '', update = '', edition = '', language = ''] = components
  const packed = edition.startsWith('~') ? edition.slice(1).split('~') : [edition, '', '', '', '']
  if (packed.length !== 5) {
    return refuse('CPE_ATTRIBUTE', `${quote(edition)} is no value for edition`, 'a packed edition has five tildes')
  }
  const [plainEdition = '', ...extended] = packed
  return fromValues([part, vendor, product, version, update, plainEdition, language, ...extended].map(fromUriValue))
}

/** A value of a URI as the formatted string has it. What it cannot hold is left in place, and refused for it. */
function fromUriValue(value: string): string {
  if (value === '') return '*'
  if (value === '-') return value
  return value.replaceAll(/%([0-9a-f]{2})|~/g, (found, digits?: string) => {
    if (digits === undefined) return '\\~'
    if (digits === '01') return '?'
    if (digits === '02') return '*'
    const char = String.fromCharCode(Number.parseInt(digits, 16))
    return QUOTED.includes(char) ? `\\${char}` : found
  })
}

function refuse(code: CpeFault, detail: string, hint: string): Result<never, CpeFault> {
  return fail({ code, kind: 'invalid', message: `cannot read as a CPE name: ${detail}`, hint })
}
