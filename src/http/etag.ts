import type { FastifyRequest } from 'fastify'
import { fail, ok, type Result } from '#fault'

/** The version of a row as a strong entity tag. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/** The version that the caller has seen, from `If-Match` (RFC 9110, 13.1.1). Every update names one: nobody overwrites unseen. */
export function versionAsked(request: FastifyRequest): Result<number, 'PRECONDITION_ABSENT' | 'REQUEST_INVALID'> {
  const header = request.headers['if-match']
  if (header === undefined) {
    return fail({
      code: 'PRECONDITION_ABSENT',
      kind: 'invalid',
      message: 'this change needs the header If-Match',
      at: 'If-Match',
      hint: 'send the ETag that came with what was read',
    })
  }
  const version = /^"(\d{1,15})"$/.exec(header)?.[1]
  if (version !== undefined) return ok(Number(version))
  return fail({
    code: 'REQUEST_INVALID',
    kind: 'invalid',
    message: 'cannot read the header If-Match as a version',
    at: 'If-Match',
    hint: 'it looks like "3", with its quotes',
  })
}
