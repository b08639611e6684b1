import type { Target } from '#desk/cna'
import type { PublishedRecord, PublishedTable } from '#desk/published'

/** What the world sees counts before what was rehearsed. */
const ORDER: readonly Target[] = ['production', 'test', 'sandbox']

/** The record that readers have now: at production where there is one, else where it was published last in rehearsal. */
export async function publishedRecord(
  { published }: { readonly published: PublishedTable },
  vulnerability: string,
): Promise<PublishedRecord | undefined> {
  const all = await published.ofVulnerability(vulnerability)
  return all.toSorted((a, b) => ORDER.indexOf(a.target) - ORDER.indexOf(b.target))[0]
}
