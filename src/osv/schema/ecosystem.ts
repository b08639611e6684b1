import { quote } from '#fault'
import { refine, type Shape, text } from '#json'

/** The ecosystems that the schema 1.7.5 lists, without suffix. `GIT` is for projects that are in none. Source: `#/$defs/ecosystemWithSuffix`. */
const ECOSYSTEMS: ReadonlySet<string> = new Set([
  'AlmaLinux',
  'Alpaquita',
  'Alpine',
  'Android',
  'Azure Linux',
  'BellSoft Hardened Containers',
  'Bioconductor',
  'Bitnami',
  'CRAN',
  'Chainguard',
  'CleanStart',
  'ConanCenter',
  'Debian',
  'Docker Hardened Images',
  'Echo',
  'FreeBSD',
  'GHC',
  'GIT',
  'GitHub Actions',
  'Go',
  'Hackage',
  'Hex',
  'Julia',
  'Kubernetes',
  'Linux',
  'Mageia',
  'Maven',
  'MinimOS',
  'NuGet',
  'OSS-Fuzz',
  'Packagist',
  'Photon OS',
  'Pub',
  'PyPI',
  'Red Hat',
  'Rocky Linux',
  'Root',
  'RubyGems',
  'SUSE',
  'SwiftURL',
  'TuxCare',
  'Ubuntu',
  'VSCode',
  'Wolfi',
  'crates.io',
  'npm',
  'openEuler',
  'openSUSE',
  'opam',
])

const SUFFIX = /^:.+$/u

/** `PyPI`, or with a suffix `Debian:12`. */
export const ecosystem: Shape<string> = refine(text, (value) => {
  const [name = ''] = value.split(':', 1)
  if (ECOSYSTEMS.has(name) && (name === value || SUFFIX.test(value.slice(name.length)))) return undefined
  const near = [...ECOSYSTEMS].find((each) => each.toLowerCase() === name.toLowerCase())
  return {
    code: 'SHAPE_VALUE',
    kind: 'invalid',
    message: `${quote(value)} is no ecosystem of the OSV schema`,
    ...(near !== undefined && near !== name && { hint: `write ${near}` }),
  }
})
