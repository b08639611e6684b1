import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, type PersonActor, permitSomewhere } from '#desk/people'
import { type Fault, ok, type Result } from '#fault'
import { refuse } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the door; read it with `actorOf`. */
    actor: Actor | undefined
  }
}

/** What a request shows of itself, and where it comes from. */
export interface Credentials {
  /** Value of the session cookie. */
  readonly session?: string
  /** What follows `Authorization: Bearer`. */
  readonly token?: string
  readonly address: string
  readonly agent: string
}

/** Who that is: undefined when nothing is shown; a fault when what is shown is not (or no longer) good. */
export type Identify = (shown: Credentials) => Promise<Result<Actor | undefined>>

export const SESSION_COOKIE = 'steward-session'

/** The name of the cookie: with `__Host-` a browser takes it over TLS only, for this host only (RFC 6265bis, 4.1.3.2). */
export function sessionCookie(secure: boolean): string {
  return secure ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE
}

/** Who asks, for the first argument of a use case. Only in routes that are not public. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === undefined) throw new Error(`${request.routeOptions.url} is public and has no actor`)
  return request.actor
}

/** The person at a browser, in routes with the access `session`. */
export function personAtBrowser(request: FastifyRequest): PersonActor {
  const actor = actorOf(request)
  if (actor.kind !== 'person') throw new Error(`${request.routeOptions.url} is open to more than sessions`)
  return actor
}

/** The hook that finds the actor of a request and asks whether the route is for them. */
export function authenticator(
  identify: Identify,
  secure: boolean,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const { access } = request.routeOptions.config
    // No route: the handler for what is absent answers, and needs nobody's name.
    if (access === undefined) return undefined
    const found = await identify(credentialsOf(request, secure))
    if (access === 'public') {
      // A stale cookie must not keep anybody from signing in.
      request.actor = found.ok ? found.value : undefined
      return undefined
    }
    if (!found.ok) return refuse(reply, found.fault)
    if (found.value === undefined) return refuse(reply, NOT_SIGNED_IN)
    const may = mayEnter(found.value, access)
    if (!may.ok) return refuse(reply, may.fault)
    request.actor = found.value
    return undefined
  }
}

export const NOT_SIGNED_IN: Fault<'NOT_SIGNED_IN'> = {
  code: 'NOT_SIGNED_IN',
  kind: 'refused',
  message: 'nobody is signed in',
  hint: 'sign in, or send a token: Authorization: Bearer stw_...',
}

function mayEnter(actor: Actor, access: NonNullable<FastifyRequest['routeOptions']['config']['access']>): Result<void> {
  if (access === 'signed-in' || access === 'public') return ok(undefined)
  if (access !== 'session') return permitSomewhere(actor, access)
  if (actor.kind === 'person') return ok(undefined)
  return {
    ok: false,
    fault: {
      code: 'SESSION_NEEDED',
      kind: 'refused',
      message: 'an API token cannot do this',
      hint: 'sign in at a browser',
    },
  }
}

/** What a request shows of itself. */
export function credentialsOf(request: FastifyRequest, secure: boolean): Credentials {
  const session = request.cookies[sessionCookie(secure)]
  const token = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  return {
    ...(session !== undefined && session.length <= 200 && { session }),
    ...(token !== undefined && { token }),
    address: request.ip,
    agent: (request.headers['user-agent'] ?? '').slice(0, 200),
  }
}
