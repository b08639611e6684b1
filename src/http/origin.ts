import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from '#fault'
import { refuse } from './problem.ts'

/** Where the desk is reached: `https://desk.example.org`, without a path. */
export interface PublicAddress {
  readonly origins: readonly string[]
}

/**
 * Refuses requests for a host that the desk does not have. A page of somebody else whose name is made to lead to 127.0.0.1 (DNS
 * rebinding) reaches the desk with its own name in `Host`, and gets nothing.
 */
export function hostGuard(
  address: () => PublicAddress,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    if (request.routeOptions.config.anyHost === true) return undefined
    const hosts = address().origins.map((origin) => new URL(origin).host)
    // Of two names, a proxy in front may have believed the other one.
    const named = request.raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host')
    const isOurs = named.length === 1 && hosts.includes(request.host.toLowerCase())
    return isOurs ? undefined : refuse(reply, HOST_UNKNOWN)
  }
}

const HOST_UNKNOWN: Fault<'HOST_UNKNOWN'> = {
  code: 'HOST_UNKNOWN',
  kind: 'refused',
  message: 'the desk is not reached under this name',
  hint: 'set STEWARD_ORIGIN to the address that people use',
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that another site could have sent with somebody's cookie: they need a header that no form and no cross-site request
 * without leave can set, and an `Origin` of the desk itself. A token in `Authorization` is sent by no browser on its own, and
 * a request without a session has nothing to forge but a sign-in, which is asked for the same.
 */
export function forgeryGuard(
  address: () => PublicAddress,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    if (SAFE_METHODS.has(request.method)) return undefined
    if (request.routeOptions.config.proofInRequest === true) return undefined
    if (request.headers.authorization !== undefined && request.headers.cookie === undefined) return undefined
    const { origin } = request.headers
    const isOurs = origin !== undefined && address().origins.includes(origin)
    return isOurs && request.headers['x-steward'] === '1' ? undefined : refuse(reply, CROSS_SITE)
  }
}

const CROSS_SITE: Fault<'CROSS_SITE'> = {
  code: 'CROSS_SITE',
  kind: 'refused',
  message: 'this change does not come from a page of the desk',
  hint: 'changes with a cookie need the header X-Steward: 1 and the Origin of the desk; programs use a token and send no cookie',
}
