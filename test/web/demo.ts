import type { BrowserContext } from 'playwright-core'
import type { VulnerabilitySummary } from '#desk/advisories'
import type { CaseSummary } from '#desk/cases'
import type { ProjectSummary } from '#desk/projects'
import type { Board } from '../../src/http/shapes/board.ts'
import type { Demo } from './addresses.ts'
import type { TestDesk } from './desk.ts'

/** How long the demo foundation may take to be planted, in milliseconds: three repositories are made and read. */
const PATIENCE = 90_000

interface Items<Item> {
  readonly items: readonly Item[]
}

/** Waits until the demo foundation stands, and names the things in it that the tests go to. */
export async function demoOf(desk: TestDesk, context: BrowserContext): Promise<Demo> {
  const read = async <T>(path: string): Promise<T> => {
    const answer = await context.request.get(`${desk.url}/api/v1${path}`)
    if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  for (const start = Date.now(); Date.now() - start < PATIENCE; await new Promise((go) => setTimeout(go, 300))) {
    const projects = (await read<Items<ProjectSummary>>('/projects')).items
    const records = (await read<Items<VulnerabilitySummary>>('/vulnerabilities?limit=50')).items
    const cases = (await read<Items<CaseSummary>>('/cases')).items
    const project = projects.find(({ slug }) => slug === 'lantern')
    const of = (stage: VulnerabilitySummary['stage']): string | undefined =>
      records.findLast((each) => each.stage === stage)?.id
    const [vulnerability, reviewed] = [of('draft'), of('review')]
    const kase = cases.find((each) => each.dispute === undefined)?.id
    const disputes = cases.find((each) => each.dispute !== undefined)
    const [dispute, disputed] = [disputes?.id, disputes?.dispute?.vulnerability]
    const isRead = projects.length >= 3 && projects.every(({ clone }) => clone.state === 'ready')
    if (!isRead || records.length < 10 || project === undefined) continue
    if (vulnerability === undefined || reviewed === undefined) continue
    if (kase === undefined || dispute === undefined || disputed === undefined) continue
    const [round] = (await read<Board>('/board')).rounds
    if (round === undefined) continue
    return { vulnerability, reviewed, kase, dispute, disputed, project: round.project, tag: round.tag }
  }
  throw new Error(
    'the demo foundation is not complete: three read projects, ten vulnerabilities, a draft, a review, a case, a dispute, a tag',
  )
}
