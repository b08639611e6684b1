import type { BrowserContext } from 'playwright-core'
import type { VulnerabilitySummary } from '#desk/advisories'
import type { CaseSummary } from '#desk/cases'
import type { ProjectSummary, TimelineView } from '#desk/projects'
import type { Demo } from './addresses.ts'
import type { TestDesk } from './desk.ts'

/** How long the demo foundation may take to be planted, in milliseconds: three repositories are made and read. */
const PATIENCE = 60_000

/** Waits until the demo foundation stands, and names the things in it that the tests go to. */
export async function demoOf(desk: TestDesk, context: BrowserContext): Promise<Demo> {
  const read = async <T>(path: string): Promise<T> => {
    const answer = await context.request.get(`${desk.url}/api/v1${path}`)
    if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const start = Date.now()
  for (;;) {
    const projects = await read<{ readonly items: readonly ProjectSummary[] }>('/projects')
    const records = await read<{ readonly items: readonly VulnerabilitySummary[]; readonly total: number }>(
      '/vulnerabilities?limit=50',
    )
    const stands = projects.items.length >= 3 && projects.items.every(({ clone }) => clone.state === 'ready')
    if (stands && records.total >= 10) {
      const cases = await read<{ readonly items: readonly CaseSummary[] }>('/cases')
      const [project] = projects.items
      const timeline = await read<TimelineView>(`/projects/${project?.slug}/timeline`)
      const newest = timeline.branches.flatMap(({ releases }) => releases).findLast(({ tag }) => tag !== undefined)
      const named = (stage: VulnerabilitySummary['stage']): string | undefined =>
        records.items.find((each) => each.stage === stage)?.id
      return {
        vulnerability: named('draft') ?? missing('a draft'),
        reviewed: named('review') ?? missing('a vulnerability in review'),
        kase: cases.items[0]?.id ?? missing('a case'),
        project: project?.slug ?? missing('a project'),
        tag: newest?.tag ?? missing('a release'),
      }
    }
    if (Date.now() - start > PATIENCE) {
      throw new Error(`the demo foundation has ${projects.items.length} projects and ${records.total} vulnerabilities`)
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

function missing(what: string): never {
  throw new Error(`the demo foundation lacks ${what}`)
}
