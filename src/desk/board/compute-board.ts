import type { VulnerabilityRow } from '#desk/advisories'
import type { Address } from '#desk/cna'
import type { ProjectGround } from '#desk/projects'
import { ok, type Result } from '#fault'
import { commitHash } from '#history'
import type { Release } from '#project'
import { driftChanges, type WrongVersion } from './drift.ts'
import { type BoardPlan, hasOpenEdits, type PlannedItem, type PublishedFacts, planBoard } from './plan-board.ts'
import type { BoardDecisionRow, BoardDesk, BoardTx, SeenTag } from './ports.ts'

/** The board of one project, as its clone and its public records are at this moment. */
export interface ComputedBoard {
  readonly ground: ProjectGround
  readonly plan: BoardPlan
  /** Every release tag, the newest first. */
  readonly tags: readonly SeenTag[]
  readonly decisions: readonly BoardDecisionRow[]
  /** Where the world reads: the farthest server that the project has credentials for. */
  readonly live?: Address
  /** What it was computed from, in short: {@link sourcesOf}. */
  readonly sources: string
}

/** Reads everything and plans; writes nothing. */
export async function computeBoard(desk: BoardDesk, project: string): Promise<Result<ComputedBoard>> {
  const ground = await desk.groundOf(project)
  if (!ground.ok) return ground
  const now = desk.around.moment()
  const live = (await desk.services.addresses(project)).at(-1)
  const { tags, decisions, facts, sources } = await desk.store.read(async (tx) => ({
    ...(await gather(tx, project, live)),
    sources: await sourcesOf(tx, project, ground.value.readAt, live),
  }))
  const seen = withNew(project, ground.value, tags, now)
  const newTags = seen.filter(({ isNew }) => isNew)
  const plan = await planBoard(ground.value, facts, newTags, desk.assessments, now)
  return ok({ ground: ground.value, plan, tags: seen, decisions, sources, ...(live !== undefined && { live }) })
}

async function gather(
  tx: BoardTx,
  project: string,
  live: Address | undefined,
): Promise<{
  readonly tags: readonly SeenTag[]
  readonly decisions: readonly BoardDecisionRow[]
  readonly facts: readonly PublishedFacts[]
}> {
  const decisions = await tx.board.decisions(project)
  const rows = new Map((await tx.vulnerabilities.ofProject(project)).map((row) => [row.id, row]))
  const facts: PublishedFacts[] = []
  for (const published of live === undefined ? [] : await tx.published.ofProject(project, live.target)) {
    const row = rows.get(published.vulnerability)
    if (row === undefined || !isPublic(row)) continue
    const changes = row.version === published.version ? [] : await tx.changes.since(row.id, published.version)
    facts.push({ published, row, openEdits: hasOpenEdits(changes, decisions, row.id) })
  }
  return { tags: await tx.board.tags(project), decisions, facts }
}

/** What is rehearsed under embargo, or was rejected, is nobody's truth. */
function isPublic({ embargoed, stage }: VulnerabilityRow): boolean {
  return !embargoed && stage !== 'rejected'
}

/**
 * The release tags of a clone, with those that were not seen before. The first look finds what was always there: such tags are no news.
 */
function withNew(
  project: string,
  { releases, history }: ProjectGround,
  known: readonly SeenTag[],
  now: string,
): readonly SeenTag[] {
  const byName = new Map(known.map((tag) => [tag.tag, tag]))
  const isNew = known.length > 0
  const commits = new Map(history.tags.map(({ name, commit }) => [name, commit]))
  const fresh = releases.flatMap(({ tags, version, date }: Release): readonly SeenTag[] =>
    tags.flatMap((tag) => {
      const commit = commits.get(tag)
      if (commit === undefined || byName.has(tag)) return []
      const seen = { project, tag, version: version.text, commit: commitHash(history, commit), seenAt: now, isNew }
      return [{ ...seen, ...(date !== undefined && { tagged: date }) }]
    }),
  )
  return [...fresh.toReversed(), ...known]
}

/**
 * Writes down what the board found: tags that were new, what each of them changes, versions that are wrong and those that are right
 * again, and the count that lists show beside a vulnerability. May be done again at any time.
 */
export async function recordBoard(
  desk: BoardDesk,
  project: string,
  { plan, tags, live, sources }: ComputedBoard,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const now = desk.around.moment()
    const before = await tx.board.tags(project)
    const isKnown = new Set(before.map(({ tag }) => tag))
    for (const tag of tags) if (!isKnown.has(tag.tag)) await tx.board.putTag(tag)
    const rounds = tags.filter(({ isNew }) => isNew)
    const published = live === undefined ? [] : await tx.published.ofProject(project, live.target)
    const publishedAt = new Map(published.map((each) => [each.vulnerability, each.at]))
    await recordItems(tx, project, plan, rounds, publishedAt, now)

    const known = await tx.board.drift([project])
    const wrong = plan.items.flatMap((item) => wrongVersions(item, rounds, now))
    const since = (vulnerability: string): string => publishedAt.get(vulnerability) ?? now
    for (const row of driftChanges(project, known, wrong, since)) await tx.board.putDrift(row)

    const behind = new Map(plan.items.map(({ item }) => [item.vulnerability, item.versions.length]))
    for (const row of await tx.vulnerabilities.ofProject(project)) {
      const count = behind.get(row.id) ?? 0
      if (row.behind !== count) await tx.vulnerabilities.setBehind(row.id, count)
    }
    await tx.settings.put(readKey(project), sources)
    tx.events.emit({ topic: 'board.changed', project, data: { records: plan.items.length } })
    return ok(undefined)
  })
}

async function recordItems(
  tx: BoardTx,
  project: string,
  plan: BoardPlan,
  rounds: readonly SeenTag[],
  publishedAt: ReadonlyMap<string, string>,
  now: string,
): Promise<void> {
  const current = new Set<string>()
  for (const planned of plan.items) {
    for (const { tag } of roundsOf(planned, rounds)) {
      current.add(`${tag} ${planned.item.vulnerability}`)
      await tx.board.putItem({
        project,
        tag,
        vulnerability: planned.item.vulnerability,
        item: planned.item,
        published: false,
      })
    }
  }
  const seenAt = new Map(rounds.map(({ tag, seenAt: at }) => [tag, at]))
  for (const row of await tx.board.items(project)) {
    if (row.settledAt !== undefined || current.has(`${row.tag} ${row.vulnerability}`)) continue
    const at = publishedAt.get(row.vulnerability)
    const published = at !== undefined && Date.parse(at) >= Date.parse(seenAt.get(row.tag) ?? now)
    await tx.board.putItem({ ...row, settledAt: published ? at : now, published })
  }
}

/** The tags that a change comes from: those whose version it is about, else the newest. */
export function roundsOf({ item, statements }: PlannedItem, rounds: readonly SeenTag[]): readonly SeenTag[] {
  const versions = new Set([
    ...item.versions.map(({ version }) => version),
    ...statements.map(({ version }) => version),
  ])
  const own = rounds.filter(({ version }) => versions.has(version))
  return own.length > 0 ? own : rounds.slice(0, 1)
}

/** A version is wrong since its tag was there; one that was there before, since somebody looked. */
function wrongVersions(
  { item, published }: PlannedItem,
  rounds: readonly SeenTag[],
  now: string,
): readonly WrongVersion[] {
  return item.versions.map(({ version }) => {
    const seen = rounds.find((tag) => tag.version === version)
    const tagged = seen?.tagged === undefined ? undefined : `${seen.tagged}T00:00:00.000Z`
    const isAfter = tagged !== undefined && Date.parse(tagged) > Date.parse(published.at)
    return { vulnerability: item.vulnerability, version, since: isAfter ? tagged : (seen?.seenAt ?? now) }
  })
}

/** Where it is kept what the board was written down for: {@link sourcesOf}. */
export function readKey(project: string): string {
  return `board ${project}`
}

/** When the clone was read and when a record was published last. With other sources the board is another one. */
export async function sourcesOf(
  { published }: Pick<BoardTx, 'published'>,
  project: string,
  readAt: string,
  live: Address | undefined,
): Promise<string> {
  const records = live === undefined ? [] : await published.ofProject(project, live.target)
  const newest = records
    .map(({ at }) => at)
    .toSorted()
    .at(-1)
  return newest === undefined ? readAt : `${readAt} ${newest}`
}
