import type { Web } from '#desk/lint'
import type { LinkAnswer } from '#lint'
import { isPublicAddress, type Lookup, lookupAddresses } from './public-address.ts'

export type Fetch = typeof fetch

export interface WebOptions {
  readonly fetch?: Fetch
  readonly lookup?: Lookup
  /** Milliseconds. */
  readonly timeout?: number
}

/** An advisory is read this far. Bytes. */
const PAGE_LIMIT = 1024 * 1024

/** Redirects that are followed, each to a public address again. */
const MOST_REDIRECTS = 5

/**
 * The web. A record may come from anybody: so only addresses of the public internet are asked, also after a redirect, and the name
 * of a host is looked up to know. No cookies, no referrer, nothing that tells which record is being looked at.
 */
export function makeWeb({ fetch: get = fetch, lookup = lookupAddresses, timeout = 10_000 }: WebOptions = {}): Web {
  async function open(url: string, method: 'HEAD' | 'GET', redirects = 0): Promise<Response | LinkAnswer> {
    const { hostname, protocol } = new URL(url)
    if (protocol !== 'https:' && protocol !== 'http:') return { reachable: false, seen: `a redirect to ${protocol}` }
    const addresses = await lookup(hostname)
    if (addresses.length === 0) return { reachable: false, seen: 'there is no such host' }
    if (!addresses.every(isPublicAddress)) return { reachable: false, seen: 'the host is not on the public internet' }
    const response = await get(url, {
      method,
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeout),
      headers: { accept: 'text/html, text/plain, application/json;q=0.9, */*;q=0.1' },
    })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) return response
    await response.body?.cancel()
    if (redirects === MOST_REDIRECTS) return { reachable: false, seen: 'too many redirects' }
    if (!URL.canParse(location, url)) return { reachable: false, seen: 'a redirect to nowhere' }
    return open(new URL(location, url).href, method, redirects + 1)
  }

  /** What a request that came to nothing looked like. */
  async function attempt(url: string, method: 'HEAD' | 'GET'): Promise<Response | LinkAnswer> {
    try {
      return await open(url, method)
    } catch (cause) {
      return { reachable: false, seen: (cause as Error).name === 'TimeoutError' ? 'time-out' : 'no connection' }
    }
  }

  return {
    async look(url) {
      const head = await attempt(url, 'HEAD')
      if (!(head instanceof Response)) return head
      await head.body?.cancel()
      if (head.ok) return { reachable: true, seen: String(head.status) }
      // Some servers know no HEAD, or answer it differently.
      const page = await attempt(url, 'GET')
      if (!(page instanceof Response)) return page
      await page.body?.cancel()
      return { reachable: page.ok, seen: String(page.status) }
    },
    async read(url) {
      const page = await attempt(url, 'GET')
      if (!(page instanceof Response)) return { public: false, text: '' }
      if (!page.ok) {
        await page.body?.cancel()
        return { public: false, text: '' }
      }
      return { public: true, text: await textOf(page) }
    },
  }
}

/** The beginning of a page: an endless one ends here. */
async function textOf(page: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  try {
    for await (const chunk of page.body ?? []) {
      length += chunk.length
      text += decoder.decode(chunk, { stream: true })
      if (length > PAGE_LIMIT) break
    }
  } catch {
    // What came before the connection broke is what there is.
  }
  return text
}
