/**
 * Versions: what a text says under a scheme, which of two versions comes first, and sets of versions as ranges.
 *
 * A {@link Scheme} reads a text into a {@link Version}, and everything else works on versions that were read. Reading compiles a
 * key, a string whose plain order is the scheme's order, so that comparing costs no more than comparing two short strings. No two
 * versions are ever put into an order that their scheme does not define: `compare` is undefined there, and a range over such
 * versions can only list them. Schemes are values in one table ({@link SCHEMES}), one file each, and each names the standard or
 * the program that it follows; where an oracle exists (packaging, apt_pkg, the VERS test vectors) the tests ask it.
 *
 * A {@link VersionRange} is a set of versions: sorted, disjoint intervals with or without their ends. Its text is VERS
 * (`vers:pypi/>=3.9.0|<3.9.20`), of which {@link parseConstraints} reads the part behind the slash; {@link parseNativeRange} and
 * {@link parseGithubRange} read what others write.
 *
 * Nothing here is slow on hostile text: a version has at most 1,024 characters, and all reading is linear.
 *
 * @module
 */
export {
  type Comparator,
  type Constraint,
  type ConstraintFault,
  type Constraints,
  constraintsOf,
  type Departure,
  rangeOf,
} from './constraint.ts'
export { type GithubRangeFault, parseGithubRange } from './github.ts'
export {
  ALL_VERSIONS,
  type Bound,
  complement,
  contains,
  exactly,
  type Interval,
  intersect,
  NO_VERSIONS,
  normalize,
  union,
  type VersionRange,
} from './interval.ts'
export { type NativeRange, parseNativeRange } from './native.ts'
export { type Run, runs } from './runs.ts'
export { MAX_VERSION_LENGTH, type Scheme, type SchemeName, type Version } from './scheme.ts'
export { compareVersions, identityOf, SCHEMES, schemeNamed, schemeOf, sortVersions } from './table.ts'
export { parseConstraints, parseVers, type Vers, type VersFault, versText, writeVers } from './vers.ts'
