import { decodeHex, decodeUtf8, sameBytes } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { aMap, atMost, list, optional, parseJson, readShape, text } from '#json'
import type { HashName } from './algorithms.ts'
import { type Artifact, digestOf } from './artifact.ts'
import { distrust } from './distrust.ts'
import { message } from './proto-json.ts'

/** The type of payload that is an in-toto statement. */
export const IN_TOTO_TYPE = 'application/vnd.in-toto+json'

/** An in-toto statement: what is claimed about which files. Source: in-toto attestation framework, v0.1 and v1. */
export interface Statement {
  readonly predicateType: string
  readonly subjects: readonly Subject[]
}

export interface Subject {
  readonly name: string
  /** By algorithm, hexadecimal. */
  readonly digest: ReadonlyMap<string, string>
}

const statement = message({
  _type: text,
  predicateType: text,
  subject: atMost(4096, list(message({ name: optional(text), digest: aMap(text) }))),
})

const TYPES = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1'])
const LIMITS = { length: 4 * 1024 * 1024, depth: 64 }

export function readStatement(payload: Uint8Array): Result<Statement> {
  const source = decodeUtf8(payload)
  if (!source.ok) return source
  const document = parseJson(source.value, LIMITS)
  if (!document.ok) return document
  const read = readShape(statement, document.value.value)
  if (!read.ok) return read
  const { _type: type, predicateType, subject } = read.value
  if (!TYPES.has(type)) {
    return fail({
      code: 'STATEMENT_TYPE',
      kind: 'invalid',
      message: 'cannot read as an in-toto statement: its type is not that of version 0.1 or 1',
      at: '/_type',
    })
  }
  return ok({ predicateType, subjects: subject.map(({ name = '', digest }) => ({ name, digest })) })
}

const ALGORITHMS: readonly HashName[] = ['sha512', 'sha384', 'sha256']

/** The subject that is the artifact: every digest that both know is the same, and there is at least one. */
export function subjectOf({ subjects }: Statement, artifact: Artifact): Result<Subject, 'SUBJECT_MISMATCH'> {
  const found = subjects.find(({ digest }) => {
    const compared = ALGORITHMS.flatMap((algorithm) => {
      const stated = digest.get(algorithm)
      const own = stated === undefined ? undefined : digestOf(artifact, algorithm)
      return stated === undefined || own === undefined ? [] : [isHexOf(stated, own)]
    })
    return compared.length > 0 && compared.every((same) => same)
  })
  return found === undefined ? distrust('SUBJECT_MISMATCH', 'the signed statement is not about this file') : ok(found)
}

function isHexOf(text: string, bytes: Uint8Array): boolean {
  const read = decodeHex(text)
  return read !== undefined && sameBytes(read, bytes)
}

/** What an envelope's signature is over: DSSE's pre-authentication encoding. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType)
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload])
}
