import type { Database } from '#adapters/database'
import { identityProvider, type ProviderSettings } from '#adapters/oidc'
import { passkeysAt } from '#adapters/passkeys'
import { identify, type PeopleDesk, type Secrets } from '#desk/people'
import type { Surroundings } from '#desk/store'
import { type App, events, type Identify, me, people, providerSignIn, type SignInDoor, sessions } from '#http'
import { hearing } from './may-hear.ts'

export interface DeskSettings {
  readonly database: Database
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
  const { database, around, secrets, version, secure, demo } = settings
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
      events(api, { bus: database.bus, identify: identifyHere, secure, mayHear: hearing(database.store) })
    },
  }
}
