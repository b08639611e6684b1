import { factsIn, type VulnerabilityRow } from '#desk/advisories'
import { type Actor, permitSomewhere, projectsOf } from '#desk/people'
import { readerOf } from '#desk/projects'
import { ok, type Result } from '#fault'
import type { HomeDesk } from './ports.ts'
import { type Counted, statisticsOf } from './statistics.ts'
import type { Statistics } from './view.ts'

/** Rows read at once. */
const PAGE = 1000

/** The numbers people ask for, over everything that the reader may know. */
export async function readStatistics(desk: HomeDesk, actor: Actor): Promise<Result<Statistics>> {
  const may = permitSomewhere(actor, 'home.read')
  if (!may.ok) return may
  const now = desk.around.moment()
  return desk.store.read(async (tx) => {
    const counted: Counted[] = []
    for (let after: readonly (string | number)[] | undefined, more = true; more; ) {
      const order = { by: 'created', descending: false, limit: PAGE, ...(after !== undefined && { after }) } as const
      const { rows, next } = await tx.vulnerabilities.list(readerOf(actor), {}, order)
      counted.push(...rows.map(countedOf))
      after = next
      more = next !== undefined
    }
    return ok(statisticsOf(counted, await tx.board.drift(projectsOf(actor)), now))
  })
}

/** When it was reported and fixed is what its timeline says, in the words that people use there. */
function countedOf(row: VulnerabilityRow): Counted {
  const { stage, listed } = row
  const { timeline } = factsIn(row)
  const when = (pattern: RegExp): string | undefined => timeline.find(({ event }) => pattern.test(event))?.date
  const [reported, fixed] = [when(/\breport/i), when(/\b(?:fix|patch|merged|mended)/i)]
  return {
    stage,
    ...(stage === 'published' && listed.published !== undefined && { published: listed.published }),
    ...(listed.severity !== undefined && { severity: listed.severity.severity }),
    weaknesses: listed.weaknesses,
    ...(reported !== undefined && { reported }),
    ...(fixed !== undefined && { fixed }),
  }
}
