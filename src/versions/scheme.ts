import { type Fault, fail, type Result } from '#fault'

export type SchemeName = 'python' | 'semver' | 'dotted' | 'openssl' | 'deb' | 'rpm' | 'maven' | 'gem' | 'git' | 'custom'

/** A version read under one scheme. Only {@link Scheme.parse} makes one. */
export interface Version {
  readonly scheme: SchemeName
  /** As written, surrounding space included where the scheme allows it. */
  readonly text: string
  /**
   * The scheme's normal form, which reads as an equal version. Equal versions have equal normal forms, except in three schemes
   * whose own normal form keeps differences that do not count: `python` keeps trailing zeros (`1.0` and `1.0.0`), `deb` and
   * `rpm` have hardly a normal form at all. Decide equality with `compare`.
   */
  readonly normal: string
  /** Comes before the release it belongs to: an alpha, a release candidate, a development version. */
  readonly prerelease: boolean
  /** Compiled by the scheme, so that comparing reads no text. Opaque: its form may change with any release of Steward. */
  readonly key: string
}

export interface Scheme {
  readonly name: SchemeName
  /** The name of the standard or program that defines it: `PEP 440`. */
  readonly title: string
  /** `total`: any two versions; `partial`: by something outside the text, such as a history; `none`: equality only. */
  readonly order: 'total' | 'partial' | 'none'
  /** Types of VERS whose versions this scheme reads. The first one is written. */
  readonly versTypes: readonly string[]
  parse(text: string): Result<Version, 'VERSION_MALFORMED'>
  /** Below, at or above zero; undefined where the scheme does not order the two. Both must be of this scheme. */
  compare(a: Version, b: Version): number | undefined
  /**
   * The release series (branch) of a version: `3.12` for 3.12.4rc1. `numbers` says how many leading numbers name a series;
   * 0 puts every version into the series `''`. Without it the scheme's own rule holds. Schemes without an order give `''`.
   */
  series(version: Version, numbers?: number): string
  /**
   * The release to expect after `version` in its series: the next final release of a final one, the next of the same kind for
   * a pre-release. Undefined where the scheme has no such rule.
   */
  next(version: Version): string | undefined
}

/** The CVE record format's own limit for a version (5.2, `#/definitions/version`, maxLength). UTF-16 units. */
export const MAX_VERSION_LENGTH = 1024

/**
 * The fault of a text that is no version. Schemes ask {@link tooLong} first, so that their patterns see short text only.
 *
 * `what` is what the text was read as, with its article: `a PEP 440 version`.
 */
export function malformed(
  what: string,
  text: string,
  hint: string,
): { readonly ok: false; readonly fault: Fault<'VERSION_MALFORMED'> } {
  const long = tooLong(text)
  return fail({
    code: 'VERSION_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quoted(text)} as ${what}${long ? `: longer than ${MAX_VERSION_LENGTH} characters` : ''}`,
    ...(long ? {} : { hint }),
  })
}

export function tooLong(text: string): boolean {
  return text.length > MAX_VERSION_LENGTH
}

const SHOWN = 64

/** `text` in quotes for a message: cut where it is long, and with everything but printable ASCII escaped. */
export function quoted(text: string): string {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text
  return JSON.stringify(shown).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
