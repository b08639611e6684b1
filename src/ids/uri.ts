/*
 * The format `uri` as the validators of JSON Schema know it (ajv-formats, which CVE Services use too): the grammar of RFC 3986
 * (appendix A) in which an authority may also follow a single slash, and in which something must follow the scheme. Because a path
 * may hold every character of an authority but the brackets of an IP literal, the two lines below say the same as the whole grammar,
 * and need no backtracking.
 */

const ESCAPES = (characters: string): string => `[${characters}]*(?:%[0-9a-f]{2}[${characters}]*)*`
const UNRESERVED_AND_SUB_DELIMS = "a-z0-9._~!$&'()*+,;=\\-"
const PATH = `${UNRESERVED_AND_SUB_DELIMS}:@/`
const SCHEME = '[a-z][a-z0-9+.\\-]*:'
const END = `(?:\\?${ESCAPES(`${PATH}?`)})?(?:#${ESCAPES(`${PATH}?`)})?`

const WITHOUT_LITERAL = new RegExp(`^${SCHEME}(?=[^?#])${ESCAPES(PATH)}${END}$`, 'i')
const WITH_LITERAL = new RegExp(
  `^${SCHEME}//?(?:${ESCAPES(`${UNRESERVED_AND_SUB_DELIMS}:`)}@)?\\[([^\\]]*)\\](?::[0-9]*)?(?:/${ESCAPES(PATH)})?${END}$`,
  'i',
)

/** No address is that long, and expressions give up on texts of megabytes. UTF-16 units. */
const LONGEST = 64 * 1024

/** Whether a text is a URI, of any scheme. */
export function isUri(value: string): boolean {
  if (value.length > LONGEST) return false
  if (WITHOUT_LITERAL.test(value)) return true
  const literal = WITH_LITERAL.exec(value)?.[1]
  return literal !== undefined && (IP_FUTURE.test(literal) || isIpv6(literal))
}

const IP_FUTURE = new RegExp(`^v[0-9a-f]+\\.[${UNRESERVED_AND_SUB_DELIMS}:]+$`, 'i')
const IPV4 = /^(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)(?:\.(?!$)|$)){4}$/
const HEX_GROUP = /^[0-9a-f]{1,4}$/i

/** Eight groups of 16 bits, or fewer with one `::`; the last two may be written as an IPv4 address. */
function isIpv6(value: string): boolean {
  const [head = '', tail, ...more] = value.split('::')
  if (tail === undefined) return groups(head, true) === 8
  return more.length === 0 && groups(head, false) + groups(tail, true) <= 7
}

/** How many groups of 16 bits these are; infinitely many where they are no groups. */
function groups(value: string, ipv4Ends: boolean): number {
  if (value === '') return 0
  const parts = value.split(':')
  const last = parts.pop() ?? ''
  if (!parts.every((part) => HEX_GROUP.test(part))) return Number.POSITIVE_INFINITY
  if (HEX_GROUP.test(last)) return parts.length + 1
  return ipv4Ends && IPV4.test(last) ? parts.length + 2 : Number.POSITIVE_INFINITY
}
