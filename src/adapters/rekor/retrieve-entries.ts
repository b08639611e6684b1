import { setTimeout as wait } from 'node:timers/promises'
import { decodeUtf8 } from '#bytes'
import { type IndexedEntry, readEntries } from '#desk/archive'
import { type Fault, fail, ok, type Result } from '#fault'

/** Entries that Rekor gives for one question. Source: its openapi.yaml, SearchLogQuery. */
const AT_A_TIME = 10
const TIMEOUT = 20_000 // milliseconds for one question
const LONGEST = 4 * 1024 * 1024 // bytes of one answer
const TRIES = 3
const PAUSE = 500 // milliseconds before the second try, twice that before the third

/**
 * Entries of a Rekor v1 log by the hashes of their leaves. One that the log does not have is left out: it may have been made in
 * another log.
 */
export async function retrieveEntries(
  url: string,
  hashes: readonly string[],
  progress: (done: number) => void,
): Promise<Result<readonly IndexedEntry[]>> {
  const base = URL.parse(url)
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '') {
    return fail({
      code: 'REKOR_ADDRESS',
      kind: 'invalid',
      message: `${JSON.stringify(url)} is not the address of a log`,
    })
  }
  const place = new URL('api/v1/log/entries/retrieve', base.href.endsWith('/') ? base : `${base.href}/`)
  const found: IndexedEntry[] = []
  for (let from = 0; from < hashes.length; from += AT_A_TIME) {
    const answer = await ask(place, hashes.slice(from, from + AT_A_TIME))
    const read = answer.ok ? readEntries(answer.value, base.host) : answer
    if (!read.ok) return read
    found.push(...read.value)
    progress(Math.min(hashes.length, from + AT_A_TIME))
  }
  return ok(found)
}

async function ask(place: URL, entryUUIDs: readonly string[]): Promise<Result<string>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await post(place, JSON.stringify({ entryUUIDs }))
    if (answer.ok || attempt === TRIES || answer.fault.kind !== 'unreachable') return answer
    await wait(PAUSE * attempt)
  }
}

async function post(place: URL, body: string): Promise<Result<string>> {
  try {
    const response = await fetch(place, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    if (response.status >= 500 || response.status === 429) return fail(silent(place, `status ${response.status}`))
    if (!response.ok) return fail(refused(place, `status ${response.status}`))
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > LONGEST) return fail(refused(place, `an answer of more than ${LONGEST} bytes`))
      chunks.push(chunk)
    }
    const text = decodeUtf8(Buffer.concat(chunks))
    return text.ok && text.value.trim() === '' ? ok('[]') : text
  } catch (thrown) {
    const { name, cause } = thrown as Error & { readonly cause?: { readonly code?: string } }
    return fail(silent(place, name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? name)))
  }
}

function silent({ host }: URL, detail: string): Fault<'REKOR_UNREACHABLE'> {
  return {
    code: 'REKOR_UNREACHABLE',
    kind: 'unreachable',
    message: `the log ${host} did not answer: ${detail}`,
    hint: 'try again later, or give a dump of its entries with --rekor',
  }
}

function refused({ host }: URL, detail: string): Fault<'REKOR_REFUSED'> {
  return { code: 'REKOR_REFUSED', kind: 'refused', message: `the log ${host} refused the question: ${detail}` }
}
