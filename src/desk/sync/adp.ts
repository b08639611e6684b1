import { type CveRecord, statusReader } from '#cve'
import type { SchemeName } from '#versions'
import type { Assessment } from '#vulnerability'

/** Versions that fit into one line. */
const SHOWN = 5

/**
 * Where the containers of others (ADP) still state something else about affected versions: CISA often copies a first, provisional
 * range. They are theirs, so they stay as they are; but readers see both. `ours`: what the record itself says of a version.
 */
export function adpDifferences(
  record: CveRecord,
  assessment: Assessment,
  scheme: SchemeName,
  ours: (version: string) => string,
): readonly string[] {
  return (record.containers.adp ?? []).flatMap((container) => {
    const products = (container.affected ?? []).filter(({ versions }) => versions !== undefined)
    if (products.length === 0) return []
    const readers = products.map((product) => {
      const typed = product.versions?.map((entry) =>
        entry.versionType === undefined || entry.versionType === 'custom' ? { ...entry, versionType: scheme } : entry,
      )
      return statusReader({ ...product, ...(typed !== undefined && { versions: typed }) })
    })
    const theirs = (version: string): boolean => readers.some((read) => read(version).status === 'affected')
    const wrong = assessment.releases
      .map(({ release }) => ({ version: release.version.text, status: ours(release.version.text) }))
      .filter(({ version, status }) => status !== 'unknown' && (status === 'affected') !== theirs(version))
    if (wrong.length === 0) return []
    const who = container.providerMetadata?.shortName ?? 'an ADP container'
    const named = wrong.slice(0, SHOWN).map(({ version, status }) => `${version} (${status} in ours)`)
    const more = wrong.length > SHOWN ? ` and ${wrong.length - SHOWN} more` : ''
    return [`${who} states other versions: ${named.join(', ')}${more}; ask them to refresh it   [ADP_DIFFERS]`]
  })
}
