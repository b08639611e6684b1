import { resourceOf, type VulnerabilityRow } from '#desk/advisories'
import type { CveIdEntry } from '#desk/cna'
import { type Actor, maySee } from '#desk/people'
import { ok, type Result } from '#fault'
import { type At, counterOf, openCounter } from './counter.ts'
import type { IdentifiersDesk, IdentifiersTx } from './ports.ts'
import type { IdentifierRow, IdentifiersView } from './view.ts'

const DAY = 24 * 60 * 60 * 1000

/** Days after which an ID that nothing names is to be used or rejected (CNA rule 4.5.3.5, as STW602 counts). */
const STALE_DAYS = 90

/** Weeks from which the pace of use is told. */
const PACE_WEEKS = 13

export interface IdentifierFilter {
  readonly show?: 'all' | 'free' | 'in-use' | 'stale' | 'published' | 'rejected'
  readonly year?: string
  /** In the ID, in the title of what uses it, in the name of who reserved it. */
  readonly q?: string
  /** The ID after which the page begins. */
  readonly after?: string
  readonly limit: number
  /** Ask the server, whatever it said within the last minutes. */
  readonly fresh?: boolean
}

/** The IDs that CVE Services hold for the organisation, with what the desk uses them for. */
export async function listIdentifiers(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  filter: IdentifierFilter,
): Promise<Result<IdentifiersView>> {
  const services = await openCounter(desk, actor, 'ids.read', at)
  if (!services.ok) return services
  const { orgs, speaker } = services.value
  const listing = await desk.listings.of(desk.store, at, services.value, { fresh: filter.fresh === true })
  if (!listing.ok) return listing
  const { entries, readAt } = listing.value
  const quota = await orgs.quota(speaker.org)
  if (!quota.ok) return quota
  const now = desk.around.moment()
  const { year } = filter
  const asked = year === undefined ? entries : entries.filter(({ cve_year }) => cve_year === year)
  const rows = await desk.store.read((tx) => rowsOf(tx, actor, asked, now))
  const shown = rows.filter((row) => isShown(row, filter))
  const start = filter.after === undefined ? 0 : shown.findIndex(({ cve }) => cve === filter.after) + 1
  const page = shown.slice(start, start + filter.limit)
  const last = start + filter.limit < shown.length ? page.at(-1) : undefined
  const count = (is: (row: IdentifierRow) => boolean): number => rows.filter(is).length
  const stale = count((row) => row.stale)
  const kept = year === undefined && readAt === now ? await keepStale(desk, at, stale, now) : ok(undefined)
  if (!kept.ok) return kept
  return ok({
    counter: counterOf(at, services.value),
    items: page,
    ...(last !== undefined && { next: last.cve }),
    counts: {
      all: rows.length,
      free: count(isFree),
      inUse: count((row) => row.state === 'RESERVED' && row.inUse),
      stale,
      published: count(({ state }) => state === 'PUBLISHED'),
      rejected: count(({ state }) => state === 'REJECTED'),
    },
    quota: quota.value,
    weeklyUse: paceOf(rows, now),
    readAt,
  })
}

/** Home tells of stale IDs without asking the server again. */
async function keepStale(
  { store }: IdentifiersDesk,
  { project, target }: At,
  stale: number,
  now: string,
): Promise<Result<void>> {
  return store.write(async (tx) => ok(await tx.settings.put(`stale-ids ${project} ${target}`, { stale, at: now })))
}

/** The newest year first, and within it the highest number. */
async function rowsOf(
  tx: IdentifiersTx,
  actor: Actor,
  entries: readonly CveIdEntry[],
  now: string,
): Promise<readonly IdentifierRow[]> {
  const rows: IdentifierRow[] = []
  for (const { cve_id, cve_year, state, requested_by, reserved, time } of entries) {
    const row = await tx.vulnerabilities.find(cve_id)
    const usedFor = row === undefined ? undefined : await visible(tx, actor, row)
    const since = reserved ?? time?.created
    rows.push({
      cve: cve_id,
      year: cve_year,
      state,
      ...(usedFor !== undefined && { usedFor }),
      inUse: row !== undefined,
      ...(requested_by !== undefined && { reservedBy: requested_by.user }),
      ...(since !== undefined && { reserved: since }),
      ...(time !== undefined && { modified: time.modified }),
      stale: state === 'RESERVED' && row === undefined && since !== undefined && ageInDays(since, now) > STALE_DAYS,
    })
  }
  const numberOf = (cve: string): number => Number(cve.slice(9))
  return rows.toSorted((a, b) => Number(b.year) - Number(a.year) || numberOf(b.cve) - numberOf(a.cve))
}

async function visible(tx: IdentifiersTx, actor: Actor, row: VulnerabilityRow): Promise<IdentifierRow['usedFor']> {
  const resource = resourceOf(row, row.embargoed ? await tx.access.of(row.id) : [])
  return maySee(actor, resource) ? { id: row.id, title: row.listed.title, project: row.project } : undefined
}

function isFree({ state, inUse }: IdentifierRow): boolean {
  return state === 'RESERVED' && !inUse
}

function isShown(row: IdentifierRow, { show = 'all', q }: IdentifierFilter): boolean {
  const text = q?.toLowerCase()
  if (text !== undefined) {
    const words = [row.cve, row.usedFor?.title, row.usedFor?.id, row.reservedBy]
    if (!words.some((each) => each?.toLowerCase().includes(text) === true)) return false
  }
  switch (show) {
    case 'all':
      return true
    case 'free':
      return isFree(row)
    case 'in-use':
      return row.state === 'RESERVED' && row.inUse
    case 'stale':
      return row.stale
    case 'published':
      return row.state === 'PUBLISHED'
    case 'rejected':
      return row.state === 'REJECTED'
  }
}

/** IDs that found a use within the last weeks, by week, to one decimal. */
function paceOf(rows: readonly IdentifierRow[], now: string): number {
  const used = rows.filter(
    ({ inUse, reserved }) => inUse && reserved !== undefined && ageInDays(reserved, now) <= PACE_WEEKS * 7,
  )
  return Math.round((used.length / PACE_WEEKS) * 10) / 10
}

function ageInDays(since: string, now: string): number {
  return (Date.parse(now) - Date.parse(since)) / DAY
}
