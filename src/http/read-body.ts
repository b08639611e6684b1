import { from, type Result } from '#fault'
import { type Json, parseJson } from '#json'

/** Largest body of a request. A CVE record is at most 3.8 MB at CVE Services; what people write here is a fraction of that. */
export const LARGEST_BODY: number = 4 * 1024 * 1024 // bytes

/** Deepest nesting of a body: three times what a CVE record with CPE nodes needs. */
const DEEPEST_BODY = 40

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** The body of a request as JSON, read as strictly as every other JSON. */
export function readBody(bytes: Uint8Array): Result<Json> {
  let text: string
  try {
    text = STRICT.decode(bytes)
  } catch {
    return unreadable('cannot read the body as JSON: it is not UTF-8')
  }
  const document = parseJson(text, { length: LARGEST_BODY, depth: DEEPEST_BODY })
  if (document.ok) return { ok: true, value: document.value.value }
  return { ok: false, fault: { ...from('body', document.fault), code: 'REQUEST_UNREADABLE' } }
}

function unreadable(message: string): Result<Json> {
  return { ok: false, fault: { code: 'REQUEST_UNREADABLE', kind: 'invalid', message } }
}
