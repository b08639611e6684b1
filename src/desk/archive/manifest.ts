import path from 'node:path'
import { decodeBase64 } from '#bytes'
import { type Fault, fail, ok, type Place, type Result } from '#fault'
import {
  anyJson,
  isObject,
  type Json,
  object,
  optional,
  parseJson,
  readShape,
  refine,
  type Shape,
  type TypeOf,
  text,
} from '#json'
import type { Source, Subject } from './subject.ts'

const hex: Shape<string> = refine(text, (value) =>
  /^[0-9a-fA-F]{64}$/.test(value) ? undefined : 'must be 64 hexadecimal digits',
)
/** A name without folders: rows are about files, and nothing is looked for outside. */
const fileName: Shape<string> = refine(text, (value) =>
  value === '' || value.length > 255 || value.includes('/') || value === '.' || value === '..' || value.includes('\0')
    ? 'must be the name of a file, without folders'
    : undefined,
)

const row = object({
  name: fileName,
  sha256: hex,
  release: optional(text),
  bundle: optional(anyJson),
  crt: optional(text),
  sig: optional(text),
  rekor: optional(anyJson),
  asc: optional(text),
})
type Row = TypeOf<typeof row>

/**
 * One line of a manifest: a released file by its digest, with its signatures. `bundle` and `rekor` are objects, or paths beside the
 * manifest; `crt`, `sig` and `asc` are the text of such a file, or a path to it. Null is the same as absent.
 */
export function readManifestRow(line: string, file: string, number: number): Result<Subject> {
  const document = parseJson(line)
  const place = { source: file, line: number }
  if (!document.ok) return fail({ ...document.fault, place })
  const read = readShape(row, withoutNulls(document.value.value))
  if (!read.ok) return fail(placed(read.fault, place))
  const given = sourcesOf(read.value)
  const outside = Object.values(given)
    .flat()
    .find((source) => source.kind === 'file' && leaves(source.path))
  if (outside !== undefined) {
    return fail({
      code: 'MANIFEST_PATH',
      kind: 'invalid',
      message: 'a path leads out of the folder of the manifest',
      place,
      hint: 'paths are relative to the manifest, and stay below it',
    })
  }
  const { name, sha256, release } = read.value
  const { bundle, crt, sig, rekor, asc } = given
  return ok({
    name,
    path: name,
    isPresent: false,
    known: [{ sha256: sha256.toLowerCase(), from: 'manifest' }],
    ...(release !== undefined && { release }),
    bundles: bundle ?? [],
    ...(crt?.[0] !== undefined && { crt: crt[0] }),
    ...(sig?.[0] !== undefined && { sig: sig[0] }),
    ...(rekor?.[0] !== undefined && { rekor: rekor[0] }),
    ...(asc?.[0] !== undefined && { asc: asc[0] }),
    hasSbom: false,
  })
}

/** A row is one line: all that is wrong with it is there. */
function placed({ also = [], ...fault }: Fault, place: Place): Fault {
  return { ...fault, place, ...(also.length > 0 && { also: also.map((each) => placed(each, place)) }) }
}

function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null))
}

type Sources = Partial<Record<'bundle' | 'crt' | 'sig' | 'rekor' | 'asc', readonly Source[]>>

function sourcesOf({ bundle, crt, sig, rekor, asc }: Row): Sources {
  return {
    ...(bundle !== undefined && { bundle: [jsonSource(bundle)] }),
    ...(rekor !== undefined && { rekor: [jsonSource(rekor)] }),
    ...(crt !== undefined && { crt: [textSource(crt, isCertificateText)] }),
    ...(sig !== undefined && { sig: [textSource(sig, isSignatureText)] }),
    ...(asc !== undefined && { asc: [textSource(asc, (each) => each.includes('-----BEGIN PGP'))] }),
  }
}

function jsonSource(value: Json): Source {
  if (typeof value !== 'string') return { kind: 'json', json: value }
  return textSource(value, (each) => each.trimStart().startsWith('{'))
}

function textSource(value: string, isText: (value: string) => boolean): Source {
  return isText(value) ? { kind: 'text', text: value } : { kind: 'file', path: value }
}

/** PEM, or PEM in base64 as cosign writes it. */
function isCertificateText(value: string): boolean {
  return value.includes('-----BEGIN') || value.startsWith('LS0tLS1CRUdJTi')
}

/** Base64 of a DER sequence, as every ECDSA signature is; RSA's are long. No path looks like either. */
function isSignatureText(value: string): boolean {
  const bytes = decodeBase64(value.replaceAll(/\s/g, ''))
  return bytes !== undefined && bytes.length >= 64 && (bytes[0] === 0x30 || bytes.length >= 256)
}

/** Whether a path leads out of its folder. */
function leaves(given: string): boolean {
  const plain = path.posix.normalize(given.replaceAll('\\', '/'))
  return (
    plain.startsWith('../') ||
    plain === '..' ||
    path.posix.isAbsolute(plain) ||
    /^[A-Za-z]:/.test(plain) ||
    plain.includes('\0')
  )
}
