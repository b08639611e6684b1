import { fail, ok, type Result } from '#fault'
import { quoted, type Scheme, type SchemeName, type Version } from './scheme.ts'
import { custom } from './schemes/custom.ts'
import { deb } from './schemes/deb.ts'
import { dotted } from './schemes/dotted.ts'
import { gem } from './schemes/gem.ts'
import { git } from './schemes/git.ts'
import { maven } from './schemes/maven.ts'
import { openssl } from './schemes/openssl.ts'
import { python } from './schemes/python.ts'
import { rpm } from './schemes/rpm.ts'
import { semver } from './schemes/semver.ts'

/** Every scheme that Steward knows. A new one is a file under `schemes/`, its name in `SchemeName`, and a line here. */
export const SCHEMES: readonly Scheme[] = [python, semver, dotted, openssl, deb, rpm, maven, gem, git, custom]

const BY_NAME: ReadonlyMap<string, Scheme> = new Map(SCHEMES.map((scheme) => [scheme.name, scheme]))

const BY_VERS_TYPE: ReadonlyMap<string, Scheme> = new Map(
  SCHEMES.flatMap((scheme) => scheme.versTypes.map((type) => [type, scheme] as const)),
)

export function schemeNamed(name: string): Result<Scheme, 'VERSION_SCHEME_UNKNOWN'> {
  const scheme = BY_NAME.get(name)
  if (scheme !== undefined) return ok(scheme)
  return fail({
    code: 'VERSION_SCHEME_UNKNOWN',
    kind: 'invalid',
    message: `no version scheme is named ${quoted(name)}`,
    hint: `one of ${SCHEMES.map((each) => each.name).join(', ')}`,
  })
}

/** The scheme that reads the versions of a VERS type, such as `pypi`. */
export function schemeOfVersType(type: string): Scheme | undefined {
  return BY_VERS_TYPE.get(type)
}

/** The scheme under which a version was read. */
export function schemeOf(version: Version): Scheme {
  return schemeFor(version.scheme)
}

function schemeFor(name: SchemeName): Scheme {
  const scheme = BY_NAME.get(name)
  if (scheme === undefined) throw new RangeError(`no version scheme is named ${name}`)
  return scheme
}

/**
 * The order of two versions of one scheme: below, at or above zero; undefined where the scheme does not order them.
 *
 * @throws {RangeError} if the versions are of different schemes, between which there is no order to ask for.
 */
export function compareVersions(a: Version, b: Version): number | undefined {
  if (a.scheme !== b.scheme) throw new RangeError(`cannot compare a ${a.scheme} version with a ${b.scheme} version`)
  return schemeOf(a).compare(a, b)
}

/**
 * {@link compareVersions}, and without an order the order of the texts, which says nothing but keeps lists of single versions
 * the same way. Only for lists in which nothing else can stand.
 */
export function arrangeVersions(a: Version, b: Version): number {
  return compareVersions(a, b) ?? (a.normal < b.normal ? -1 : 1)
}

/**
 * The versions from the lowest to the highest. Equal ones keep their order.
 *
 * @throws {RangeError} if two of them are of different schemes, or of a scheme that does not order them.
 */
export function sortVersions(versions: readonly Version[]): readonly Version[] {
  return versions.toSorted((a, b) => {
    const order = compareVersions(a, b)
    if (order === undefined) throw new RangeError(`the scheme ${a.scheme} does not order its versions`)
    return order
  })
}

/**
 * A text that two versions of one scheme share when they are equal, and only then: for maps and sets. `1.0` and `1.0.0` share it in
 * Python; in a scheme without order only the same text does.
 */
export function identityOf(version: Version): string {
  return schemeOf(version).order === 'total' ? version.key : version.normal
}
