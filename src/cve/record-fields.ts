import { isObject, type Json } from '#json'
import type { Vulnerability } from '#vulnerability'
import type { CnaContainer } from './record.ts'

/** The fields of a CNA container in the order of the schema; extensions come last. */
const ORDER: readonly string[] = [
  'providerMetadata',
  'dateAssigned',
  'datePublic',
  'title',
  'descriptions',
  'affected',
  'cpeApplicability',
  'problemTypes',
  'references',
  'impacts',
  'metrics',
  'configurations',
  'workarounds',
  'solutions',
  'exploits',
  'timeline',
  'credits',
  'source',
  'tags',
  'taxonomyMappings',
]

/** A rendered container together with what the facts keep under `record`, for which they have no word of their own. */
export function withRecordFields({ record }: Vulnerability, container: CnaContainer): CnaContainer {
  if (record === undefined) return container
  const { affected: product, source, ...fields } = record
  const affected = container.affected?.map((each, i) => (i === 0 && isObject(product) ? { ...each, ...product } : each))
  const joined: readonly (readonly [string, Json])[] = Object.entries({
    ...container,
    ...(affected !== undefined && { affected }),
    ...(isObject(source) && { source: { ...container.source, ...source } }),
    ...fields,
  })
  const place = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length)
  const kept = joined.filter(([, value]) => value !== null).toSorted(([a], [b]) => place(a) - place(b))
  return Object.fromEntries(kept) as unknown as CnaContainer
}
