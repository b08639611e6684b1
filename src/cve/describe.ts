import type { AffectedProduct, VersionEntry } from './record.ts'
import type { StatusAnswer } from './status.ts'

/** One entry in words: `3.12.0 and later, before 3.12.13`; `everything before 2.0`; `1.4`. */
export function describeEntry({ version, lessThan, lessThanOrEqual }: VersionEntry): string {
  const upper = lessThan ?? lessThanOrEqual
  if (upper === undefined) return version
  const isFirst = version === '0'
  if (upper === '*') return isFirst ? 'every version' : `${version} and later`
  const end = lessThan === undefined ? `up to ${upper}` : `before ${upper}`
  return isFirst ? `everything ${end}` : `${version} and later, ${end}`
}

/** The names of a product on one line: `Lantern Software Foundation lantern`. */
export function describeProduct({ vendor, product, packageName, collectionURL }: AffectedProduct): string {
  const names = [vendor, product].filter((name) => name !== undefined && name !== '')
  if (names.length > 0) return names.join(' ')
  return (
    [packageName, collectionURL].filter((name) => name !== undefined && name !== '').join(' in ') ||
    'a product without a name'
  )
}

/** What decided on the status of a version, in words. */
export function describeDecider({ versions = [], defaultStatus }: AffectedProduct, { by }: StatusAnswer): string {
  if (by.kind === 'default') {
    return defaultStatus === undefined
      ? 'nothing lists it, and there is no defaultStatus'
      : 'nothing lists it: defaultStatus'
  }
  const entry = versions[by.entry]
  const name = entry === undefined ? `entry ${by.entry}` : `versions/${by.entry}: ${describeEntry(entry)}`
  if (by.kind === 'undecidable') return `cannot be told, ${by.reason} (${name})`
  if (by.kind === 'entry') return name
  return `changes/${by.change}, from ${entry?.changes?.[by.change]?.at ?? ''} on (${name})`
}
