/**
 * VERS constraints: comparators with their versions, and what a list of them means.
 *
 * Source: VERS specification, clause 5 ("Constraints", "VERS validation rules"), and its companion "How to parse and validate
 * VERS", which gives the rules for what is redundant.
 */
import { type Fault, fail, ok, type Result } from '#fault'
import {
  ALL_VERSIONS,
  type Bound,
  complement,
  exactly,
  type Interval,
  intersect,
  normalize,
  type VersionRange,
} from './interval.ts'
import { quoted, type Scheme, type Version } from './scheme.ts'
import { arrangeVersions } from './table.ts'

/** `=` has no sign in VERS: the version stands alone. */
export type Comparator = '<' | '<=' | '=' | '!=' | '>=' | '>'

export interface Constraint {
  readonly comparator: Comparator
  readonly version: Version
}

/** A list of constraints, or `*`: every version. */
export type Constraints = '*' | readonly Constraint[]

export type ConstraintFault =
  | 'VERSION_MALFORMED'
  | 'VERSION_UNORDERED' // a comparison in a scheme that has none
  | 'VERS_ASTERISK' // `*` with something beside it
  | 'VERS_BLANK' // white space
  | 'VERS_COMPARATOR' // a sign for equality, a comparator without a version, or two of them
  | 'VERS_EMPTY' // no constraint at all
  | 'VERS_PERCENT' // a percent sign that begins no encoded character
  | 'VERS_PIPE' // a pipe at the start, at the end, or beside another
  | 'VERS_TOO_LONG'

/** How a list that can be read departs from the canonical form. */
export type Departure =
  | 'VERS_DUPLICATE' // one version in two constraints
  | 'VERS_ORDER' // not sorted by version
  | 'VERS_SEQUENCE' // a constraint that its neighbours make redundant
  | 'VERS_SPELLING' // capitals in the type, or percent-encoding that is needless or in lower case

/** The longest list that is read, in UTF-16 units: some thousands of constraints. */
const MAX_LENGTH = 65_536

/** Reads what follows `vers:type/`. The constraints come back as they are written: in their order, redundant ones too. */
export function readConstraints(scheme: Scheme, text: string): Result<Constraints, ConstraintFault> {
  if (text.length > MAX_LENGTH) return refused('VERS_TOO_LONG', text, `longer than ${MAX_LENGTH} characters`)
  if (text === '') return refused('VERS_EMPTY', text, 'there is no constraint', '* stands for every version')
  if (/\s/.test(text)) return refused('VERS_BLANK', text, 'blanks are not allowed', 'write it like >=1.0|<2.0')
  if (text === '*') return ok('*')
  const constraints: Constraint[] = []
  for (const part of text.split('|')) {
    if (part === '') return refused('VERS_PIPE', text, 'a pipe stands between two constraints')
    const constraint = readConstraint(scheme, part)
    if (!constraint.ok) return constraint
    constraints.push(constraint.value)
  }
  return ok(constraints)
}

function readConstraint(scheme: Scheme, text: string): Result<Constraint, ConstraintFault> {
  const [sign = ''] = /^(?:[<>]=?|!=)?/.exec(text) ?? []
  const encoded = text.slice(sign.length)
  if (encoded.startsWith('='))
    return refused('VERS_COMPARATOR', text, 'equality has no sign', 'write the version alone')
  if (encoded === '') return refused('VERS_COMPARATOR', text, 'a comparator needs a version')
  if (encoded.includes('*')) return refused('VERS_ASTERISK', text, '* stands alone, for every version')
  if (/[<>=!]/.test(encoded)) {
    return refused(
      'VERS_COMPARATOR',
      text,
      'a comparator stands before a version',
      'put a pipe between two constraints',
    )
  }
  const decoded = decode(encoded)
  if (decoded === undefined) return refused('VERS_PERCENT', text, 'a percent sign begins no encoded character')
  const comparator = isComparator(sign) ? sign : '='
  if (comparator !== '=' && scheme.order !== 'total') {
    const reason = `the scheme ${scheme.name} does not order its versions`
    return refused('VERSION_UNORDERED', text, reason, 'list the versions one by one')
  }
  const version = scheme.parse(decoded)
  return version.ok ? ok({ comparator, version: version.value }) : version
}

/** A list as it is written after `vers:type/`, in its own order. An empty list has no text. */
export function writeConstraints(constraints: Constraints): string {
  if (constraints === '*') return '*'
  return constraints
    .map(({ comparator, version }) => (comparator === '=' ? '' : comparator) + encode(version.text))
    .join('|')
}

/** The versions from the lowest to the highest; at one version, the comparators as a walk upwards meets them. */
export function sortConstraints(constraints: readonly Constraint[]): readonly Constraint[] {
  return constraints.toSorted(
    (a, b) => arrangeVersions(a.version, b.version) || RANK[a.comparator] - RANK[b.comparator],
  )
}

const RANK: Readonly<Record<Comparator, number>> = { '<': 0, '<=': 1, '=': 2, '!=': 3, '>=': 4, '>': 5 }

/** The departures of a list from the canonical form, but for those of its spelling. */
export function departuresOf(constraints: Constraints): readonly Departure[] {
  if (constraints === '*') return []
  const sorted = sortConstraints(constraints)
  const isAfter = (next: Constraint, i: number, list: readonly Constraint[]) =>
    i > 0 && arrangeVersions(list[i - 1]!.version, next.version) > 0
  const isSame = (next: Constraint, i: number) => i > 0 && arrangeVersions(sorted[i - 1]!.version, next.version) === 0
  const inclusions = sorted.filter(({ comparator }) => comparator !== '!=')
  const departures: Departure[] = []
  if (sorted.some(isSame)) departures.push('VERS_DUPLICATE')
  if (constraints.some(isAfter)) departures.push('VERS_ORDER')
  if (withoutRedundant(inclusions).length < inclusions.length) departures.push('VERS_SEQUENCE')
  return departures
}

/**
 * The versions that a list means, in whatever order it is.
 *
 * A list is a walk along the line of versions: `>` and `>=` open a stretch, `<` and `<=` close one. What the neighbours make
 * redundant adds nothing. What `!=` excludes is out, unless another constraint names it as in. A list of nothing but exclusions
 * is every other version.
 */
export function rangeOf(constraints: Constraints): VersionRange {
  if (constraints === '*') return ALL_VERSIONS
  const sorted = sortConstraints(constraints)
  const inclusions = sorted.filter(({ comparator }) => comparator !== '!=')
  const named = normalize(
    inclusions.flatMap(({ comparator, version }) => (NAMES[comparator] ? [exactly(version)] : [])),
  )
  const exclusions = sorted.flatMap(({ comparator, version }) => (comparator === '!=' ? [exactly(version)] : []))
  const included = inclusions.length === 0 && exclusions.length > 0 ? ALL_VERSIONS : stretches(inclusions)
  if (exclusions.length === 0) return included
  return normalize([...intersect(included, complement(normalize(exclusions))), ...intersect(included, named)])
}

/** The shortest sorted list that means a range, each version once. No versions at all are an empty list. */
export function constraintsOf(range: VersionRange): Constraints {
  if (range.length === 1 && range[0]!.lower === undefined && range[0]!.upper === undefined) return '*'
  const constraints: Constraint[] = []
  for (const [i, { lower, upper }] of range.entries()) {
    if (isAt(lower, upper)) {
      constraints.push({ comparator: '=', version: lower!.version })
      continue
    }
    if (lower !== undefined && !isAt(range[i - 1]?.upper, lower)) {
      constraints.push({ comparator: lower.inclusive ? '>=' : '>', version: lower.version })
    }
    if (upper !== undefined) {
      // Two stretches that one version parts: VERS names it once.
      const comparator = isAt(upper, range[i + 1]?.lower) ? '!=' : upper.inclusive ? '<=' : '<'
      constraints.push({ comparator, version: upper.version })
    }
  }
  return constraints
}

/** Whether both bounds are there, and at the same version. */
function isAt(a: Bound | undefined, b: Bound | undefined): boolean {
  return a !== undefined && b !== undefined && arrangeVersions(a.version, b.version) === 0
}

/** Whether a constraint holds for its own version. */
const NAMES: Readonly<Record<Comparator, boolean>> = {
  '<': false,
  '<=': true,
  '=': true,
  '!=': false,
  '>=': true,
  '>': false,
}

/** The stretches of a sorted list without exclusions. */
function stretches(sorted: readonly Constraint[]): VersionRange {
  const intervals: Interval[] = []
  let opening: Constraint | undefined
  for (const constraint of withoutRedundant(sorted)) {
    if (constraint.comparator === '=') {
      intervals.push(exactly(constraint.version))
    } else if (opens(constraint)) {
      opening = constraint
    } else {
      const lower = opening === undefined ? {} : { lower: boundOf(opening) }
      intervals.push({ ...lower, upper: boundOf(constraint) })
      opening = undefined
    }
  }
  return normalize(opening === undefined ? intervals : [...intervals, { lower: boundOf(opening) }])
}

/** Of two openings the lower stays, of two closings the higher; a single version inside a stretch goes. */
function withoutRedundant(sorted: readonly Constraint[]): readonly Constraint[] {
  const kept: Constraint[] = []
  for (const constraint of sorted) {
    const isInside = kept.length > 0 && opens(kept.at(-1)!)
    if (closes(constraint)) {
      while (kept.length > 0 && !opens(kept.at(-1)!)) kept.pop()
      kept.push(constraint)
    } else if (!isInside) {
      kept.push(constraint)
    }
  }
  return kept
}

function opens({ comparator }: Constraint): boolean {
  return comparator === '>' || comparator === '>='
}

function closes({ comparator }: Constraint): boolean {
  return comparator === '<' || comparator === '<='
}

function boundOf({ comparator, version }: Constraint): Bound {
  return { version, inclusive: NAMES[comparator] }
}

function isComparator(sign: string): sign is Comparator {
  return Object.hasOwn(RANK, sign)
}

/** Percent-encoded UTF-8, decoded once; undefined where it is not that. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Encodes what the specification reserves, blanks, and what is not printable ASCII. */
function encode(text: string): string {
  return text.toWellFormed().replace(/[<>=!*|%]|[^!-~]+/g, (run) => RESERVED.get(run) ?? encodeURIComponent(run))
}

// encodeURIComponent leaves `!` and `*` alone.
const RESERVED: ReadonlyMap<string, string> = new Map([
  ['!', '%21'],
  ['*', '%2A'],
])

function refused<Code extends ConstraintFault>(
  code: Code,
  text: string,
  reason: string,
  hint?: string,
): { readonly ok: false; readonly fault: Fault<Code> } {
  return fail({
    code,
    kind: 'invalid',
    message: `cannot read ${quoted(text)} as version constraints: ${reason}`,
    ...(hint === undefined ? {} : { hint }),
  })
}
