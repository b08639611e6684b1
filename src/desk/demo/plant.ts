import type { AdvisoryDesk } from '#desk/advisories'
import { createVulnerability, editVulnerability } from '#desk/advisories'
import { type BoardDesk, keepUp, refreshJob } from '#desk/board'
import { answerDispute, type CasesDesk, takeReport } from '#desk/cases'
import type { Actor, PeopleDesk, PersonActor, RoleGrants } from '#desk/people'
import { DEMO_JOB } from '#desk/people'
import { fetchClone, type ProjectDesk, servicesOf, setCredentials } from '#desk/projects'
import type { PublishingDesk } from '#desk/publishing'
import type { ReviewDesk } from '#desk/review'
import type { JobHandler } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { BELLOWS } from './bellows.ts'
import { type DemoName, type DemoPerson, foundationLines, PEOPLE } from './foundation.ts'
import { KILN } from './kiln.ts'
import { LANTERN } from './lantern.ts'
import type { DemoProject, DemoVulnerability, Marks } from './project.ts'
import { bringToStage } from './stages.ts'
import { Story } from './story.ts'

/** What planting the demo foundation needs besides the rooms. */
export interface DemoDesk {
  readonly people: PeopleDesk
  readonly projects: ProjectDesk
  readonly advisories: AdvisoryDesk
  readonly review: ReviewDesk
  readonly publishing: PublishingDesk
  readonly board: BoardDesk
  readonly cases: CasesDesk
  /** Makes the repository of a demo project, or tells it further. Gives the hashes of the commits that the story names. */
  tell(slug: string, story: string): Promise<Result<readonly string[]>>
  /** The address of that repository. */
  originOf(slug: string): string
  /** The CNA of the sandbox. */
  readonly sandbox: { readonly org: string; readonly user: string; readonly key: string }
  /** A passphrase for the people of the demo, told to whoever started the desk. */
  readonly passphrase: string
}

const PROJECTS: readonly DemoProject[] = [LANTERN, KILN, BELLOWS]
const STATE = 'demo'
const EPILOGUE_JOB = 'demo.epilogue'
const SYSTEM: Actor = { kind: 'system', name: 'demo' }

export function demoJobs(desk: DemoDesk): readonly JobHandler[] {
  return [
    {
      kind: DEMO_JOB,
      async run({ payload }) {
        const planted = await plant(desk, String(payload.person))
        return planted.ok ? ok({ projects: PROJECTS.map(({ slug }) => slug) }) : planted
      },
    },
    {
      kind: EPILOGUE_JOB,
      async run() {
        const told = await tellEpilogues(desk)
        return told.ok ? ok({ done: true }) : told
      },
    },
  ]
}

/** Plants everything once. Begun again after a crash, it goes on where it stopped: each step looks at what is there. */
async function plant(desk: DemoDesk, founder: string): Promise<Result<void>> {
  const people = await plantPeople(desk)
  if (!people.ok) return people
  const organisation = await organisationOf(desk)
  if (!organisation.ok) return organisation
  for (const project of PROJECTS) {
    const planted = await plantProject(desk, project, organisation.value, people.value, founder)
    if (!planted.ok) return planted
  }
  const cases = await plantCases(desk, people.value)
  if (!cases.ok) return cases
  return await desk.projects.store.write(async (tx) => {
    await tx.jobs.enqueue({ kind: EPILOGUE_JOB, payload: {}, key: EPILOGUE_JOB })
    return ok(undefined)
  })
}

type People = Readonly<Record<DemoName, PersonActor>>

async function plantPeople({ people, passphrase }: DemoDesk): Promise<Result<People>> {
  const kept = await people.secrets.hashPassphrase(passphrase)
  return await people.store.write(async (tx) => {
    const actors: Partial<Record<DemoName, PersonActor>> = {}
    for (const [key, { name, email, roles }] of Object.entries(PEOPLE) as [DemoName, DemoPerson][]) {
      const known = await tx.people.findByEmail(email)
      const id = known?.id ?? people.around.ids()
      const person = { id, version: 1, name, email, passphrase: kept, created: people.around.moment() }
      if (known === undefined) await tx.people.insert({ ...person, state: 'active' })
      const grants: RoleGrants = roles
      for (const [slug, own] of Object.entries(grants.projects)) await tx.people.setRoles(id, slug, own)
      actors[key] = { kind: 'person', session: 'demo', person: id, name, foundation: [], projects: grants.projects }
    }
    return ok(actors as People)
  })
}

/** The UUID of the sandbox's CNA: records of the demo name it. */
async function organisationOf(desk: DemoDesk): Promise<Result<{ readonly shortName: string; readonly orgId: string }>> {
  const { org } = desk.sandbox
  const services = await sandboxServices(desk)
  if (!services.ok) return services
  const found = await services.value.orgs.get(org)
  return found.ok ? ok({ shortName: org, orgId: found.value.UUID }) : found
}

async function plantProject(
  desk: DemoDesk,
  project: DemoProject,
  organisation: { readonly shortName: string; readonly orgId: string },
  people: People,
  founder: string,
): Promise<Result<void>> {
  const { slug } = project
  const there = await desk.projects.store.read((tx) => tx.settings.get(`${STATE} ${slug}`))
  if (there === true) return ok(undefined)
  const marks = await tellChapters(desk, project)
  if (!marks.ok) return marks
  const fetched = await fetchClone(desk.projects, `demo-${slug}`, desk.originOf(slug), () => undefined)
  if (!fetched.ok) return fetched
  const settings = project.settings(foundationLines(organisation.shortName, organisation.orgId))
  const now = desk.projects.around.moment()
  const stored = await desk.projects.store.write(async (tx) => {
    const title = slug.charAt(0).toUpperCase() + slug.slice(1)
    const clone = { origin: desk.originOf(slug), clone: `demo-${slug}`, readAt: now }
    await tx.projects.insert({ slug, title, version: 1, settings, ...clone, createdAt: now })
    if ((await tx.templates.ofProject(slug)).length > 0) return ok(undefined)
    for (const { name, about = '', isDefault = false, content } of project.templates) {
      const id = desk.projects.around.ids()
      await tx.templates.insert({ id, project: slug, name, about, isDefault, used: 0, version: 1, content })
    }
    return ok(undefined)
  })
  if (!stored.ok) return stored
  const keyed = await setCredentials(desk.projects, SYSTEM, slug, 'sandbox', desk.sandbox)
  if (!keyed.ok) return keyed
  for (const [i, vulnerability] of project.vulnerabilities(marks.value).entries()) {
    const planted = await plantVulnerability(desk, project, i, vulnerability, marks.value, people, founder)
    if (!planted.ok) return planted
  }
  return await desk.projects.store.write(async (tx) => ok(await tx.settings.put(`${STATE} ${slug}`, true)))
}

/** Chapter by chapter, since later ones name the hashes of earlier ones. The same story gives the same hashes: it may be told again. */
async function tellChapters(desk: DemoDesk, { slug, chapters }: DemoProject): Promise<Result<Marks>> {
  let marks: Marks = {}
  for (const chapter of chapters) {
    const story = new Story()
    chapter(story, marks)
    const hashes = await desk.tell(slug, story.text())
    if (!hashes.ok) return hashes
    marks = { ...marks, ...Object.fromEntries(story.names.map((name, i) => [name, hashes.value[i] ?? ''])) }
  }
  return ok(marks)
}

async function plantVulnerability(
  desk: DemoDesk,
  project: DemoProject,
  place: number,
  wanted: DemoVulnerability,
  marks: Marks,
  people: People,
  founder: string,
): Promise<Result<void>> {
  const { slug } = project
  const key = `${STATE} ${slug} ${place}`
  const known = await desk.projects.store.read((tx) => tx.settings.get(key))
  if (known === true) return ok(undefined)
  const author = people[wanted.author]
  const cve = wanted.reserve ? await reserveExample(desk) : ok(undefined)
  if (!cve.ok) return cve
  const { published, 'rejected-reason': rejection, description, ...facts } = wanted.facts
  const link = wanted.fix === undefined ? undefined : marks[wanted.fix]
  const made = await createVulnerability(desk.advisories, author, {
    project: slug,
    ...(link !== undefined && { link }),
    accept: (wanted.accept ?? []).flatMap((name) => marks[name] ?? []),
    facts: { ...facts, ...(cve.value !== undefined && { cve: cve.value }) },
    embargoed: wanted.embargoed,
  })
  if (!made.ok) return made
  const { id } = made.value
  // Written in a second step, as people do: the history has something to show.
  const also = (wanted.alsoFixed ?? []).map(({ branch, commit }) => ({ branch, commits: [marks[commit] ?? ''] }))
  const fixes = [...((made.value.facts.fixes ?? []) as readonly Json[]), ...also]
  if (description !== undefined) {
    const edit = {
      base: made.value.version,
      changes: [
        { field: 'description' as const, value: description },
        ...(also.length === 0 ? [] : [{ field: 'fixes' as const, value: fixes }]),
      ],
    }
    const edited = await editVulnerability(desk.advisories, author, id, edit)
    if (!edited.ok) return edited
  }
  const told = await desk.advisories.store.write(async (tx) => {
    const now = desk.projects.around.moment()
    for (const name of wanted.known ?? []) {
      await tx.access.add(id, { id: people[name].person, name: people[name].name }, author.person, now)
    }
    const person = await desk.advisories.people([founder])
    await tx.access.add(id, { id: founder, name: person.get(founder) ?? 'You' }, author.person, now)
    return ok(undefined)
  })
  if (!told.ok) return told
  const moved = await bringToStage(desk, id, wanted.stage, author, people.runa, {
    ...(typeof published === 'string' && { published }),
    ...(typeof rejection === 'string' && { rejection }),
  })
  if (!moved.ok) return moved
  return await desk.projects.store.write(async (tx) => ok(await tx.settings.put(key, true)))
}

/** An ID of 1900, the year of examples (CNA Operational Rules 5.4.1). */
async function reserveExample(desk: DemoDesk): Promise<Result<string>> {
  const services = await sandboxServices(desk)
  if (!services.ok) return services
  const { org } = desk.sandbox
  const reserved = await services.value.ids.reserve({ amount: 1, cve_year: 1900, short_name: org })
  if (!reserved.ok) return reserved
  const cve = reserved.value.cve_ids[0]?.cve_id
  return cve === undefined ? fail(NO_ID) : ok(cve)
}

/** The sandbox, spoken to as the first project does; before there is one, through credentials that are put there for a moment. */
async function sandboxServices(desk: DemoDesk): Promise<ReturnType<typeof servicesOf>> {
  const slug = LANTERN.slug
  const there = await desk.projects.store.read((tx) => tx.credentials.find(slug, 'sandbox'))
  if (there === undefined) {
    const url = desk.projects.sandboxUrl?.() ?? ''
    const sealed = desk.projects.vault.seal(desk.sandbox.key, `credentials ${slug} sandbox`)
    const now = desk.projects.around.moment()
    const { org, user } = desk.sandbox
    const put = await desk.projects.store.write(async (tx) =>
      ok(
        await tx.credentials.put({
          project: slug,
          target: 'sandbox',
          url,
          org,
          user,
          sealed,
          setAt: now,
          setBy: 'demo',
        }),
      ),
    )
    if (!put.ok) return put
  }
  return await servicesOf(desk.projects, slug, 'sandbox')
}

async function plantCases(desk: DemoDesk, people: People): Promise<Result<void>> {
  const there = await desk.projects.store.read((tx) => tx.settings.get(`${STATE} cases`))
  if (there === true) return ok(undefined)
  const reports = [
    {
      by: people.ilse,
      project: 'lantern',
      title: 'Path confusion in the template loader',
      report: 'The loader takes `..%2f` in a name apart only after it has looked whether the name leaves the folder.',
      reporter: 'Jonah Weatherby',
      contact: 'jonah@finder.example',
    },
    {
      by: people.mateus,
      project: 'kiln',
      title: 'Endless loop in a file with no frames',
      report: 'An animation that says it has frames and has none keeps one core busy for ever.',
      reporter: 'Ada Brink',
      contact: 'ada@finder.example',
    },
    {
      by: people.ilse,
      project: 'bellows',
      title: 'Answers are read without a limit',
      report: 'A server can send an answer that never ends; the client keeps all of it in memory.',
      reporter: 'Ines Kowal',
      contact: 'ines@finder.example',
    },
  ]
  for (const { by, ...report } of reports) {
    const taken = await takeReport(desk.cases, by, report)
    if (!taken.ok) return taken
  }
  return await desk.projects.store.write(async (tx) => ok(await tx.settings.put(`${STATE} cases`, true)))
}

/** What is tagged after the records are public: one of them falls behind. Tried again until they are. */
async function tellEpilogues(desk: DemoDesk): Promise<Result<void>> {
  for (const project of PROJECTS) {
    if (project.epilogue === undefined) continue
    const { slug } = project
    const marks = await tellChapters(desk, project)
    if (!marks.ok) return marks
    const published = await desk.advisories.store.read((tx) => tx.published.ofProject(slug, 'sandbox'))
    const wanted = project.vulnerabilities(marks.value).filter(({ stage }) => stage === 'published')
    if (published.length < wanted.length) return fail(NOT_PUBLISHED)
    // The first look finds the tags that were always there: what comes after it is news.
    const looked = await keepUp(desk.board, slug)
    if (!looked.ok) return looked
    const story = new Story()
    project.epilogue(story, marks.value)
    const told = await desk.tell(slug, story.text())
    if (!told.ok) return told
    const fetched = await fetchClone(desk.projects, `demo-${slug}`, desk.originOf(slug), () => undefined)
    if (!fetched.ok) return fetched
    const noted = await desk.projects.store.write(async (tx) => {
      await tx.projects.note(slug, { is: 'read', at: desk.projects.around.moment() })
      tx.events.emit({ topic: 'project.read', project: slug, data: { ok: true } })
      return ok(undefined)
    })
    if (!noted.ok) return noted
  }
  const disputed = await plantDispute(desk)
  if (!disputed.ok) return disputed
  return await desk.projects.store.write(async (tx) => {
    for (const { slug } of PROJECTS) await tx.jobs.enqueue(refreshJob(slug))
    return ok(undefined)
  })
}

/** Somebody disputes a record that is out: it came three days ago, and was acknowledged. */
async function plantDispute(desk: DemoDesk): Promise<Result<void>> {
  const people = await plantPeople(desk)
  if (!people.ok) return people
  const { ilse } = people.value
  const [record, there] = await desk.advisories.store.read(async (tx) => [
    (await tx.published.ofProject(LANTERN.slug, 'sandbox')).toSorted((a, b) => (a.cve < b.cve ? 1 : -1))[0],
    await tx.settings.get(`${STATE} dispute`),
  ])
  if (record === undefined || there === true) return ok(undefined)
  const received = new Date(Date.parse(desk.cases.around.moment()) - 3 * 24 * 60 * 60 * 1000).toISOString()
  const taken = await takeReport(desk.cases, ilse, {
    project: LANTERN.slug,
    title: 'A distribution says that its build is not affected',
    report:
      'We build without the feature that the record is about, and ship it so since 2028. The record names our package.',
    reporter: 'Ember Linux',
    contact: 'security@ember.example',
    received,
    disputes: record.cve,
  })
  if (!taken.ok) return taken
  const answered = await answerDispute(desk.cases, ilse, taken.value, 1, { step: 'acknowledge' })
  if (!answered.ok) return answered
  return await desk.projects.store.write(async (tx) => ok(await tx.settings.put(`${STATE} dispute`, true)))
}

const NO_ID = { code: 'CVE_ID_NONE', kind: 'unreachable', message: 'CVE Services gave no ID' } as const

const NOT_PUBLISHED = {
  code: 'DEMO_NOT_PUBLISHED',
  kind: 'unreachable',
  message: 'the records of the demo foundation are still on their way to the sandbox',
} as const
