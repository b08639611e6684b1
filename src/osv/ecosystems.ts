import { type Scheme, type SchemeName, schemeNamed } from '#versions'
import type { OsvPackage, OsvRange } from './record.ts'

// Ecosystems whose order Steward knows, by name without suffix. The others have an order of their own, or none that is written
// down: a range of theirs is undecided, never guessed.
const SCHEMES: Readonly<Record<string, SchemeName>> = {
  PyPI: 'python',
  npm: 'semver',
  'crates.io': 'semver',
  Go: 'semver',
  Hex: 'semver',
  Pub: 'semver',
  Julia: 'semver',
  SwiftURL: 'semver',
  Bitnami: 'semver',
  Kubernetes: 'semver',
  Maven: 'maven',
  RubyGems: 'gem',
  Debian: 'deb',
  Ubuntu: 'deb',
  'Red Hat': 'rpm',
  'Rocky Linux': 'rpm',
  AlmaLinux: 'rpm',
  SUSE: 'rpm',
  openSUSE: 'rpm',
  openEuler: 'rpm',
  Mageia: 'rpm',
  'Photon OS': 'rpm',
  'Azure Linux': 'rpm',
}

/** The scheme that orders the versions of a range; undefined for a GIT range and for an ecosystem without a known order. */
export function schemeOfRange(range: OsvRange, affected: OsvPackage | undefined): Scheme | undefined {
  if (range.type === 'GIT') return undefined
  const name = range.type === 'SEMVER' ? 'semver' : schemeNameOf(affected?.ecosystem)
  if (name === undefined) return undefined
  const scheme = schemeNamed(name)
  return scheme.ok && scheme.value.order !== 'none' ? scheme.value : undefined
}

/** The scheme of an ecosystem, with or without a suffix: `Debian:12` is ordered as `Debian`. */
function schemeNameOf(ecosystem: string | undefined): SchemeName | undefined {
  const name = ecosystem?.split(':', 1)[0] ?? ''
  return Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined
}

/** Whether two packages are the same one. PyPI names are compared in their normal form (PEP 503); all others as they are. */
export function samePackage(
  a: Pick<OsvPackage, 'ecosystem' | 'name'>,
  b: Pick<OsvPackage, 'ecosystem' | 'name'>,
): boolean {
  if (a.ecosystem !== b.ecosystem) return false
  if (a.ecosystem !== 'PyPI') return a.name === b.name
  return normalName(a.name) === normalName(b.name)
}

function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
