import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { beginProvider, finishProvider, type IdentityProvider } from '#desk/people'
import type { App } from '../app.ts'
import { giveSession, originOf } from '../session-cookie.ts'
import type { SignInDoor } from './session.ts'

/**
 * The cookie that holds the ceremony while the browser is at the provider. `lax`: the browser comes back by a link from another site, and
 * a strict cookie would not come with it.
 */
function ceremonyCookie(secure: boolean): string {
  return secure ? '__Host-steward-provider' : 'steward-provider'
}

/** Signing in through an OpenID Connect provider. Browsers walk through these two addresses; programs use tokens. */
export function providerSignIn(app: App, door: SignInDoor, provider: IdentityProvider): void {
  const { people, secure } = door
  const tags = ['Session']
  const name = ceremonyCookie(secure)

  app.get(
    '/session/oidc/start',
    {
      config: { access: 'public', perMinute: 20 },
      schema: {
        tags,
        summary: 'Go to the identity provider',
        querystring: z.object({ to: z.string().max(500).default('/').describe('Page of the desk to come back to') }),
        response: { 302: z.undefined() },
      },
    },
    async (request, reply) => {
      const begun = await beginProvider(people, provider, request.query.to)
      if (!begun.ok) return backToSignIn(reply, begun.fault.code)
      reply.setCookie(name, begun.value.ceremony, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: 600 })
      return reply.redirect(begun.value.url, 302)
    },
  )

  app.get(
    '/session/oidc/callback',
    {
      config: { access: 'public', perMinute: 20 },
      schema: { tags, summary: 'Come back from the identity provider', response: { 302: z.undefined() } },
    },
    async (request, reply) => {
      reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure })
      const finished = await finishProvider(people, provider, {
        ceremony: request.cookies[name] ?? '',
        query: queryOf(request),
        ...originOf(request, secure),
      })
      if (!finished.ok) return backToSignIn(reply, finished.fault.code)
      giveSession(reply, finished.value, secure)
      return reply.redirect(finished.value.to, 302)
    },
  )
}

/** The page of signing in, which says in words what the code means. */
function backToSignIn(reply: FastifyReply, code: string): FastifyReply {
  return reply.redirect(`/sign-in?fault=${encodeURIComponent(code)}`, 302)
}

function queryOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at)
}
