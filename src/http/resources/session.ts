import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type Actor,
  acceptInvitation,
  beginPasskeySignIn,
  endSession,
  type IdentityProvider,
  lookAtInvitation,
  type OpenedSession,
  type PasskeyCeremonies,
  type PeopleDesk,
  type SessionView,
  type SignInWays,
  sessionView,
  setUp,
  signInByPasskey,
  signInByPassphrase,
} from '#desk/people'
import type { Fault } from '#fault'
import type { App } from '../app.ts'
import { personAtBrowser } from '../authenticate.ts'
import { answer, refuse } from '../problem.ts'
import { giveSession, originOf, siteOf, takeSession } from '../session-cookie.ts'
import { email, invited, passphrase, personName, shortName } from '../shapes/people.ts'
import { ceremony, session } from '../shapes/session.ts'

export type PasskeysAt = (origin: string) => PasskeyCeremonies | undefined

/** What signing in needs of the world. */
export interface SignInDoor {
  readonly people: PeopleDesk
  /** Passkeys at one address of the desk; undefined where browsers have none. */
  readonly passkeys: PasskeysAt
  readonly provider?: IdentityProvider
  readonly secure: boolean
  readonly version: string
  /** Offers a demo foundation at the set-up. */
  readonly demo: boolean
}

/** A secret of a one-time link or of a ceremony. */
const secret = z.string().min(1).max(100)

/** What a browser answers to a passkey's question: checked by the verifier, bounded here. */
export const passkeyAnswer: z.ZodType<Record<string, unknown>> = z.record(z.string().max(100), z.unknown())

/** Tries a minute of one address: enough for a person, nothing for a machine. */
const TRIES = 20

export function sessions(app: App, door: SignInDoor): void {
  const { people, secure, version } = door
  const waysAt = (request: FastifyRequest): SignInWays => ({
    passphrase: true,
    passkey: door.passkeys(siteOf(request, secure)) !== undefined,
    ...(door.provider !== undefined && { provider: door.provider.label }),
  })
  /** What the browser would get if it asked again with its new cookie. */
  const viewOf = async (request: FastifyRequest, { session }: OpenedSession): Promise<SessionView> => {
    const { person, grants } = await people.store.read(async (tx) => ({
      person: await tx.people.find(session.person),
      grants: await tx.people.grants(session.person),
    }))
    const actor: Actor = {
      kind: 'person',
      person: session.person,
      name: person?.name ?? '',
      session: session.id,
      ...grants,
    }
    return sessionView(people, actor, { ways: waysAt(request), version, demo: door.demo })
  }
  const tags = ['Session']

  app.get(
    '/session',
    {
      config: { access: 'public' },
      schema: { tags, summary: 'Who is signed in, or how to come in', response: { 200: session } },
    },
    async (request) => sessionView(people, request.actor, { ways: waysAt(request), version, demo: door.demo }),
  )

  app.post(
    '/session',
    {
      config: { access: 'public', perMinute: TRIES },
      schema: {
        tags,
        summary: 'Sign in by passphrase',
        body: z.object({ email, passphrase: z.string().max(256) }),
        response: { 200: session },
      },
    },
    async (request, reply) => {
      const opened = await signInByPassphrase(people, { ...request.body, ...originOf(request, secure) })
      if (!opened.ok) return refuse(reply, opened.fault)
      giveSession(reply, opened.value, secure)
      return viewOf(request, opened.value)
    },
  )

  app.delete(
    '/session',
    { config: { access: 'session' }, schema: { tags, summary: 'Sign out', response: { 204: z.undefined() } } },
    async (request, reply) => {
      const actor = personAtBrowser(request)
      const ended = await endSession(people, actor, actor.session)
      if (!ended.ok) return refuse(reply, ended.fault)
      takeSession(reply, secure)
      return reply.code(204).send()
    },
  )

  app.post(
    '/session/passkey/options',
    {
      config: { access: 'public', perMinute: TRIES },
      schema: { tags, summary: 'Begin to sign in by passkey', response: { 200: ceremony } },
    },
    async (request, reply) => {
      const passkeys = door.passkeys(siteOf(request, secure))
      return passkeys === undefined
        ? refuse(reply, NO_PASSKEYS)
        : answer(reply, await beginPasskeySignIn(people, passkeys))
    },
  )

  app.post(
    '/session/passkey',
    {
      config: { access: 'public', perMinute: TRIES },
      schema: {
        tags,
        summary: 'Sign in by passkey',
        body: z.object({ ceremony: secret, answer: passkeyAnswer }),
        response: { 200: session },
      },
    },
    async (request, reply) => {
      const passkeys = door.passkeys(siteOf(request, secure))
      if (passkeys === undefined) return refuse(reply, NO_PASSKEYS)
      const opened = await signInByPasskey(people, passkeys, { ...request.body, ...originOf(request, secure) })
      if (!opened.ok) return refuse(reply, opened.fault)
      giveSession(reply, opened.value, secure)
      return viewOf(request, opened.value)
    },
  )

  app.post(
    '/setup',
    {
      config: { access: 'public', perMinute: TRIES },
      schema: {
        tags,
        summary: 'Make the first account, by the link that the program printed',
        body: z.object({
          secret,
          name: personName,
          email,
          passphrase,
          foundation: z.object({ short_name: shortName, long_name: z.string().trim().min(1).max(300) }),
          demo: z.boolean().describe('Plant a demo foundation: three projects, ten vulnerabilities'),
        }),
        response: { 200: session },
      },
    },
    async (request, reply) => {
      const opened = await setUp(people, {
        ...request.body,
        demo: door.demo && request.body.demo,
        ...originOf(request, secure),
      })
      if (!opened.ok) return refuse(reply, opened.fault)
      giveSession(reply, opened.value, secure)
      return viewOf(request, opened.value)
    },
  )

  app.post(
    '/invitations/look',
    {
      config: { access: 'public', perMinute: TRIES },
      schema: { tags, summary: 'Whom an invitation is for', body: z.object({ secret }), response: { 200: invited } },
    },
    async (request, reply) => answer(reply, await lookAtInvitation(people, request.body.secret)),
  )

  app.post(
    '/invitations/accept',
    {
      config: { access: 'public', perMinute: TRIES },
      schema: {
        tags,
        summary: 'Come in by an invitation, and choose a passphrase',
        body: z.object({ secret, passphrase }),
        response: { 200: session },
      },
    },
    async (request, reply) => {
      const opened = await acceptInvitation(people, { ...request.body, ...originOf(request, secure) })
      if (!opened.ok) return refuse(reply, opened.fault)
      giveSession(reply, opened.value, secure)
      return viewOf(request, opened.value)
    },
  )
}

export const NO_PASSKEYS: Fault<'PASSKEYS_NEED_NAME'> = {
  code: 'PASSKEYS_NEED_NAME',
  kind: 'conflict',
  message: 'browsers have no passkeys for an address that is a number',
  hint: 'open the desk under a name: http://localhost with the same port',
}
