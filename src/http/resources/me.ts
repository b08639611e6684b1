import { z } from 'zod'
import {
  addPasskey,
  addToken,
  beginPasskey,
  changeAccount,
  changePassphrase,
  endOtherSessions,
  endSession,
  listPasskeys,
  listSessions,
  listTokens,
  readAccount,
  removePasskey,
  removeToken,
  VERBS,
} from '#desk/people'
import type { App } from '../app.ts'
import { personAtBrowser } from '../authenticate.ts'
import { etagOf, versionAsked } from '../etag.ts'
import { answer, refuse } from '../problem.ts'
import { siteOf } from '../session-cookie.ts'
import { passphrase, personName, slug } from '../shapes/people.ts'
import { account, ceremony, newToken, passkeyLine, sessionLine, tokenLine } from '../shapes/session.ts'
import { NO_PASSKEYS, passkeyAnswer, type SignInDoor } from './session.ts'

const byId = z.object({ id: z.string().max(2000) })
const done = { 204: z.undefined() }

/** One's own account: name, passphrase, sessions, passkeys, tokens. Only at a browser: no token makes another. */
export function me(
  app: App,
  { people, passkeys: at, secure }: Pick<SignInDoor, 'people' | 'passkeys' | 'secure'>,
): void {
  const tags = ['Own account']
  const config = { access: 'session' } as const

  app.get(
    '/me',
    { config, schema: { tags, summary: 'One’s own account', response: { 200: account } } },
    async (request, reply) => {
      const own = await readAccount(people, personAtBrowser(request))
      reply.header('etag', etagOf(own.version))
      return own
    },
  )

  app.patch(
    '/me',
    {
      config,
      schema: {
        tags,
        summary: 'Change one’s own name',
        body: z.object({ name: personName }),
        response: { 200: account },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      return answer(reply, await changeAccount(people, personAtBrowser(request), version.value, request.body))
    },
  )

  app.put(
    '/me/passphrase',
    {
      config,
      schema: {
        tags,
        summary: 'Change one’s own passphrase; every other session ends',
        body: z.object({ current: z.string().max(256).exactOptional(), next: passphrase }),
        response: done,
      },
    },
    async (request, reply) => {
      const changed = await changePassphrase(people, personAtBrowser(request), request.body)
      return changed.ok ? reply.code(204).send() : refuse(reply, changed.fault)
    },
  )

  app.get(
    '/me/sessions',
    { config, schema: { tags, summary: 'Where one is signed in', response: { 200: z.array(sessionLine) } } },
    async (request) => [...(await listSessions(people, personAtBrowser(request)))],
  )

  app.delete(
    '/me/sessions',
    { config, schema: { tags, summary: 'End every session but this one', response: done } },
    async (request, reply) => {
      const ended = await endOtherSessions(people, personAtBrowser(request))
      return ended.ok ? reply.code(204).send() : refuse(reply, ended.fault)
    },
  )

  app.delete(
    '/me/sessions/:id',
    { config, schema: { tags, summary: 'End a session', params: byId, response: done } },
    async (request, reply) => {
      const ended = await endSession(people, personAtBrowser(request), request.params.id)
      return ended.ok ? reply.code(204).send() : refuse(reply, ended.fault)
    },
  )

  app.get(
    '/me/passkeys',
    { config, schema: { tags, summary: 'One’s own passkeys', response: { 200: z.array(passkeyLine) } } },
    async (request) => [...(await listPasskeys(people, personAtBrowser(request)))],
  )

  app.post(
    '/me/passkeys/options',
    { config, schema: { tags, summary: 'Begin to add a passkey', response: { 200: ceremony } } },
    async (request, reply) => {
      const passkeys = at(siteOf(request, secure))
      if (passkeys === undefined) return refuse(reply, NO_PASSKEYS)
      return answer(reply, await beginPasskey(people, passkeys, personAtBrowser(request)))
    },
  )

  app.post(
    '/me/passkeys',
    {
      config,
      schema: {
        tags,
        summary: 'Add a passkey',
        body: z.object({ ceremony: z.string().max(100), answer: passkeyAnswer, name: personName }),
        response: { 201: passkeyLine },
      },
    },
    async (request, reply) => {
      const passkeys = at(siteOf(request, secure))
      if (passkeys === undefined) return refuse(reply, NO_PASSKEYS)
      const added = await addPasskey(people, passkeys, personAtBrowser(request), request.body)
      return added.ok ? reply.code(201).send(added.value) : refuse(reply, added.fault)
    },
  )

  app.delete(
    '/me/passkeys/:id',
    { config, schema: { tags, summary: 'Take a passkey away', params: byId, response: done } },
    async (request, reply) => {
      const removed = await removePasskey(people, personAtBrowser(request), request.params.id)
      return removed.ok ? reply.code(204).send() : refuse(reply, removed.fault)
    },
  )

  app.get(
    '/me/tokens',
    { config, schema: { tags, summary: 'One’s own API tokens', response: { 200: z.array(tokenLine) } } },
    async (request) => [...(await listTokens(people, personAtBrowser(request)))],
  )

  app.post(
    '/me/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'Make an API token; its text is in the answer and never again',
        body: z.object({
          name: personName,
          projects: z.union([z.literal('all'), z.array(slug).min(1).max(200)]),
          verbs: z.array(z.enum(VERBS)).min(1).max(VERBS.length),
          embargoed: z.boolean().describe('May see what is under embargo, as far as its person may'),
          days: z.int().min(1).max(366),
        }),
        response: { 201: newToken },
      },
    },
    async (request, reply) => {
      const { name, days, ...scope } = request.body
      const added = await addToken(people, personAtBrowser(request), { name, days, scope })
      return added.ok ? reply.code(201).send(added.value) : refuse(reply, added.fault)
    },
  )

  app.delete(
    '/me/tokens/:id',
    { config, schema: { tags, summary: 'Take a token back', params: byId, response: done } },
    async (request, reply) => {
      const removed = await removeToken(people, personAtBrowser(request), request.params.id)
      return removed.ok ? reply.code(204).send() : refuse(reply, removed.fault)
    },
  )
}
