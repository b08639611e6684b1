import { type CnaContainer, type CveRecord, diffCve } from '#cve'

/**
 * What changes for a reader when a CNA replaces its container, in the words of {@link diffCve}. The server writes metadata and
 * provider itself, so that these do not count.
 */
export function changesOf(
  before: CveRecord,
  container: CnaContainer,
  state: 'PUBLISHED' | 'REJECTED',
): readonly string[] {
  const { providerMetadata: _, ...said } = container
  const provider = before.containers.cna.providerMetadata
  const after: CveRecord = {
    ...before,
    cveMetadata: { ...before.cveMetadata, state },
    containers: { ...before.containers, cna: { ...said, ...(provider && { providerMetadata: provider }) } },
  }
  return diffCve(before, after).map(({ message }) => message)
}
