import { fail, ok, quote, type Result } from '#fault'
import { type Json, parseJson } from '#json'

/** Milliseconds for one request: a log waits until its tree has grown. */
const TIMEOUT = 60_000

/** Bytes of an answer; real ones have some thousand. */
const LONGEST = 1024 * 1024

export interface Question {
  readonly url: string
  /** What is asked for, in words, for the message of a fault. */
  readonly what: string
  readonly type: string
  readonly body: string | Uint8Array
}

export interface Answer {
  readonly status: number
  readonly location?: string
  readonly body: Uint8Array
}

/** Asks a service by POST. Only https is spoken, but to this machine itself. Redirects are not followed: they would carry the token. */
export async function ask({ url, what, type, body }: Question): Promise<Result<Answer>> {
  const headers = { 'content-type': type, accept: 'application/json, */*;q=0.1' }
  return request(url, what, { method: 'POST', headers, body })
}

export async function look(url: string, what: string): Promise<Result<Answer>> {
  return request(url, what, { method: 'GET', headers: { accept: 'application/json' } })
}

async function request(url: string, what: string, init: RequestInit): Promise<Result<Answer>> {
  const parsed = URL.parse(url)
  const isLocal = parsed?.hostname === 'localhost' || parsed?.hostname === '127.0.0.1' || parsed?.hostname === '[::1]'
  if (parsed === null || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLocal))) {
    return fail({ code: 'SIGN_ADDRESS', kind: 'invalid', message: `${quote(url)} is not an https address` })
  }
  try {
    const response = await fetch(parsed, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) })
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > LONGEST) return unreachable(what, parsed, `the answer is longer than ${LONGEST} bytes`)
      chunks.push(chunk)
    }
    const location = response.headers.get('location') ?? undefined
    return ok({ status: response.status, body: Buffer.concat(chunks), ...(location !== undefined && { location }) })
  } catch (cause) {
    const { name, cause: inner } = cause as Error & { readonly cause?: { readonly code?: string } }
    return unreachable(what, parsed, name === 'TimeoutError' ? 'no answer in time' : (inner?.code ?? name))
  }
}

function unreachable(what: string, { host }: URL, detail: string): Result<never, 'SIGN_UNREACHABLE'> {
  return fail({ code: 'SIGN_UNREACHABLE', kind: 'unreachable', message: `cannot ask ${host} for ${what}: ${detail}` })
}

/** A refusal in the service's own words, cut and without `secret`. */
export function refusal(what: string, { status, body }: Answer, secret?: string): Result<never, 'SIGN_REFUSED'> {
  const words = Buffer.from(body).toString().trim()
  const said = secret === undefined ? words : words.replaceAll(secret, '(token)')
  return fail({
    code: 'SIGN_REFUSED',
    kind: status >= 500 ? 'unreachable' : 'refused',
    message: `the service refused ${what} with status ${status}: ${quote(said, 200)}`,
  })
}

export function jsonOf(what: string, { body }: Answer): Result<Json> {
  const read = parseJson(Buffer.from(body).toString(), { length: LONGEST, depth: 32 })
  return read.ok ? ok(read.value.value) : malformedAnswer(what)
}

export function malformedAnswer(what: string): Result<never, 'SIGN_ANSWER'> {
  return fail({
    code: 'SIGN_ANSWER',
    kind: 'unreachable',
    message: `the answer of the service with ${what} cannot be understood`,
  })
}
