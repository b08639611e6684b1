import type { ChangeRow, ChangeTable } from '#desk/advisories'
import type { PublishedTable } from '#desk/published'
import type { ReviewTable } from './ports.ts'
import { type EditionFact, type ReviewHistory, STEWARD } from './standing.ts'

export interface HistoryTables {
  readonly changes: Pick<ChangeTable, 'since'>
  readonly reviews: Pick<ReviewTable, 'requests' | 'decisions'>
  readonly published: Pick<PublishedTable, 'ofVulnerability'>
}

/** Everything that the standing of a review follows from. `published`: the edition that is public, where one is. */
export async function reviewHistoryOf(tx: HistoryTables, vulnerability: string): Promise<ReviewHistory> {
  const published = await tx.published.ofVulnerability(vulnerability)
  const editions = published.filter(({ target }) => target !== 'sandbox').map(({ version }) => version)
  const newest = editions.length > 0 ? editions : published.map(({ version }) => version)
  return {
    editions: editionsOf(await tx.changes.since(vulnerability, 0)),
    requests: await tx.reviews.requests(vulnerability),
    decisions: await tx.reviews.decisions(vulnerability),
    ...(newest.length > 0 && { published: Math.max(...newest) }),
  }
}

/** A bound that the next release is to bring is kept by Steward for itself: it is no statement of anybody. */
function editionsOf(changes: readonly ChangeRow[]): readonly EditionFact[] {
  const byVersion = Map.groupBy(changes, ({ version }) => version)
  return [...byVersion].map(([version, rows]) => {
    const [first] = rows
    return {
      version,
      by: first?.by ?? STEWARD,
      at: first?.at ?? '',
      meaning: rows.some(({ field }) => field !== 'provisional'),
    }
  })
}
