import type { CnaContainer, CveRecord } from './record.ts'

/** The fields of the CNA container that facts give: what the facts no longer have must go from the record too. */
const RENDERED: ReadonlySet<string> = new Set([
  'providerMetadata',
  'title',
  'descriptions',
  'affected',
  'problemTypes',
  'references',
  'metrics',
  'workarounds',
  'timeline',
  'credits',
  'source',
  'rejectedReasons',
  'x_generator',
])

/**
 * A rendered record, with everything that the one it replaces holds and the facts know nothing of: the containers of others
 * (ADP), fields that only the registry writes, extensions. The generator of the old record stays, since its change would be
 * news about nothing.
 */
export function carryOver(existing: CveRecord, rendered: CveRecord): CveRecord {
  const oldCna = Object.entries(existing.containers.cna).filter(([key]) => !RENDERED.has(key))
  const rejectedNow = rendered.cveMetadata.state === 'REJECTED'
  const cna = { ...rendered.containers.cna, ...(rejectedNow ? {} : Object.fromEntries(oldCna)) } as CnaContainer
  return {
    ...existing,
    ...rendered,
    cveMetadata: { ...existing.cveMetadata, ...rendered.cveMetadata },
    containers: { ...existing.containers, cna },
  }
}
