/**
 * One element of DER (ITU-T X.690): the distinguished encoding of ASN.1. `bytes` is the whole element, `content` what is inside.
 * Both are views of the input, nothing is copied.
 */
export interface Der {
  /** Identifier octet: class, the constructed bit, number. Numbers above 30 do not occur in what we read. */
  readonly tag: number
  readonly content: Uint8Array
  readonly bytes: Uint8Array
}

/** Identifier octets by their names in X.680. */
export const DER_TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nil: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The identifier octet of context class: `[number]`, primitive or constructed. */
export function contextTag(number: number, form: 'primitive' | 'constructed'): number {
  return (form === 'constructed' ? 0xa0 : 0x80) + number
}

/** The one element that fills `bytes`; undefined for anything else, also for lengths that are not written in the shortest way. */
export function readDer(bytes: Uint8Array): Der | undefined {
  const element = elementAt(bytes, 0)
  return element?.bytes.length === bytes.length ? element : undefined
}

/** The elements that fill the content of a constructed element, at most `most`; undefined where they do not fill it exactly. */
export function derItems(outer: Der, most = 64): readonly Der[] | undefined {
  const items: Der[] = []
  for (let at = 0; at < outer.content.length; ) {
    const item = elementAt(outer.content, at)
    if (item === undefined || items.length === most) return undefined
    items.push(item)
    at += item.bytes.length
  }
  return items
}

function elementAt(bytes: Uint8Array, start: number): Der | undefined {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined
  let length = first
  let from = start + 2
  if (first >= 0x80) {
    const octets = first - 0x80
    // 0x80 is the indefinite form of BER; four octets are more than any limit of ours.
    if (octets === 0 || octets > 4 || bytes[from] === 0) return undefined
    length = 0
    for (let i = 0; i < octets; i++) {
      const octet = bytes[from++]
      if (octet === undefined) return undefined
      length = length * 256 + octet
    }
    if (length < 0x80) return undefined
  }
  const end = from + length
  if (end > bytes.length) return undefined
  return { tag, content: bytes.subarray(from, end), bytes: bytes.subarray(start, end) }
}

/** An element of `tag` around `content`, given in parts. */
export function encodeDer(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([Uint8Array.of(tag, ...lengthOctets(length)), ...content])
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 + octets.length, ...octets]
}

/** An object identifier in dots, `1.3.6.1.5.5.7.3.3`; undefined where it is malformed or an arc is beyond 2^53. */
export function derOid({ tag, content }: Der): string | undefined {
  if (tag !== DER_TAG.oid || content.length === 0) return undefined
  const arcs: number[] = []
  let arc = 0
  for (let i = 0; i < content.length; i++) {
    const octet = content[i]!
    if (arc === 0 && octet === 0x80) return undefined
    arc = arc * 128 + (octet & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER / 128) return undefined
    if (octet >= 0x80) {
      if (i === content.length - 1) return undefined
      continue
    }
    if (arcs.length === 0) {
      const top = Math.min(2, Math.floor(arc / 40))
      arcs.push(top, arc - 40 * top)
    } else arcs.push(arc)
    arc = 0
  }
  return arcs.join('.')
}

/** The element of an object identifier in dots. */
export function encodeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [40 * first + second, ...rest].flatMap((arc) => {
    const septets = [arc % 128]
    for (let more = Math.floor(arc / 128); more > 0; more = Math.floor(more / 128)) septets.unshift(0x80 + (more % 128))
    return septets
  })
  return encodeDer(DER_TAG.oid, Uint8Array.from(octets))
}

/**
 * The moment of a UTCTime or GeneralizedTime, in milliseconds since 1970; undefined where it is not in UTC or not a day of the
 * calendar. Two-digit years below 50 are of this century (RFC 5280, 4.1.2.5.1). Fractions of a second are those of RFC 3161, 2.4.2.
 */
export function derTime({ tag, content }: Der): number | undefined {
  const text = Buffer.from(content).toString('latin1')
  const pattern = tag === DER_TAG.utcTime ? UTC_TIME : tag === DER_TAG.generalizedTime ? GENERALIZED_TIME : undefined
  const found = pattern?.exec(text)
  if (found === undefined || found === null) return undefined
  const [, digits = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = found
  const year = digits.length === 4 ? digits : Number(digits) < 50 ? `20${digits}` : `19${digits}`
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = Date.parse(`${written}Z`)
  // What is no day of the calendar comes back as another one, or not at all.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(written)) return undefined
  return at + (fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000))
}

const UTC_TIME = /^([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})Z$/
const GENERALIZED_TIME = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:\.([0-9]{1,9}))?Z$/

/** The bits of a BIT STRING that has no unused ones: keys and signatures. */
export function derBits({ tag, content }: Der): Uint8Array | undefined {
  return tag === DER_TAG.bitString && content[0] === 0 ? content.subarray(1) : undefined
}

/** A whole number from 0 to 2^53 - 1. */
export function derInteger({ tag, content }: Der): number | undefined {
  const [first, second] = content
  if (tag !== DER_TAG.integer || first === undefined || first >= 0x80 || content.length > 8) return undefined
  if (first === 0 && second !== undefined && second < 0x80) return undefined
  const value = content.reduce((sum, octet) => sum * 256 + octet, 0)
  return Number.isSafeInteger(value) ? value : undefined
}
