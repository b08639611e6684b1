import { type Scheme, type SchemeName, schemeNamed } from '#versions'

/**
 * The schemes behind the names that `versionType` has in the wild. The field is free text; letters of either case are found.
 * Whatever is not here, `custom` included, is a type of which nothing is known: its versions are equal or not, and have no order.
 */
const SCHEME_OF_TYPE: Readonly<Record<string, SchemeName>> = {
  python: 'python',
  pep440: 'python',
  'pep 440': 'python',
  pypi: 'python',
  semver: 'semver',
  'semver 2.0': 'semver',
  semver2: 'semver',
  npm: 'semver',
  cargo: 'semver',
  rust: 'semver',
  crates: 'semver',
  go: 'semver',
  golang: 'semver',
  dotted: 'dotted',
  openssl: 'openssl',
  maven: 'maven',
  rpm: 'rpm',
  deb: 'deb',
  debian: 'deb',
  dpkg: 'deb',
  // dpkg compares runs of digits as numbers, from the left: that orders dates that begin with the year, hyphens or not.
  date: 'deb',
  gem: 'gem',
  ruby: 'gem',
  rubygems: 'gem',
  git: 'git',
}

/** The scheme that a `versionType` means; the one without an order where it means none that is known. */
export function schemeOfVersionType(versionType: string | undefined): Scheme {
  const name = versionType?.trim().toLowerCase() ?? ''
  return theScheme(Object.hasOwn(SCHEME_OF_TYPE, name) ? SCHEME_OF_TYPE[name]! : 'custom')
}

/** The words to write for a scheme. The schema gives some as examples; for orders it has no word for, `custom` is true. */
const TYPE_OF_SCHEME: Readonly<Record<SchemeName, string>> = {
  python: 'python',
  semver: 'semver',
  dotted: 'custom',
  openssl: 'custom',
  deb: 'deb',
  rpm: 'rpm',
  maven: 'maven',
  gem: 'gem',
  git: 'git',
  custom: 'custom',
}

export function versionTypeOf(scheme: SchemeName): string {
  return TYPE_OF_SCHEME[scheme]
}

export function theScheme(name: SchemeName): Scheme {
  const scheme = schemeNamed(name)
  if (!scheme.ok) throw new Error(scheme.fault.message)
  return scheme.value
}
