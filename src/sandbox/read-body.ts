import type { IncomingMessage } from 'node:http'
import { decodeUtf8 } from '#bytes'
import { type Json, parseJson } from '#json'
import { type Outcome, refuse } from './answer.ts'
import { ERRORS } from './errors.ts'

/** 3.8 MB, as Express counts them. */
export const MOST_BYTES: number = Math.floor(3.8 * 1024 * 1024)

/** Deepest nesting of a body. CVE Services set no limit; no record comes near this one. */
const DEPTH = 64

export type ReadBody =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly refusal: Outcome; readonly closes?: true }

/**
 * Reads the JSON body of a request, or says why not. It is counted while it comes, so that a long one costs no memory.
 *
 * As with Express, the body is read before anything else is looked at, a body of another type is no body, and so is an empty one.
 * Stricter than CVE Services are: a key given twice, `__proto__`, deep nesting and text that is not UTF-8. These are clear mistakes
 * here, and would be silent ones there.
 *
 * @throws what ended the connection before the body was complete.
 */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') return bad('content encoding unsupported')
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  const charset = parameters.map((each) => /^\s*charset="?([^"\s]+)"?\s*$/.exec(each)?.[1]).find((each) => each)
  if (charset !== undefined && charset !== 'utf-8') return bad(`unsupported charset "${charset.toUpperCase()}"`)

  const declared = Number(request.headers['content-length'] ?? 0)
  const bytes = declared > MOST_BYTES ? undefined : await collect(request)
  if (bytes === undefined) return { ok: false, refusal: refuse(413, ERRORS.recordTooLarge()), closes: true }
  if (bytes.length === 0 || type.trim() !== 'application/json') return { ok: true, value: {} }
  const text = decodeUtf8(bytes)
  if (!text.ok) return syntax(text.fault.message)
  if (!/^\s*[[{]/.test(text.value)) return syntax('Unexpected token: a body is an object or a list')
  const json = parseJson(text.value, { length: MOST_BYTES, depth: DEPTH })
  return json.ok ? { ok: true, value: json.value.value } : syntax(json.fault.message)
}

function bad(message: string): ReadBody {
  return { ok: false, refusal: refuse(400, ERRORS.badRequest(message)) }
}

function syntax(message: string): ReadBody {
  return { ok: false, refusal: refuse(400, ERRORS.jsonSyntax(message)) }
}

/** The bytes of the body; undefined once there are too many. */
function collect(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MOST_BYTES) chunks.push(chunk)
      else {
        chunks.length = 0
        resolve(undefined)
      }
    })
    request.on('end', () => resolve(size > MOST_BYTES ? undefined : Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the connection ended before the body')))
  })
}
