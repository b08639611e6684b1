import { GIVEN_BY_FACTS, type Vulnerability } from '#vulnerability'
import type { CnaContainer, CveRecord } from './record.ts'

/**
 * A rendered record, with everything that the one it replaces holds and the facts know nothing of: the containers of others
 * (ADP), fields that only the registry writes, extensions. What the facts give must go from the record when they have it no longer;
 * so must what their `record` says null of. Since when the public knows (`datePublic`) is said with the first publication: unless their
 * `record` states it, it stays as it is, and where it was left out it stays out.
 */
export function carryOver(
  existing: CveRecord,
  rendered: CveRecord,
  { record = {} }: Pick<Vulnerability, 'record'> = {},
): CveRecord {
  const isCarried = (key: string): boolean =>
    key !== 'affected' && key !== 'source' && !GIVEN_BY_FACTS.has(key) && !Object.hasOwn(record, key)
  const oldCna = Object.entries(existing.containers.cna).filter(([key]) => isCarried(key))
  const rejectedNow = rendered.cveMetadata.state === 'REJECTED'
  const { datePublic: _, ...undated } = rendered.containers.cna
  const leavesOut = existing.cveMetadata.state === 'PUBLISHED' && existing.containers.cna.datePublic === undefined
  const given = leavesOut && !Object.hasOwn(record, 'datePublic') ? undated : rendered.containers.cna
  const cna = { ...given, ...(rejectedNow ? {} : Object.fromEntries(oldCna)) } as CnaContainer
  return {
    ...existing,
    ...rendered,
    cveMetadata: { ...existing.cveMetadata, ...rendered.cveMetadata },
    containers: { ...existing.containers, cna },
  }
}
