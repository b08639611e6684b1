import { fail, ok, quote, type Result } from '#fault'
import { percentDecode, percentEncode } from './percent.ts'
import { purlType } from './purl-types.ts'

declare const purlText: unique symbol

/** A package URL in its canonical text, `pkg:pypi/django@5.2`. Only {@link parsePurl} and {@link makePurl} make one. */
export type PurlText = string & { readonly [purlText]: true }

/** The components of a package URL, decoded. An absent component has no key; an empty one there is not. */
export interface PurlParts {
  readonly type: string
  /** One or more segments with `/` between them. */
  readonly namespace?: string
  readonly name: string
  readonly version?: string
  readonly qualifiers?: ReadonlyMap<string, string>
  /** Segments with `/` between them, relative to the root of the package. */
  readonly subpath?: string
}

/** A package URL: its components, normalised by the rules of its type, and its canonical text. */
export interface Purl extends PurlParts {
  readonly text: PurlText
  /** By key, in the order of the keys. */
  readonly qualifiers: ReadonlyMap<string, string>
}

export interface PurlOptions {
  /** `forbidden` where the purl names a package of which another field tells the versions, as `affected[].packageURL` of CVE. */
  readonly version?: 'allowed' | 'forbidden'
}

export type PurlFault =
  | 'PURL_TOO_LONG'
  | 'PURL_MALFORMED'
  | 'PURL_TYPE'
  | 'PURL_NAMESPACE'
  | 'PURL_NAME'
  | 'PURL_VERSION'
  | 'PURL_VERSION_FORBIDDEN'
  | 'PURL_QUALIFIER'
  | 'PURL_SUBPATH'

/** CVE Record Format 5.2, #/definitions/uriType. purl itself has no limit. */
const MAX_LENGTH = 2048

/**
 * Reads a package URL (purl-spec, ECMA-427: "How to parse"). What the specification tells readers to accept is accepted and
 * written canonically: capitals in the type, slashes in front, qualifiers in any order. What two readers could understand in two
 * ways is refused: an empty version, and separators inside a component that are not percent-encoded.
 */
export function parsePurl(text: string, options: PurlOptions = {}): Result<Purl, PurlFault> {
  if (text.length > MAX_LENGTH) {
    return refuse('PURL_TOO_LONG', `${text.length} characters, at most ${MAX_LENGTH} are allowed`)
  }
  if (!/^[!-~]*$/.test(text)) {
    return refuse('PURL_MALFORMED', `${quote(text)} has spaces or letters beyond ASCII`, 'percent-encode them: %20')
  }
  if (!/^pkg:/i.test(text)) return refuse('PURL_MALFORMED', `${quote(text)} does not start with "pkg:"`, EXAMPLE)

  const [beforeSubpath, rawSubpath] = splitLast(text.slice(4), '#')
  const [beforeQualifiers, rawQualifiers] = splitLast(beforeSubpath, '?')
  if (beforeSubpath.includes('#') || beforeQualifiers.includes('?')) {
    return refuse('PURL_MALFORMED', 'a "?" or "#" stands twice', 'write "?" as %3F and "#" as %23 inside a value')
  }
  const path = trimSlashes(beforeQualifiers)
  const slash = path.indexOf('/')
  if (slash < 0) return refuse('PURL_NAME', `${quote(text)} has no name`, EXAMPLE)
  const type = path.slice(0, slash)

  const segments = path
    .slice(slash + 1)
    .split('/')
    .filter((segment) => segment !== '')
  const [rawName, rawVersion] = splitLast(segments.pop() ?? '', '@')
  if (rawVersion === '') return refuse('PURL_VERSION', 'there is no version behind "@"', 'remove the "@"')
  // An npm scope is often written with a bare "@"; any other is a version in the wrong place.
  if (rawName.includes('@') || segments.some((segment) => segment.includes('@', 1))) {
    return refuse(
      'PURL_VERSION',
      'an "@" or "/" too many around the version',
      'write "@" as %40 and "/" as %2F inside it',
    )
  }

  const namespace = segments.map(percentDecode)
  const name = percentDecode(rawName)
  const version = rawVersion === undefined ? undefined : percentDecode(rawVersion)
  const subpath = rawSubpath?.split('/').map(percentDecode)
  if (
    name === undefined ||
    (rawVersion !== undefined && version === undefined) ||
    namespace.includes(undefined) ||
    subpath?.includes(undefined)
  ) {
    return refuse('PURL_MALFORMED', `${quote(text)} has a wrong percent-encoding`, 'write "%" itself as %25')
  }
  // A segment with an encoded slash must not turn into two.
  if (namespace.some((segment) => segment?.includes('/'))) {
    return refuse(
      'PURL_NAMESPACE',
      'a segment of the namespace holds a slash',
      'write segments with a plain "/" between',
    )
  }
  if (subpath?.some((segment) => segment?.includes('/'))) {
    return refuse('PURL_SUBPATH', 'a segment of the subpath holds a slash', 'write segments with a plain "/" between')
  }
  const qualifiers = readQualifiers(rawQualifiers ?? '')
  if (!qualifiers.ok) return qualifiers

  return makePurl(
    {
      type,
      name,
      qualifiers: qualifiers.value,
      ...(namespace.length === 0 ? {} : { namespace: namespace.join('/') }),
      ...(version === undefined ? {} : { version }),
      ...(subpath === undefined ? {} : { subpath: subpath.join('/') }),
    },
    options,
  )
}

/** Puts a package URL together from plain components, by the rules of its type. */
export function makePurl(parts: PurlParts, options: PurlOptions = {}): Result<Purl, PurlFault> {
  const { namespace: given = '', version = '', qualifiers: pairs = new Map<string, string>() } = parts
  if (![given, parts.name, version, parts.subpath ?? '', ...pairs.values()].every((text) => text.isWellFormed())) {
    return refuse('PURL_MALFORMED', 'it holds half a character (a lone surrogate)')
  }
  const type = parts.type.toLowerCase()
  if (!/^[a-z][a-z0-9.-]*$/.test(type)) return refuse('PURL_TYPE', `${quote(parts.type)} is not a type`, EXAMPLE)
  const rules = purlType(type)

  const name = rules.canonicalName(trimSlashes(parts.name))
  if (name === '') return refuse('PURL_NAME', 'the name is empty', EXAMPLE)

  const namespace = rules.canonicalNamespace(trimSlashes(given))
  if (namespace === '' && rules.namespace === 'required') {
    return refuse('PURL_NAMESPACE', `the type ${type} needs a namespace`, `write pkg:${type}/NAMESPACE/NAME`)
  }
  if (namespace !== '' && rules.namespace === 'forbidden') {
    return refuse('PURL_NAMESPACE', `the type ${type} has no namespace`, `write pkg:${type}/NAME`)
  }
  if (namespace.includes('//')) return refuse('PURL_NAMESPACE', 'a segment of the namespace is empty', 'remove a slash')

  if (parts.version === '') return refuse('PURL_VERSION', 'the version is empty', 'leave it out')

  const qualifiers = canonicalQualifiers(pairs)
  if (!qualifiers.ok) return qualifiers
  const subpath = (parts.subpath ?? '')
    .split('/')
    .filter((segment) => segment !== '' && !/^\.\.?$/.test(segment))
    .join('/')

  const front = `pkg:${type}/${namespace === '' ? '' : `${percentEncode(namespace, ':/')}/`}${percentEncode(name, ':')}`
  const written = [...qualifiers.value].map(([key, value]) => `${key}=${percentEncode(value, ':/')}`)
  const back = `${written.length === 0 ? '' : `?${written.join('&')}`}${subpath === '' ? '' : `#${percentEncode(subpath, ':/')}`}`
  if (parts.version !== undefined && options.version === 'forbidden') {
    return refuse('PURL_VERSION_FORBIDDEN', 'it must not have a version here', `write ${front}${back}`)
  }
  const text = `${front}${parts.version === undefined ? '' : `@${percentEncode(parts.version, ':')}`}${back}`
  return ok({
    text: text as PurlText,
    type,
    ...(namespace === '' ? {} : { namespace }),
    name,
    ...(parts.version === undefined ? {} : { version: parts.version }),
    qualifiers: qualifiers.value,
    ...(subpath === '' ? {} : { subpath }),
  })
}

const EXAMPLE = 'a purl looks like pkg:pypi/django or pkg:github/python/cpython'

/** A pair without a value is the same as none (purl-spec, rules for qualifiers). */
function readQualifiers(text: string): Result<ReadonlyMap<string, string>, PurlFault> {
  const qualifiers = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const value = percentDecode(pair.slice(equals + 1))
    if (equals < 0 || value === undefined) {
      return refuse('PURL_QUALIFIER', `${quote(pair)} is not a qualifier`, 'write key=value, percent-encoded')
    }
    const key = pair.slice(0, equals).toLowerCase()
    if (qualifiers.has(key)) return refuse('PURL_QUALIFIER', `the key ${quote(key)} stands twice`, 'keep one of them')
    qualifiers.set(key, value)
  }
  return ok(qualifiers)
}

function canonicalQualifiers(given: ReadonlyMap<string, string>): Result<ReadonlyMap<string, string>, PurlFault> {
  for (const key of given.keys()) {
    if (/^[a-z][a-z0-9._-]*$/.test(key)) continue
    return refuse('PURL_QUALIFIER', `${quote(key)} is not a key`, 'keys have small letters, digits, ".", "-" and "_"')
  }
  // Keys are ASCII and different: the order of UTF-16 units is the lexicographic order of the pairs.
  return ok(new Map([...given].filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1))))
}

/** The text before the last `separator` and that behind it; undefined where there is none. */
function splitLast(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.lastIndexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function trimSlashes(text: string): string {
  let start = 0
  let end = text.length
  while (text[start] === '/') start++
  while (end > start && text[end - 1] === '/') end--
  return text.slice(start, end)
}

function refuse(code: PurlFault, detail: string, hint?: string): Result<never, PurlFault> {
  return fail({
    code,
    kind: 'invalid',
    message: `cannot read as a package URL: ${detail}`,
    ...(hint === undefined ? {} : { hint }),
  })
}
