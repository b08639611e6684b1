import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Fault, type FaultKind, faultsOf, type Result } from '#fault'
import type { Problem } from './shapes/problem.ts'

const STATUS: Readonly<Record<FaultKind, number>> = {
  invalid: 422,
  absent: 404,
  conflict: 409,
  refused: 403,
  untrusted: 422,
  unreachable: 502,
}

/** Codes whose status HTTP itself gives a meaning to. Everything else has the status of its kind. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  REQUEST_INVALID: 400,
  REQUEST_UNREADABLE: 400,
  NOT_SIGNED_IN: 401,
  SESSION_ENDED: 401,
  TOKEN_REFUSED: 401,
  SIGN_IN_FAILED: 401,
  SIGN_IN_LIMITED: 429,
  METHOD_ABSENT: 405,
  VERSION_STALE: 412,
  BODY_TOO_LARGE: 413,
  BODY_TYPE: 415,
  PRECONDITION_ABSENT: 428,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  STORE_FULL: 503,
  STORE_READ_ONLY: 503,
  STORE_BUSY: 503,
  STORE_UNREACHABLE: 503,
}

export function statusOf({ code, kind }: Fault): number {
  return STATUS_OF_CODE[code] ?? STATUS[kind]
}

/** A fault as RFC 9457 has it. `instance` names the request, by which the log can be asked. */
export function problemOf(fault: Fault, request: string): Problem {
  const [first = fault, ...others] = faultsOf(fault)
  const status = statusOf(first)
  const all = others.length === 0 ? [] : [first, ...others]
  return {
    type: `/docs/faults#${first.code.toLowerCase()}`,
    title: STATUS_CODES[status] ?? 'Fault',
    status,
    code: first.code,
    detail: first.message,
    ...(first.hint !== undefined && { hint: first.hint }),
    ...(first.at !== undefined && { at: first.at }),
    ...(all.length > 0 && {
      errors: all.map(({ code, message, at, hint }) => ({
        code,
        detail: message,
        ...(at !== undefined && { at }),
        ...(hint !== undefined && { hint }),
      })),
    }),
    instance: `urn:request:${request}`,
  }
}

/** {@link refuse} with more than the fault: what was done all the same, for callers who go on from there (RFC 9457, 3.2). */
export function refuseWith(reply: FastifyReply, fault: Fault, members: object): never {
  const problem = problemOf(fault, reply.request.id)
  return send(reply, problem.status, { ...members, ...problem })
}

/** Answers with a fault: `if (!found.ok) return refuse(reply, found.fault)`. */
export function refuse(reply: FastifyReply, fault: Fault): never {
  const problem = problemOf(fault, reply.request.id)
  return send(reply, problem.status, problem)
}

function send(reply: FastifyReply, status: number, body: object): never {
  reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((value) => JSON.stringify(value))
    .send(body)
  // Fastify takes the reply itself for "answered"; the types of the routes know only what they answer when all is well.
  return reply as never
}

/** What a use case came to: its value as the answer, or its fault. */
export function answer<T>(reply: FastifyReply, result: Result<T>): T {
  return result.ok ? result.value : refuse(reply, result.fault)
}
