import { factsIn, type VulnerabilityRow } from '#desk/advisories'
import { caseFilter, caseNumber, caseSearch } from '#desk/cases'
import { type Actor, mayDoSomewhere, permitSomewhere, projectsOf } from '#desk/people'
import { type ProjectRow, readerOf } from '#desk/projects'
import { ok, type Result } from '#fault'
import type { Vulnerability } from '#vulnerability'
import type { HomeDesk, HomeTx } from './ports.ts'
import type { Found } from './view.ts'

/** Answers of each kind. */
const SHOWN = 8

/** Vulnerabilities of a project up to which it is worked out which of them affect a version. */
const WORKED_OUT = 500

/** Searches everything that the reader may know: vulnerabilities, cases, projects, people, and what affects a version. */
export async function search(desk: HomeDesk, actor: Actor, q: string): Promise<Result<readonly Found[]>> {
  const may = permitSomewhere(actor, 'home.read')
  if (!may.ok) return may
  const wanted = q.trim()
  const { found, projects } = await desk.store.read(async (tx) => {
    const mine = projectsOf(actor)
    const visible = (await tx.projects.list()).filter(({ slug }) => mine === 'all' || mine.includes(slug))
    return {
      projects: visible,
      found: [
        ...(await vulnerabilities(tx, actor, wanted)),
        ...(await cases(tx, actor, wanted)),
        ...visible.filter(matches(wanted)).slice(0, SHOWN).map(projectFound),
        ...(await people(tx, actor, wanted)),
      ],
    }
  })
  return ok([...found, ...(await affected(desk, actor, projects, wanted))])
}

async function vulnerabilities(tx: HomeTx, actor: Actor, q: string): Promise<readonly Found[]> {
  const order = { by: 'updated', descending: true, limit: SHOWN } as const
  const { rows } = await tx.vulnerabilities.list(readerOf(actor), { q }, order)
  return rows.map((row) => ({
    kind: 'vulnerability',
    title: row.listed.title === '' ? row.id : row.listed.title,
    words: [row.listed.cve ?? row.id, whereIn(row, q)].filter((each) => each !== undefined).join(' · '),
    href: `/vulnerabilities/${row.id}`,
    project: row.project,
  }))
}

/** Where the words stood, where it is not the title or an identifier. */
function whereIn(row: VulnerabilityRow, q: string): string | undefined {
  const word = q.toLowerCase()
  const has = (text: string | undefined): boolean => text?.toLowerCase().includes(word) === true
  const { cve, title, aliases } = row.listed
  if (has(row.id) || has(cve) || has(title) || aliases.some(has)) return undefined
  const facts = factsIn(row)
  return inFacts(facts, has) ?? (has(facts.description) ? 'in the description' : 'in the facts')
}

function inFacts(
  { fixes, introduced, credits, weaknesses, references }: Vulnerability,
  has: (text: string) => boolean,
): string | undefined {
  const fix = fixes.flatMap(({ commits }) => commits).find(has)
  if (fix !== undefined) return `fix ${fix.slice(0, 12)}`
  const origin = introduced === '0' ? undefined : introduced.find(has)
  if (origin !== undefined) return `introduced by ${origin.slice(0, 12)}`
  const credit = credits.find(({ name }) => has(name))
  if (credit !== undefined) return `${credit.name}, credited as ${credit.type}`
  return weaknesses.find(has) ?? references.find(({ url }) => has(url))?.url
}

async function cases(tx: HomeTx, actor: Actor, q: string): Promise<readonly Found[]> {
  const filter = caseFilter(actor)
  if (filter === undefined || !mayDoSomewhere(actor, 'case.read')) return []
  const rows = await tx.cases.list({ ...filter, ...(await caseSearch(tx, actor, q)), limit: SHOWN })
  return rows.map((row) => ({
    kind: 'case',
    title: row.title,
    words: `${caseNumber(row)} · from ${row.reporter}`,
    href: `/cases/${row.id}`,
    project: row.project,
  }))
}

function matches(q: string): (row: ProjectRow) => boolean {
  const word = q.toLowerCase()
  return ({ slug, title }) => slug.includes(word) || title.toLowerCase().includes(word)
}

function projectFound({ slug, title }: ProjectRow): Found {
  return { kind: 'project', title, words: slug, href: `/projects/${slug}`, project: slug }
}

async function people(tx: HomeTx, actor: Actor, q: string): Promise<readonly Found[]> {
  if (!mayDoSomewhere(actor, 'people.read')) return []
  const word = q.toLowerCase()
  const all = await tx.people.list()
  return all
    .filter(({ person }) => person.name.toLowerCase().includes(word))
    .slice(0, SHOWN)
    .map(({ person }) => ({ kind: 'person', title: person.name, words: 'on the desk', href: '/people' }))
}

/** A version of a project: what affects it, worked out from the facts and the clone. */
async function affected(
  desk: HomeDesk,
  actor: Actor,
  projects: readonly ProjectRow[],
  q: string,
): Promise<readonly Found[]> {
  const version = /^(?:affects\s+)?v?([0-9][^\s]{0,60})$/.exec(q)?.[1]
  if (version === undefined) return []
  const found: Found[] = []
  for (const { slug, title } of projects) {
    const ground = await desk.groundOf(slug)
    if (!ground.ok || !ground.value.releases.some((release) => release.version.text === version)) continue
    const { rows, next } = await desk.store.read(({ vulnerabilities: table }) =>
      table.list(readerOf(actor), { project: slug }, { by: 'updated', descending: true, limit: WORKED_OUT }),
    )
    if (next !== undefined) continue
    const assessed = desk.assessments.ofAll(
      ground.value,
      rows.map(({ text }) => text),
    )
    const hit = rows.filter((_, i) => {
      const each = assessed[i]
      return (
        each?.ok === true &&
        each.value.releases.some(({ release, status }) => release.version.text === version && status === 'affected')
      )
    })
    found.push(
      ...hit.slice(0, SHOWN).map(
        (row): Found => ({
          kind: 'release',
          title: row.listed.title,
          words: `${row.listed.cve ?? row.id} · affects ${title} ${version}`,
          href: `/vulnerabilities/${row.id}`,
          project: slug,
        }),
      ),
    )
  }
  return found
}
