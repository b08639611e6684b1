/**
 * VERS, the version range specifier: `vers:pypi/>=3.9.0|<3.9.20`.
 *
 * Source: VERS specification (Package-URL project), clause 5.
 */
import { type Fault, fail, ok, type Result } from '#fault'
import {
  type ConstraintFault,
  type Constraints,
  constraintsOf,
  type Departure,
  departuresOf,
  rangeOf,
  readConstraints,
  writeConstraints,
} from './constraint.ts'
import { NO_VERSIONS, type VersionRange } from './interval.ts'
import { quoted, type Scheme, type Version } from './scheme.ts'
import { custom } from './schemes/custom.ts'
import { schemeOfVersType } from './table.ts'

/** A VERS text that was read. */
export interface Vers {
  /** The VERS type, in lower case: `pypi`. */
  readonly type: string
  /** The scheme of the type's versions; for the types `all` and `none`, which have no versions, `custom`. */
  readonly scheme: Scheme
  readonly range: VersionRange
  /** As written: in its order, with what is redundant. */
  readonly constraints: Constraints
  /** How the text departs from the canonical form; empty for a canonical text. */
  readonly departures: readonly Departure[]
}

export type VersFault =
  | ConstraintFault
  | 'VERS_SCHEME' // does not begin with `vers:`
  | 'VERS_TYPE' // no type, or a type that cannot be one
  | 'VERS_TYPE_UNKNOWN' // a type whose versions no scheme reads

/**
 * Reads a VERS text. Constraints may come in any order and be redundant, as the specification's own examples are; `departures`
 * then names what is not canonical. Everything else that the specification calls an error is a fault.
 */
export function parseVers(text: string): Result<Vers, VersFault> {
  if (!text.startsWith('vers:'))
    return refused('VERS_SCHEME', text, 'a VERS begins with vers:', 'vers:pypi/>=3.9.0|<3.9.20')
  const slash = text.indexOf('/')
  const written = slash === -1 ? '' : text.slice('vers:'.length, slash)
  if (written.length > 64 || !/^[A-Za-z][A-Za-z0-9.-]*$/.test(written)) {
    return refused('VERS_TYPE', text, 'between vers: and / stands a type', 'vers:pypi/>=3.9.0|<3.9.20')
  }
  const type = written.toLowerCase()
  const list = text.slice(slash + 1)
  const scheme = type === 'all' || type === 'none' ? custom : schemeOfVersType(type)
  if (scheme === undefined) return refused('VERS_TYPE_UNKNOWN', text, `there is no scheme for the type ${type}`)
  const constraints = readConstraints(scheme, list)
  if (!constraints.ok) return constraints
  if ((type === 'all' || type === 'none') && constraints.value !== '*') {
    return refused('VERS_ASTERISK', text, `the type ${type} has no versions`, `vers:${type}/*`)
  }
  const misspelt = text !== versText(type, constraints.value)
  return ok({
    type,
    scheme,
    range: type === 'none' ? NO_VERSIONS : rangeOf(constraints.value),
    constraints: constraints.value,
    departures: [...departuresOf(constraints.value), ...(misspelt ? (['VERS_SPELLING'] as const) : [])],
  })
}

/**
 * The canonical VERS text of a range: sorted, nothing redundant, each version once, in its normal form. The type is the first of
 * the scheme's. No versions at all are `vers:none/*`.
 *
 * @throws {RangeError} if the range is not of `scheme`.
 */
export function writeVers(scheme: Scheme, range: VersionRange): string {
  const constraints = constraintsOf(range)
  if (constraints === '*') return versText(scheme.versTypes[0]!, '*')
  const spelt = constraints.map(({ comparator, version }) => ({ comparator, version: normalOf(scheme, version) }))
  return versText(scheme.versTypes[0]!, spelt)
}

/** A VERS text from a type and constraints as they are: in their order, redundant ones too. */
export function versText(type: string, constraints: Constraints): string {
  return constraints !== '*' && constraints.length === 0
    ? 'vers:none/*'
    : `vers:${type}/${writeConstraints(constraints)}`
}

/**
 * Reads a list of constraints without its head, as people write it for one scheme: `>=3.0a1|<3.4.10`, `<7.77.0`, `7.33.0`. The
 * order does not matter; a version that comes twice and a constraint that adds nothing are faults, since something else was meant.
 */
export function parseConstraints(
  scheme: Scheme,
  text: string,
): Result<VersionRange, ConstraintFault | 'VERS_DUPLICATE' | 'VERS_SEQUENCE'> {
  const constraints = readConstraints(scheme, text)
  if (!constraints.ok) return constraints
  const departures = departuresOf(constraints.value)
  if (departures.includes('VERS_DUPLICATE')) {
    return refused('VERS_DUPLICATE', text, 'a version stands in two constraints')
  }
  if (departures.includes('VERS_SEQUENCE')) {
    return refused('VERS_SEQUENCE', text, 'a constraint lies within what another one says')
  }
  return ok(rangeOf(constraints.value))
}

/** The version, spelt in its normal form. */
function normalOf(scheme: Scheme, version: Version): Version {
  if (version.scheme !== scheme.name) throw new RangeError(`a ${version.scheme} version in a range of ${scheme.name}`)
  return { ...version, text: version.normal }
}

function refused<Code extends VersFault | Departure>(
  code: Code,
  text: string,
  reason: string,
  hint?: string,
): { readonly ok: false; readonly fault: Fault<Code> } {
  return fail({
    code,
    kind: 'invalid',
    message: `cannot read ${quoted(text)} as VERS: ${reason}`,
    ...(hint === undefined ? {} : { hint }),
  })
}
