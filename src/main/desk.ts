import type { Database, Tx } from '#adapters/database'
import { identityProvider, type ProviderSettings } from '#adapters/oidc'
import { passkeysAt } from '#adapters/passkeys'
import type { AuditDesk } from '#desk/audit'
import { subjectName, subjectNamed } from '#desk/home'
import { identify, type PeopleDesk, type Secrets } from '#desk/people'
import type { Surroundings } from '#desk/store'
import {
  type App,
  audit,
  board,
  cases,
  events,
  home,
  hooks,
  type Identify,
  identifiers,
  jobs,
  me,
  people,
  projects,
  providerSignIn,
  publications,
  review,
  type SignInDoor,
  sessions,
  templates,
  vulnerabilities,
  vulnerabilityViews,
  weaknesses,
} from '#http'
import { hearing } from './may-hear.ts'
import type { Rooms } from './rooms.ts'

export interface DeskSettings {
  readonly database: Database
  readonly rooms: Rooms
  readonly around: Surroundings
  readonly secrets: Secrets
  readonly version: string
  readonly secure: boolean
  /** Offer a demo foundation at the set-up. */
  readonly demo: boolean
  /** Where people reach the desk; known when it listens. */
  readonly origins: () => readonly string[]
  readonly provider?: ProviderSettings
}

/** The rooms of the desk joined to this database and this world, as the HTTP door takes them. */
export interface Desk {
  readonly people: PeopleDesk
  readonly identify: Identify
  /** Registers every route below `/api/v1`. */
  readonly resources: (api: App) => void
}

export function deskOf(settings: DeskSettings): Desk {
  const { database, rooms, around, secrets, version, secure, demo } = settings
  const desk: PeopleDesk = { store: database.store, around, secrets }
  const provider =
    settings.provider === undefined
      ? undefined
      : identityProvider(settings.provider, () => `${settings.origins()[0] ?? ''}/api/v1/session/oidc/callback`)
  const door: SignInDoor = {
    people: desk,
    passkeys: passkeysAt,
    secure,
    version,
    demo,
    ...(provider !== undefined && { provider }),
  }
  const identifyHere: Identify = (shown) => identify(desk, shown)
  return {
    people: desk,
    identify: identifyHere,
    resources(api) {
      sessions(api, door)
      if (provider !== undefined) providerSignIn(api, door, provider)
      me(api, door)
      people(api, desk)
      projects(api, rooms.projects)
      templates(api, rooms.projects)
      vulnerabilities(api, rooms.advisories)
      vulnerabilityViews(api, rooms.advisories)
      weaknesses(api)
      review(api, rooms.review)
      publications(api, rooms.publishing)
      board(api, rooms.board)
      hooks(api, rooms.board)
      cases(api, rooms.cases)
      identifiers(api, rooms.identifiers)
      home(api, rooms.home)
      audit(api, auditDesk(database))
      jobs(api, database.store)
      events(api, { bus: database.bus, identify: identifyHere, secure, mayHear: hearing(database.store) })
    },
  }
}

/** What is under embargo is known to those on its list. */
function auditDesk({ store, sealAudit }: Database): AuditDesk<Tx> {
  return {
    store,
    seal: sealAudit,
    async knownTo(tx, kind, id) {
      if (kind === 'case') return await tx.cases.knownTo(id)
      return kind === 'vulnerability' ? (await tx.access.of(id)).map((person) => person.id) : []
    },
    subjectOf: subjectNamed,
    nameOf: subjectName,
  }
}
