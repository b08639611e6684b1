/** Changes of input for a reader: of its bytes, and of what it is made of (JSON, DER, PEM, signed notes, base64 around any of them). */
import {
  DER_TAG,
  type Der,
  decodeBase64,
  decodePem,
  derItems,
  encodeBase64,
  encodeDer,
  encodePem,
  readDer,
} from '#bytes'
import type { Json } from '#json'
import { at, mutantOf, pathsIn, replaced } from './mutants.ts'

export type Random = () => number

/** Half of the inputs keep their form, so that what lies behind the outermost parser is reached; the others are changed anywhere. */
export function changed(seed: Uint8Array, random: Random): Uint8Array {
  return random() < 0.5 ? changedForm(seed, random) : changedBytes(seed, random)
}

/** One thing changed in what the bytes mean; the layers around it are written again as they were. */
function changedForm(bytes: Uint8Array, random: Random): Uint8Array {
  const der = readDer(bytes)
  if (der !== undefined && isConstructed(der)) return Buffer.concat(changedElement(der, random))
  return Buffer.from(changedText(Buffer.from(bytes).toString(), random))
}

function changedText(text: string, random: Random): string {
  const json = jsonIn(text)
  if (json !== undefined) return JSON.stringify(changedJson(json, random))
  if (text.includes('-----BEGIN ')) return changedPem(text, random)
  if (text.includes('\n')) return changedLines(text, random)
  const inner = decodeBase64(text)
  return inner === undefined ? changedBytesOf(text, random) : encodeBase64(changedForm(inner, random))
}

function changedBytesOf(text: string, random: Random): string {
  return Buffer.from(changedBytes(Buffer.from(text), random)).toString()
}

function jsonIn(text: string): Json | undefined {
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    // Bytes that begin like JSON by chance.
    return undefined
  }
}

/** One value of JSON changed; every second time it is what stands inside a text of it, as certificates and log entries do. */
function changedJson(value: Json, random: Random): Json {
  const places = [...pathsIn(value)]
  const inside = places.filter((path) => isLayer(at(value, path)))
  if (inside.length > 0 && random() < 0.5) {
    const path = one(inside, random)
    return replaced(value, path, changedText(at(value, path) as string, random))
  }
  if (random() < 0.5) return mutantOf(value, [value], random).bundle
  const path = one(places, random)
  const other = random() < 0.5 ? at(value, one(places, random))! : one(ODD_VALUES, random)
  return replaced(value, path, other)
}

/** A text that holds something else: base64 of some length that is no digest in hexadecimal, or a signed note. */
function isLayer(value: Json | undefined): boolean {
  if (typeof value !== 'string' || value.length < 60 || /^[0-9a-f]+$/.test(value)) return false
  return value.includes('\n') || decodeBase64(value) !== undefined
}

const ODD_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e21,
  '',
  '0',
  '-1',
  '9223372036854775808',
  [],
  {},
  [null],
  { '': {} },
  'x'.repeat(5000),
  [...Array(40)].reduce<Json>((inner) => [inner], []),
]

/** A block with its DER changed, taken away, written twice, or under another label. */
function changedPem(text: string, random: Random): string {
  const blocks = decodePem(text)
  if (blocks === undefined) return changedBytesOf(text, random)
  const which = Math.floor(random() * blocks.length)
  const whole = blocks.map(({ label, bytes }, i) => {
    const pem = encodePem(label, bytes)
    if (i !== which) return pem
    const chance = random()
    if (chance < 0.05) return ''
    if (chance < 0.1) return pem + pem
    if (chance < 0.15) return encodePem(one(['CERTIFICATE', 'PUBLIC KEY', 'X', ''], random), bytes)
    return encodePem(label, changedForm(bytes, random))
  })
  return whole.join('')
}

/** Lines of a signed note: one gone, twice, at another place, with another number, or changed inside. */
function changedLines(text: string, random: Random): string {
  const lines = text.split('\n')
  const which = Math.floor(random() * lines.length)
  const line = lines[which]!
  const chance = random()
  if (chance < 0.15) return lines.toSpliced(which, 1).join('\n')
  if (chance < 0.3) return lines.toSpliced(which, 0, line).join('\n')
  if (chance < 0.45)
    return lines
      .toSpliced(which, 1)
      .toSpliced(Math.floor(random() * lines.length), 0, line)
      .join('\n')
  if (chance < 0.6)
    return lines
      .with(
        which,
        line.replace(/[0-9]+/, (digits) => one(['0', `${digits}0`, '-1'], random)),
      )
      .join('\n')
  const words = line.split(' ')
  const word = Math.floor(random() * words.length)
  return lines.with(which, words.with(word, changedWord(words[word]!, random)).join(' ')).join('\n')
}

/** A word of base64 with other bytes in it; any other word with other letters. */
function changedWord(word: string, random: Random): string {
  const bytes = word === '' ? undefined : decodeBase64(word)
  return bytes === undefined ? changedBytesOf(word, random) : encodeBase64(changedBytes(bytes, random))
}

/** An element of DER changed, or one inside it, with all lengths around it right. */
function changedElement(element: Der, random: Random): readonly Uint8Array[] {
  const { before, items } = insideOf(element)
  if (items.length > 0 && random() < 0.85) {
    const which = Math.floor(random() * items.length)
    const parts = items.map(({ bytes }) => bytes)
    const chance = random()
    const after =
      chance < 0.05
        ? parts.with(which, one(parts, random))
        : chance < 0.1
          ? parts.toReversed()
          : parts.toSpliced(which, 1, ...changedElement(items[which]!, random))
    return [encodeDer(element.tag, before, ...after)]
  }
  const { tag, content, bytes } = element
  const chance = random()
  if (chance < 0.1) return []
  if (chance < 0.2) return [bytes, bytes]
  if (chance < 0.3) return [encodeDer(one(Object.values(DER_TAG), random), content)]
  if (chance < 0.35) return [encodeDer(tag)]
  if (chance < 0.4) return [encodeDer(DER_TAG.sequence, bytes)]
  if (chance < 0.5) return [encodeDer(tag, content, Uint8Array.of(Math.floor(random() * 256)))]
  if (chance < 0.6) return [encodeDer(tag, content.subarray(0, Math.floor(random() * content.length)))]
  return [encodeDer(tag, changedBytes(content, random))]
}

/** What an element holds: its items, or those of the DER that an octet string or a bit string wraps. */
function insideOf(element: Der): { readonly before: Uint8Array; readonly items: readonly Der[] } {
  const { tag, content } = element
  if (isConstructed(element)) return { before: content.subarray(0, 0), items: derItems(element, 200) ?? [] }
  const skip = tag === DER_TAG.bitString ? 1 : 0
  const wrapped = tag === DER_TAG.octetString || skip === 1 ? readDer(content.subarray(skip)) : undefined
  return { before: content.subarray(0, skip), items: wrapped === undefined ? [] : [wrapped] }
}

function isConstructed({ tag }: Der): boolean {
  return (tag & 0x20) !== 0
}

function one<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!
}

/** One to four changes of some bytes. */
function changedBytes(seed: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(seed)
  const pick = (below: number): number => Math.floor(random() * below)
  for (let n = 1 + pick(4); n > 0; n--) {
    const where = pick(bytes.length)
    switch (pick(6)) {
      case 0:
        if (bytes.length > 0) bytes[where]! ^= 1 << pick(8)
        break
      case 1:
        if (bytes.length > 0) bytes[where] = pick(256)
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, where), bytes.subarray(where + 1 + pick(40))])
        break
      case 3:
        bytes = Buffer.concat([
          bytes.subarray(0, where),
          bytes.subarray(where, where + pick(40)),
          bytes.subarray(where),
        ])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, where), Buffer.from(one(WORDS, random)), bytes.subarray(where)])
        break
      default:
        bytes = bytes.subarray(0, where)
    }
  }
  return bytes
}

/** What breaks readers elsewhere. */
const WORDS = [
  'null',
  '-1',
  '1e999',
  '{}',
  '[',
  '"',
  '\\u0000',
  '\n',
  '=',
  '\x30\x80',
  '\x30\x84\xff\xff\xff\xff',
  '99999999999999999999',
  '__proto__',
  '\ud83d\ude00',
] as const
