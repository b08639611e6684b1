import { fail, ok, quote, type Result } from '#fault'

declare const httpUrl: unique symbol

/** An absolute `http` or `https` URL that may be published. Only {@link parseHttpUrl} makes one. */
export type HttpUrl = string & { readonly [httpUrl]: true }

type HttpUrlFault = 'URL_MALFORMED' | 'URL_TOO_LONG' | 'URL_SCHEME' | 'URL_CREDENTIALS'

/** CVE Record Format 5.2, #/definitions/uriType. */
const MAX_LENGTH = 2048

// RFC 3986: the characters of section 2 without brackets, which only an address in the host may have (3.2.2); "%" is followed by two
// digits (2.1); "#" stands at most once (3.5).
const URI =
  /^https?:\/\/(?:\[[0-9A-Fa-f:.]+\])?(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/

/**
 * Reads one URL and keeps it as it is written, since readers compare references as text. One that holds a password is refused
 * without repeating it.
 */
export function parseHttpUrl(text: string): Result<HttpUrl, HttpUrlFault> {
  if (text.length > MAX_LENGTH) {
    return refuse('URL_TOO_LONG', `${text.length} characters, at most ${MAX_LENGTH} are allowed`, 'give a shorter URL')
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return refuse('URL_MALFORMED', quote(text), 'a URL looks like https://example.org/advisory')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse(
      'URL_SCHEME',
      `the scheme is ${quote(url.protocol.slice(0, -1))}`,
      'give a URL that starts with https://',
    )
  }
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/i.test(text)) {
    return refuse('URL_CREDENTIALS', 'it holds a user name or a password', 'remove everything between "//" and "@"')
  }
  // The URL parser also takes spaces, backslashes, missing slashes and letters beyond ASCII, and repairs them in silence.
  if (text.startsWith('https:///') || text.startsWith('http:///') || !URI.test(text)) {
    return refuse('URL_MALFORMED', quote(text), `write ${url.href}`)
  }
  return ok(text as HttpUrl)
}

function refuse(code: HttpUrlFault, detail: string, hint: string): Result<never, HttpUrlFault> {
  return fail({ code, kind: 'invalid', message: `cannot read as a URL: ${detail}`, hint })
}
