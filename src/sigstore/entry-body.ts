import { decodeBase64, decodePem, decodeUtf8 } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { isObject, type Json, type JsonObject, parseJson } from '#json'
import { HASH_WORDS, type HashName } from './algorithms.ts'

/** The kind of an entry as its body says it: `hashedrekord` `0.0.1`. */
export interface BodyKind {
  readonly kind: string
  readonly version: string
}

/** What a log entry says was signed, in the same terms for every kind. */
export interface EntryBody extends BodyKind {
  /** What was hashed: the file, the payload of an envelope, or its pre-authentication encoding. */
  readonly over: 'file' | 'payload' | 'pae'
  readonly digest: { readonly algorithm: HashName; readonly value: Uint8Array }
  readonly signature: Uint8Array
  /** The certificate or the key that verifies it, in DER. */
  readonly verifier: Uint8Array
}

const LIMITS = { length: 4 * 1024 * 1024, depth: 32 }

/** Kind and version of a body. */
export function kindOfBody(body: Uint8Array): Result<BodyKind> {
  const read = jsonOf(body)
  if (!read.ok) return read
  const { kind, apiVersion } = read.value
  if (typeof kind !== 'string' || typeof apiVersion !== 'string')
    return malformed('it does not say its kind and version')
  return ok({ kind, version: apiVersion })
}

/** Reads the body of an entry. `content` tells whether the signature is of a file or of an envelope: Rekor v2 has one kind for both. */
export function readEntryBody(body: Uint8Array, content: 'message' | 'dsse'): Result<EntryBody> {
  const read = jsonOf(body)
  if (!read.ok) return read
  const { kind, apiVersion: version, spec } = read.value
  if (typeof kind !== 'string' || typeof version !== 'string' || !isObject(spec))
    return malformed('it has no kind, version and spec')
  const reader = READERS[`${content} ${kind} ${version}`]
  if (reader === undefined) {
    return fail({
      code: 'LOG_ENTRY_KIND',
      kind: 'untrusted',
      message: `cannot rely on a log entry of the kind ${JSON.stringify(`${kind} ${version}`)} for this signature`,
    })
  }
  const found = reader(spec)
  return found === undefined ? malformed('it lacks a digest, a signature or a key') : ok({ kind, version, ...found })
}

type Found = Omit<EntryBody, 'kind' | 'version'>
type Reader = (spec: JsonObject) => Found | undefined

/** By content, kind and version. Sources: the JSON schemas of rekor/pkg/types, and rekor-tiles for 0.0.2. */
const READERS: Readonly<Record<string, Reader>> = {
  'message hashedrekord 0.0.1': (spec) => record1('file', spec),
  // What is logged of an envelope is the digest of what was signed (the client specification's table of contents and entries).
  'dsse hashedrekord 0.0.1': (spec) => record1('pae', spec),
  'message rekord 0.0.1': (spec) => record1('file', spec),
  'message hashedrekord 0.0.2': (spec) => hashedRekord2('file', spec),
  'dsse hashedrekord 0.0.2': (spec) => hashedRekord2('pae', spec),
  'dsse dsse 0.0.1': (spec) => {
    const signature = onlyOne(at(spec, 'signatures'))
    return foundIn('payload', at(spec, 'payloadHash'), at(signature, 'signature'), at(signature, 'verifier'))
  },
  'dsse dsse 0.0.2': (spec) => {
    const record = at(spec, 'dsseV002')
    const signature = onlyOne(at(record, 'signatures'))
    return found2('payload', at(record, 'payloadHash'), signature)
  },
  'dsse intoto 0.0.2': (spec) => {
    const signature = onlyOne(at(spec, 'content', 'envelope', 'signatures'))
    // Rekor keeps the text of the signature in base64 once more.
    const text = bytesOf(at(signature, 'sig'))
    const inner = text && decodeUtf8(text)
    const twice = inner?.ok ? decodeBase64(inner.value) : undefined
    const found = foundIn(
      'payload',
      at(spec, 'content', 'payloadHash'),
      at(signature, 'sig'),
      at(signature, 'publicKey'),
    )
    return found && twice !== undefined ? { ...found, signature: twice } : found
  },
}

function record1(over: Found['over'], spec: JsonObject): Found | undefined {
  const signature = at(spec, 'signature')
  return foundIn(over, at(spec, 'data', 'hash'), at(signature, 'content'), at(signature, 'publicKey', 'content'))
}

function hashedRekord2(over: Found['over'], spec: JsonObject): Found | undefined {
  const record = at(spec, 'hashedRekordV002')
  return found2(over, at(record, 'data'), at(record, 'signature'))
}

/** Rekor v2: the digest in base64, the key in DER. */
function found2(over: Found['over'], hash: Json | undefined, signed: Json | undefined): Found | undefined {
  const algorithm = HASH_WORDS.get(String(at(hash, 'algorithm')))
  const value = bytesOf(at(hash, 'digest'))
  const signature = bytesOf(at(signed, 'content'))
  const verifier = at(signed, 'verifier')
  const key = bytesOf(at(verifier, 'x509Certificate', 'rawBytes') ?? at(verifier, 'publicKey', 'rawBytes'))
  if (algorithm === undefined || value === undefined || signature === undefined || key === undefined) return undefined
  return { over, digest: { algorithm, value }, signature, verifier: key }
}

/** Rekor v1: the digest in hexadecimal, the key in PEM. */
function foundIn(
  over: Found['over'],
  hash: Json | undefined,
  content: Json | undefined,
  publicKey: Json | undefined,
): Found | undefined {
  const algorithm = HASH_WORDS.get(String(at(hash, 'algorithm')))
  const hex = at(hash, 'value')
  const signature = bytesOf(content)
  const pem = bytesOf(publicKey)
  const text = pem && decodeUtf8(pem)
  const [block, ...more] = (text?.ok && decodePem(text.value)) || []
  if (algorithm === undefined || typeof hex !== 'string' || signature === undefined) return undefined
  if (block === undefined || more.length > 0 || !HEX.test(hex)) return undefined
  return { over, digest: { algorithm, value: Buffer.from(hex, 'hex') }, signature, verifier: block.bytes }
}

const HEX = /^(?:[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = value
  for (const key of path) here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined
  return here
}

function onlyOne(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : undefined
}

function bytesOf(value: Json | undefined): Uint8Array | undefined {
  return typeof value === 'string' && value !== '' ? decodeBase64(value) : undefined
}

function jsonOf(body: Uint8Array): Result<JsonObject> {
  const text = decodeUtf8(body)
  if (!text.ok) return text
  const document = parseJson(text.value, LIMITS)
  if (!document.ok) return document
  return isObject(document.value.value) ? ok(document.value.value) : malformed('it is no object')
}

function malformed(detail: string): Result<never, 'LOG_ENTRY_MALFORMED'> {
  return fail({
    code: 'LOG_ENTRY_MALFORMED',
    kind: 'invalid',
    message: `cannot read the body of a log entry: ${detail}`,
  })
}
