import assert from 'node:assert/strict'
import { ROLES, type Role, type TokenScope, VERBS } from '#desk/people'
import { ok } from '#fault'
import { join, startDesk, type TestDesk, type Visitor } from '../desk/desk-under-test.ts'
import type { TestDatabase } from '../storage/both-databases.ts'

/** Somebody who asks, as the matrix knows them. */
export interface Asker {
  readonly name: string
  readonly kind: 'nobody' | 'person' | 'token'
  readonly foundation: readonly Role[]
  /** Role in the project that the request is about, and in another. */
  readonly here: readonly Role[]
  readonly there: readonly Role[]
  readonly scope?: TokenScope
  readonly visitor: Visitor
  /** ID, to be put on need-to-know lists. */
  readonly person?: string
}

export const HERE = 'lantern'
export const THERE = 'ember'

/** A vulnerability of the project that is under no embargo, and one that is, with nobody on its list. */
export const KNOWN_TO_ALL = 'LNT-2030-1'
export const KNOWN_TO_NOBODY = 'LNT-2030-2'

/** A case with everybody on its list, and one with nobody. */
export const CASE_OF_ALL = 'case-of-all'
export const CASE_OF_NOBODY = 'case-of-nobody'
export function publicationOf(vulnerability: string): string {
  return `publication-${vulnerability}`
}

export function batchOf(vulnerability: string): string {
  return `batch-${vulnerability}`
}

export interface Scene {
  readonly desk: TestDesk
  readonly founder: Visitor
  /** ID of a person that requests are about. */
  readonly somebody: string
  /** ID of a job, and of a template of the project. */
  readonly job: string
  readonly template: string
  readonly askers: readonly Asker[]
}

/** A desk with one person for each role in each place, and tokens of each scope. */
export async function peopleOfTheMatrix(database: TestDatabase): Promise<Scene> {
  const desk = await startDesk(database, { door: { perMinute: 10_000_000 } })
  const founder = await desk.founder()
  await plantProjects(desk)
  const somebody = await join(desk, founder, 'Somebody', [])
  const askers: Asker[] = [
    { name: 'nobody', kind: 'nobody', foundation: [], here: [], there: [], visitor: desk.visitor() },
    { ...(await someone(desk, founder, 'Norole', [], [], [])), name: 'a person without a role' },
  ]
  for (const role of ROLES) {
    askers.push(await someone(desk, founder, `Foundation-${role}`, [role], [], []))
    askers.push(await someone(desk, founder, `Here-${role}`, [], [role], []))
    askers.push(await someone(desk, founder, `There-${role}`, [], [], [role]))
  }
  const owner = await someone(desk, founder, 'Owner', ROLES, [], [])
  const token = async (name: string, scope: TokenScope): Promise<void> => {
    const made = await owner.visitor.post('/me/tokens', { name, ...scope, days: 9 })
    assert.equal(made.status, 201, made.text)
    const visitor = desk.visitor()
    visitor.token = String(made.body.token)
    askers.push({ ...owner, name: `token: ${name}`, kind: 'token', scope, visitor })
  }
  for (const verb of VERBS) await token(`only ${verb}`, { projects: 'all', verbs: [verb], embargoed: true })
  await token('not under embargo', { projects: 'all', verbs: VERBS, embargoed: false })
  await token('this project', { projects: [HERE], verbs: VERBS, embargoed: true })
  await token('another project', { projects: [THERE], verbs: VERBS, embargoed: true })
  const planted = await plant(desk, somebody.person)
  const everybody = [...askers, owner].flatMap(({ person, name }) =>
    person === undefined ? [] : [{ id: person, name }],
  )
  await plantCases(desk, everybody)
  return { desk, founder, somebody: somebody.person, ...planted, askers: [...askers, owner] }
}

const SETTINGS = `steward: 1
project: SLUG
scheme: semver
tags: [v(version)]
product: { vendor: LSF, product: SLUG }
osv: { prefix: LSF }
foundation:
  short-name: lsf
  org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61
  name: Lantern Software Foundation
`

/** Two projects, in which people can have roles. */
async function plantProjects({ database, clock }: TestDesk): Promise<void> {
  const now = clock.moment()
  const planted = await database.store.write(async (tx) => {
    for (const slug of [HERE, THERE]) {
      const settings = SETTINGS.replaceAll('SLUG', slug)
      const row = {
        slug,
        title: slug,
        version: 1,
        settings,
        origin: 'https://git.example/x',
        clone: slug,
        createdAt: now,
      }
      assert(await tx.projects.insert(row))
    }
    return ok(undefined)
  })
  assert(planted.ok, JSON.stringify(planted))
}

/** What belongs to the projects, and a job. */
async function plant(
  { database, clock }: TestDesk,
  person: string,
): Promise<{ readonly job: string; readonly template: string }> {
  const now = clock.moment()
  const planted = await database.store.write(async (tx) => {
    const template = {
      id: 'template-1',
      project: HERE,
      name: 'x',
      about: '',
      isDefault: false,
      used: 0,
      version: 1,
      content: {},
    }
    await tx.templates.insert(template)
    for (const [id, embargoed] of [
      [KNOWN_TO_ALL, false],
      [KNOWN_TO_NOBODY, true],
    ] as const) {
      const by = { id: person, name: 'Somebody' }
      const text = `---\nid: ${id}\ntitle: x\nintroduced: '0'\n---\n`
      const row = {
        ...{ id, project: HERE, version: 1, text, stage: 'draft' as const, embargoed, behind: 0 },
        listed: { title: 'x', weaknesses: [], aliases: [] },
        ...{ createdAt: now, createdBy: by, updatedAt: now, updatedBy: by },
      } as const
      assert.equal(await tx.vulnerabilities.insert(row), undefined)
      const to = {
        target: 'sandbox',
        url: 'http://127.0.0.1:1/api',
        requestedBy: by,
        requestedAt: now,
        version: 1,
      } as const
      await tx.publications.insertBatch({ ...to, id: batchOf(id), project: HERE, state: 'done' })
      await tx.publications.insert({
        ...{
          ...to,
          id: publicationOf(id),
          vulnerability: id,
          project: HERE,
          cve: 'CVE-2030-10421',
          title: 'x',
          facts: text,
        },
        ...{ edition: 1, container: {}, waivers: [], basis: 'review', state: 'published', position: 0, changes: [] },
        batch: batchOf(id),
      })
    }
    return ok({ template: template.id, job: await tx.jobs.enqueue({ kind: 'none', payload: { person } }) })
  })
  assert(planted.ok)
  return planted.value
}

async function plantCases(
  { database, clock }: TestDesk,
  everybody: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  const now = clock.moment()
  const planted = await database.store.write(async (tx) => {
    for (const [i, id] of [CASE_OF_ALL, CASE_OF_NOBODY].entries()) {
      await tx.cases.insert({
        ...{ id, number: i + 1, project: HERE, title: 'x', report: 'x', reporter: 'x', state: 'new' },
        ...{ received: now, touched: now, credit: { name: 'x', consent: 'unknown' }, version: 1 },
      })
    }
    await tx.cases.setKnownTo(CASE_OF_ALL, [...new Map(everybody.map((each) => [each.id, each])).values()])
    return ok(undefined)
  })
  assert(planted.ok)
}

async function someone(
  desk: TestDesk,
  founder: Visitor,
  name: string,
  foundation: readonly Role[],
  here: readonly Role[],
  there: readonly Role[],
): Promise<Asker> {
  const visitor = await join(desk, founder, name, foundation, { [HERE]: here, [THERE]: there })
  return { name, kind: 'person', foundation, here, there, visitor, person: visitor.person }
}
