import { z } from 'zod'
import {
  type AccountView,
  type CeremonyView,
  type NewTokenView,
  type PasskeyLine,
  type SessionLine,
  type SessionView,
  type TokenLine,
  VERBS,
} from '#desk/people'
import { operation, role } from './people.ts'

const instant = z.string().describe('RFC 3339, UTC')

export const session: z.ZodType<SessionView> = z
  .object({
    me: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        organisation: z.string(),
        foundation: z.array(role),
        projects: z.record(z.string(), z.array(role)),
        can: z.array(operation),
        canIn: z.record(z.string(), z.array(operation)),
        expires: instant,
      })
      .exactOptional(),
    ways: z.object({ passphrase: z.boolean(), passkey: z.boolean(), provider: z.string().exactOptional() }),
    needsSetUp: z.boolean(),
    offersDemo: z.boolean(),
    version: z.string(),
  })
  .meta({ id: 'Session', description: 'Who is signed in; when nobody is, how to come in' })

export const account: z.ZodType<AccountView> = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    version: z.int(),
    hasPassphrase: z.boolean(),
    hasProvider: z.boolean(),
  })
  .meta({ id: 'Account' })

export const sessionLine: z.ZodType<SessionLine> = z
  .object({
    id: z.string(),
    current: z.boolean(),
    way: z.enum(['passphrase', 'passkey', 'provider', 'link']),
    agent: z.string(),
    address: z.string(),
    created: instant,
    seen: instant,
    expires: instant,
  })
  .meta({ id: 'SessionLine' })

export const passkeyLine: z.ZodType<PasskeyLine> = z
  .object({ id: z.string(), name: z.string(), created: instant, used: instant.exactOptional() })
  .meta({ id: 'Passkey' })

const tokenFields = {
  id: z.string(),
  name: z.string(),
  start: z.string(),
  projects: z.union([z.literal('all'), z.array(z.string())]),
  verbs: z.array(z.enum(VERBS)),
  embargoed: z.boolean(),
  created: instant,
  expires: instant,
  used: instant.exactOptional(),
}

export const tokenLine: z.ZodType<TokenLine> = z.object(tokenFields).meta({ id: 'Token' })

export const newToken: z.ZodType<NewTokenView> = z
  .object({ ...tokenFields, token: z.string().describe('Shown this once') })
  .meta({ id: 'NewToken' })

export const ceremony: z.ZodType<CeremonyView> = z
  .object({ ceremony: z.string(), options: z.record(z.string(), z.unknown()) })
  .meta({
    id: 'PasskeyCeremony',
    description: 'Options for the browser as they are; its answer comes back with the same ID',
  })
