import { type Fault, failAll, ok, type Result } from '#fault'
import type { Scheme, Version } from '#versions'

export const schemeFlag = {
  scheme: {
    type: 'string',
    short: 's',
    value: 'NAME',
    about: 'python when absent; or semver, dotted, openssl, deb, rpm, maven, gem, git, custom',
  },
} as const

/** All the versions, or the faults of all that cannot be read. */
export function parseAll(scheme: Scheme, texts: readonly string[]): Result<readonly Version[]> {
  const faults: Fault[] = []
  const versions: Version[] = []
  for (const text of texts) {
    const version = scheme.parse(text)
    if (version.ok) versions.push(version.value)
    else faults.push(version.fault)
  }
  return faults.length > 0 ? failAll(faults) : ok(versions)
}
