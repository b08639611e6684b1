import type {} from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'
import type { Operation } from '#desk/people'
import { problem } from './shapes/problem.ts'

/** What a route asks of the caller before its handler runs. */
export type Access =
  | Operation // somebody who could do this somewhere; the use case decides for the very resource
  | 'signed-in' // whoever is known, for what concerns themselves
  | 'session' // the same at a browser: no API token changes passphrases or makes other tokens
  | 'public' // everybody

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, where the route has `proofInRequest`. */
    signedBytes: Uint8Array | undefined
  }

  interface FastifyContextConfig {
    /** Every route of the API has one. */
    readonly access?: Access
    /** Requests a minute of one address, where guessing must be slow. */
    readonly perMinute?: number
    /** Answered under whatever name the desk is asked: for probes, which know an address only. */
    readonly anyHost?: true
    /**
     * The caller proves with a signature of its own that it means it: no check of origin and header. The bytes that were signed are in
     * `request.signedBytes`.
     */
    readonly proofInRequest?: true
  }
}

/** Faults that a route may answer with, whatever it does. */
const PROBLEM_STATUSES = [
  '400',
  '401',
  '403',
  '404',
  '409',
  '412',
  '413',
  '415',
  '422',
  '428',
  '429',
  '500',
  '502',
  '503',
]

/** A route of the API, checked for what every route must say; its problem answers are added. */
export function completeRoute(route: RouteOptions): void {
  const { url, method, config, schema } = route
  const name = `${String(method)} ${url}`
  if (config?.access === undefined) throw new Error(`${name} does not say who may use it`)
  if (schema?.tags === undefined || schema.summary === undefined || schema.response === undefined) {
    throw new Error(`${name} has no tags, no summary or no response`)
  }
  const open = config.access === 'public'
  const problems = PROBLEM_STATUSES.filter((status) => !open || (status !== '401' && status !== '403'))
  const described: FastifySchema = {
    ...schema,
    operationId: operationId(String(method), url),
    ...(!open && { security: [{ session: [] }, { token: [] }] }),
    ...(!['public', 'signed-in', 'session'].includes(config.access) && { 'x-operation': config.access }),
    response: {
      ...(schema.response as object),
      ...Object.fromEntries(problems.map((status) => [status, PROBLEM_ANSWER])),
    },
  }
  route.schema = described
}

/** `GET /api/v1/people/:id/roles` is `getPeopleByIdRoles`: a name for those who make a client from the description. */
function operationId(method: string, url: string): string {
  const parts = url.split('/').slice(3)
  const words = parts.flatMap((part) => (part.startsWith(':') ? ['by', part.slice(1)] : part.split('-')))
  return method.toLowerCase() + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
}

const PROBLEM_ANSWER = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: problem } },
}
