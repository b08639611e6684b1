/**
 * Ranges in the notation of an ecosystem, as VERS takes them over ("from native").
 *
 * A notation is one file under `native/`. Bounds stay as they are written, as in VERS's own test vectors: rules by which an
 * installer hides pre-releases (node-semver, PEP 440's exclusive comparisons, RubyGems' `~>`) take nothing out of a range. A
 * pre-release is affected whether or not an installer would choose it.
 */
import { fail, ok, type Result } from '#fault'
import { type Constraints, constraintsOf, sortConstraints } from './constraint.ts'
import { union, type VersionRange } from './interval.ts'
import { gemRange } from './native/gem.ts'
import { mavenRange } from './native/maven.ts'
import { malformedRange, type NativeFault, type Notation } from './native/notation.ts'
import { npmRange } from './native/npm.ts'
import { opensslRange } from './native/openssl.ts'
import { pypiRange } from './native/pypi.ts'
import { quoted, type Scheme } from './scheme.ts'
import { schemeOfVersType } from './table.ts'

/** A native range that was read. */
export interface NativeRange {
  /** The VERS type whose notation it is. */
  readonly type: string
  readonly scheme: Scheme
  readonly range: VersionRange
  /**
   * The constraints of every alternative by itself, sorted together: what the VERS test vectors expect, and not canonical where
   * alternatives touch or overlap. `range` is the meaning, and `writeVers` writes it.
   */
  readonly listed: Constraints
}

const NOTATIONS: ReadonlyMap<string, Notation> = new Map([
  ['gem', gemRange],
  ['maven', mavenRange],
  ['npm', npmRange],
  ['openssl', opensslRange],
  ['pypi', pypiRange],
  ['semver', npmRange],
])

/** The longest range that is read, in UTF-16 units. */
const MAX_LENGTH = 16_384

/** Reads a range in the notation of a VERS type, or of a scheme's first type. */
export function parseNativeRange(
  of: Scheme | string,
  text: string,
): Result<NativeRange, NativeFault | 'VERSION_RANGE_UNSUPPORTED'> {
  const type = typeof of === 'string' ? of : (of.versTypes[0] ?? of.name)
  const notation = NOTATIONS.get(type)
  const scheme = schemeOfVersType(type)
  if (notation === undefined || scheme === undefined) {
    return fail({
      code: 'VERSION_RANGE_UNSUPPORTED',
      kind: 'invalid',
      message: `no notation of ranges is known for ${quoted(type)}`,
      hint: `one of ${[...NOTATIONS.keys()].join(', ')}`,
    })
  }
  if (text.length > MAX_LENGTH) return malformedRange(text, `longer than ${MAX_LENGTH} characters`)
  const alternatives = notation(text)
  if (!alternatives.ok) return alternatives
  return ok({ type, scheme, range: union(...alternatives.value), listed: listOf(alternatives.value) })
}

function listOf(alternatives: readonly VersionRange[]): Constraints {
  const lists = alternatives.map((range) => constraintsOf(range))
  return lists.includes('*') ? '*' : sortConstraints(lists.flatMap((list) => (list === '*' ? [] : list)))
}
