import path from 'node:path'
import type { Database } from '#adapters/database'
import { localClones, localRepositories } from '#adapters/git'
import { guardOutbound } from '#adapters/links'
import {
  type AdvisoryDesk,
  createVulnerability,
  editVulnerability,
  makeAssessments,
  makeCommitNames,
  makePresence,
} from '#desk/advisories'
import { makeReadingNotes } from '#desk/audit'
import { type BoardDesk, boardJobs } from '#desk/board'
import type { CasesDesk } from '#desk/cases'
import type { CnaPorts } from '#desk/cna'
import type { HomeDesk } from '#desk/home'
import { type IdentifiersDesk, makeListings } from '#desk/identifiers'
import { notFound } from '#desk/people'
import {
  bringUpToDate,
  type FoundationNames,
  makeAssigner,
  makeGrounds,
  type ProjectDesk,
  projectJobs,
  projectServices,
  type Vault,
} from '#desk/projects'
import { type PublishingDesk, publishingJobs } from '#desk/publishing'
import type { GroundOf, ReviewDesk } from '#desk/review'
import { type JobHandler, type Surroundings, together } from '#desk/store'
import { fail, ok } from '#fault'
import { SANDBOX_CNA } from './desk-sandbox.ts'
import { outboundPolicy } from './outbound-policy.ts'

/** What the rooms of the desk need of the process that they run in. */
export interface RoomSettings {
  readonly database: Database
  readonly around: Surroundings
  /** Absolute path of the data folder. */
  readonly data: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly cna: CnaPorts
  readonly vault: Vault
  /** Where the sandbox answers that runs beside the desk; undefined where none does. */
  readonly sandboxUrl: () => string | undefined
}

/** The rooms of the desk joined to the world. */
export interface Rooms {
  readonly projects: ProjectDesk
  readonly advisories: AdvisoryDesk
  readonly review: ReviewDesk
  readonly publishing: PublishingDesk
  readonly board: BoardDesk
  readonly cases: CasesDesk
  readonly identifiers: IdentifiersDesk
  readonly home: HomeDesk
  /** Every kind of work that goes on behind the scenes. */
  readonly jobs: readonly JobHandler[]
}

export function roomsOf(settings: RoomSettings): Rooms {
  const { database, around, data, environment, cna, vault, sandboxUrl } = settings
  const { store, bus } = database
  const clones = localClones(path.join(data, 'clones'))
  const foundation = async (): Promise<FoundationNames | undefined> => {
    const row = await store.read((tx) => tx.foundation.find())
    if (row === undefined) return undefined
    const { UUID, short_name, long_name } = row.profile
    return { shortName: short_name, ...(UUID !== '' && { orgId: UUID }), name: long_name }
  }
  const services = { store, vault, cna, sandboxUrl, sandboxAccess: SANDBOX_CNA }
  const grounds = makeGrounds(localRepositories, clones, makeAssigner(services, foundation))
  const assessments = makeAssessments()
  const readings = makeReadingNotes(around.moment)
  const projects: ProjectDesk = {
    ...services,
    ...{ store, around, clones, grounds, foundation },
    repositories: localRepositories,
    outbound: guardOutbound(outboundPolicy(environment, data)),
    progress: (event) => bus.publish([event]),
  }
  const advisories: AdvisoryDesk = {
    ...{ store, around, projects, assessments, bus },
    commitNames: makeCommitNames(localRepositories),
    presence: makePresence(bus, around.moment),
    readings,
    people: (ids) =>
      store.read(async (tx) => {
        const found = await together(ids.map((id) => tx.people.find(id)))
        return new Map(found.flatMap((person) => (person === undefined ? [] : [[person.id, person.name] as const])))
      }),
  }
  const groundOf: GroundOf = async (slug) => {
    const row = await store.read((tx) => tx.projects.find(slug))
    return row === undefined ? fail(notFound(`project ${JSON.stringify(slug)}`)) : grounds.of(row)
  }
  const review: ReviewDesk = { store, around, groundOf, assessments, readings }
  const publishing: PublishingDesk = { ...review, store, services: projectServices(projects) }
  const board: BoardDesk = {
    ...publishing,
    ...{ store, vault },
    fetch: (project) => bringUpToDate(projects, project),
    edit: (actor, vulnerability, edit) => editVulnerability(advisories, actor, vulnerability, edit),
  }
  const cases: CasesDesk = {
    ...{ store, around, readings },
    async beginVulnerability(actor, { project, ...facts }) {
      const begun = await createVulnerability(advisories, actor, { project, facts: { ...facts }, embargoed: true })
      return begun.ok ? ok(begun.value.id) : begun
    },
    editFacts: (actor, vulnerability, edit) => editVulnerability(advisories, actor, vulnerability, edit),
  }
  const listings = makeListings(around.moment)
  const identifiers: IdentifiersDesk = { store, around, services: publishing.services, listings }
  const home: HomeDesk = { ...board, store }
  const jobs = [...projectJobs(projects), ...publishingJobs(publishing), ...boardJobs(board)]
  return { projects, advisories, review, publishing, board, cases, identifiers, home, jobs }
}
