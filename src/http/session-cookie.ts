import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenedSession, Origin } from '#desk/people'
import { sessionCookie } from './authenticate.ts'

/** Puts a session into the browser. The cookie ends with the browser at the latest; the session itself is what counts. */
export function giveSession(reply: FastifyReply, { secret, session }: OpenedSession, secure: boolean): void {
  reply.setCookie(sessionCookie(secure), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    expires: new Date(session.expires),
  })
}

export function takeSession(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(sessionCookie(secure), { path: '/', httpOnly: true, sameSite: 'strict', secure })
}

/** Where a request comes from, and the session that its browser had. */
export function originOf(request: FastifyRequest, secure: boolean): Origin & { readonly secretBefore?: string } {
  const before = request.cookies[sessionCookie(secure)]
  return {
    address: request.ip,
    agent: (request.headers['user-agent'] ?? '').slice(0, 200),
    ...(before !== undefined && before.length <= 200 && { secretBefore: before }),
  }
}

/** The address under which the browser reaches the desk; the guard has seen that it is one of ours. */
export function siteOf(request: FastifyRequest, secure: boolean): string {
  return `${secure ? 'https' : 'http'}://${request.host.toLowerCase()}`
}
