/**
 * An address in the form in which addresses of one page are equal: scheme and host in small letters, without the port that is meant anyway,
 * without a slash at the end of the path and without a fragment that is no place in the page. Anything else is another page.
 *
 * Source: RFC 3986, sections 6.2.2.1 and 6.2.3; the slash is what web servers make of it.
 */
export function addressKey(url: string): string {
  if (IS_KEY.test(url)) return url
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] = PARTS.exec(url) ?? []
  if (scheme === '') return url
  const host = authority.toLowerCase().replace(DEFAULT_PORT[scheme.toLowerCase()] ?? '', '')
  const place = /^#(?:top|:~:.*)?$/.test(fragment) ? '' : fragment
  return `${scheme.toLowerCase()}://${host}${path.endsWith('/') ? path.slice(0, -1) : path}${query}${place}`
}

/** Most addresses are keys as they are. */
const IS_KEY = /^https:\/\/[a-z0-9.-]+\/[^?#]*[^?#/]$/

const PARTS = /^(https?|ftps?):\/\/([^/?#@]*)([^?#]*)(\?[^#]*)?(#.*)?$/i

const DEFAULT_PORT: Readonly<Record<string, RegExp>> = { https: /:443$|:$/, http: /:80$|:$/, ftp: /:21$|:$/ }
