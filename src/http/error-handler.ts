import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { StoreFailure } from '#desk/store'
import type { Fault } from '#fault'
import { refuse } from './problem.ts'
import { RequestFault } from './request-fault.ts'

/** What the app does with a mistake of its own: the caller gets nothing of it but the name of the request. */
export type Crashed = (cause: unknown, request: string) => void

/** Turns whatever a route threw, and what Fastify itself refuses, into a problem. */
export function errorHandler(
  crashed: Crashed,
): (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void {
  return (error, request, reply) => {
    if (error instanceof RequestFault) refuse(reply, error.fault)
    else if (error instanceof StoreFailure) refuse(reply, error.fault)
    else {
      const known =
        KNOWN[error.code] ?? (error.statusCode !== undefined && error.statusCode < 500 ? UNREADABLE : undefined)
      if (known === undefined) crashed(error, request.id)
      refuse(reply, known ?? INTERNAL)
    }
  }
}

const UNREADABLE: Fault<'REQUEST_UNREADABLE'> = {
  code: 'REQUEST_UNREADABLE',
  kind: 'invalid',
  message: 'cannot read the request',
}

const INTERNAL: Fault<'INTERNAL'> = {
  code: 'INTERNAL',
  kind: 'invalid',
  message: 'the desk made a mistake; nothing was changed by this request',
  hint: 'the log has the cause under the number of this request',
}

const KNOWN: Readonly<Record<string, Fault>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'BODY_TOO_LARGE',
    kind: 'invalid',
    message: 'the body is larger than 4 MB',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'BODY_TYPE',
    kind: 'invalid',
    message: 'the body is not application/json',
    at: 'Content-Type',
  },
}

export const RATE_LIMITED: Fault<'RATE_LIMITED'> = {
  code: 'RATE_LIMITED',
  kind: 'refused',
  message: 'too many requests from this address',
  hint: 'wait as long as the header Retry-After says',
}
