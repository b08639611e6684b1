import { sha256 } from '#bytes'
import { fail, failAll, from, ok, type Result } from '#fault'
import {
  aMap,
  atMost,
  canonicalJson,
  constant,
  integer,
  isObject,
  type Json,
  list,
  object,
  oneOf,
  optional,
  parsed,
  parseJson,
  placeFaults,
  pointer,
  readShape,
  refine,
  type Shape,
  type TypeOf,
  text,
} from '#json'
import { checkPolicy } from './check-policy.ts'
import { EVIDENCE } from './evidence.ts'
import { type Instant, parseInstant } from './instant.ts'
import { POLICY_MEDIA_TYPE, SAN_TYPES, type TrustPolicy } from './policy.ts'

/** A policy, with the text that it is and the digest that names it. */
export interface PolicyDocument {
  readonly policy: TrustPolicy
  readonly json: Json
  /** `sha256:...` of the canonical text (RFC 8785): white space and the order of keys do not change it. */
  readonly digest: string
}

/** Characters. 10,000 exceptions have room; nobody reviews more. */
const LONGEST = 4 * 1024 * 1024
const DEEPEST = 12

/** The policy in a text. Every fault is told at once, with its place; a key that is not known is one. */
export function parsePolicy(source: string, file: string): Result<PolicyDocument> {
  const document = parseJson(source, { length: LONGEST, depth: DEEPEST })
  if (!document.ok) return fail(from(file, document.fault))
  const read = readPolicy(document.value.value)
  return read.ok ? read : fail(placeFaults(file, document.value, read.fault))
}

/** The policy in a JSON value. */
export function readPolicy(json: Json): Result<PolicyDocument> {
  const stray = strayKeys(json, '')
  if (stray.length > 0) return failAll(stray.map(unknownKey))
  const read = readShape(policyShape, json)
  if (!read.ok) return read
  const policy = policyOf(read.value)
  const faults = checkPolicy(policy)
  return faults.length > 0 ? failAll(faults) : ok({ policy, json, digest: digestOf(json) })
}

/** `sha256:...` of the canonical text of a document. */
export function digestOf(json: Json): string {
  return `sha256:${sha256(canonicalJson(json))}`
}

/** Elsewhere `x-` marks what is for others. Here whoever signs must see everything that is signed. */
function strayKeys(value: Json, at: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each, i) => strayKeys(each, at + pointer(i)))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, each]) => {
    const place = at + pointer(key)
    return key.startsWith('x-') && !isTable(at) ? [place] : strayKeys(each, place)
  })
}

/** Tables whose keys are names that people chose. */
function isTable(at: string): boolean {
  return at === '/identities' || at === '/instances'
}

function unknownKey(at: string) {
  return { code: 'SHAPE_UNKNOWN_FIELD', kind: 'invalid', message: 'a policy has no fields for others', at } as const
}

/** Words by which policies, streams, identities and instances are called: nothing that a terminal or a path could take for more. */
export const name: Shape<string> = refine(text, (value) =>
  /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}$/.test(value)
    ? undefined
    : 'must be a name: letters, digits and . _ @ + -, at most 128 of them',
)

/** Text for people, in one line. */
const sentence: Shape<string> = refine(text, (value) =>
  value.trim() === '' || value.length > 1000 || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)
    ? 'must be one line of at most 1000 characters'
    : undefined,
)

export const instant: Shape<Instant> = parsed(text, parseInstant)

/** Null, or what `shape` reads. */
function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, at, report) => (value === null ? null : shape(value, at, report))
}

export const digest: Shape<string> = refine(text, (value) =>
  /^sha256:[0-9a-f]{64}$/.test(value) ? undefined : 'must be sha256: and 64 hexadecimal digits',
)
const hexDigest: Shape<string> = refine(text, (value) =>
  /^[0-9a-f]{64}$/.test(value) ? undefined : 'must be 64 hexadecimal digits in lower case',
)
const fingerprint: Shape<string> = refine(text, (value) =>
  /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(value) ? undefined : 'must be 40 or 64 hexadecimal digits in capitals',
)
const issuer: Shape<string> = refine(text, (value) =>
  /^https:\/\/[^\s?#]{1,500}$/.test(value) ? undefined : 'must be the https URL of an OpenID provider',
)
/** Whatever a certificate can hold, compared as it is; a pattern would match nothing. */
const san: Shape<string> = refine(text, (value) =>
  value === '' || value.length > 1000 || /[\s\p{Cc}\p{Cf}]/u.test(value)
    ? 'must be the whole name in the certificate, without spaces'
    : value.includes('*')
      ? 'must be one name: patterns are not allowed'
      : undefined,
)
export const integerFrom1: Shape<number> = refine(integer, (value) => (value >= 1 ? undefined : 'must be at least 1'))
const release: Shape<string> = refine(text, (value) =>
  /^[0-9A-Za-z]+(?:\.[0-9A-Za-z]+){0,9}$/.test(value) ? undefined : 'must be numbers or words with points between them',
)
const filePattern: Shape<string> = refine(text, (value) =>
  value === '' || value.length > 200 || /[/\\\p{Cc}]/u.test(value) || value.split('*').length > 9
    ? 'must be a file name, with at most eight * in it'
    : undefined,
)

const signer = object({ identity: name, from: orNull(instant), until: orNull(instant) })

/** A member is a name, or a name with its time. */
const member: Shape<TypeOf<typeof signer>> = (value, at, report) => {
  if (typeof value !== 'string') return signer(value, at, report)
  return parsed(name, (identity) => ok({ identity, from: null, until: null }))(value, at, report)
}

const policyShape = object({
  mediaType: constant(POLICY_MEDIA_TYPE),
  policyId: name,
  version: integerFrom1,
  previous: optional(digest),
  issuedAt: instant,
  expires: instant,
  instances: aMap(
    object({
      trustedRoots: optional(atMost(20, list(digest))),
      tufRoot: optional(object({ minVersion: integerFrom1 })),
    }),
    name,
  ),
  identities: aMap(
    object({
      san,
      type: oneOf(...SAN_TYPES),
      issuer,
      instance: name,
      openpgp: optional(atMost(20, list(fingerprint))),
    }),
    name,
  ),
  policyRole: optional(
    object({
      members: atMost(100, list(member)),
      threshold: integerFrom1,
      evidence: optional(oneOf(...EVIDENCE)),
    }),
  ),
  streams: atMost(
    1000,
    list(
      object({
        id: name,
        product: name,
        release,
        signers: atMost(100, list(signer)),
        threshold: integerFrom1,
        evidence: oneOf(...EVIDENCE),
        artifacts: atMost(100, list(filePattern)),
        gpg: oneOf('none', 'also'),
      }),
    ),
  ),
  exceptions: optional(
    atMost(
      10_000,
      list(
        object({
          sha256: hexDigest,
          accept: object({ identity: name, issuer: optional(issuer) }),
          reason: sentence,
          expires: instant,
        }),
      ),
    ),
  ),
  revocations: optional(
    atMost(1000, list(object({ identity: name, signedAtOrAfter: instant, reason: optional(sentence) }))),
  ),
})

function policyOf({
  mediaType: _,
  instances,
  identities,
  policyRole,
  ...rest
}: TypeOf<typeof policyShape>): TrustPolicy {
  return {
    ...rest,
    instances: new Map(
      [...instances].map(([key, { trustedRoots = [], tufRoot }]) => [
        key,
        { trustedRoots, ...(tufRoot !== undefined && { minTufRoot: tufRoot.minVersion }) },
      ]),
    ),
    identities: new Map([...identities].map(([key, { openpgp = [], ...each }]) => [key, { ...each, openpgp }])),
    // Whoever changes the policy changes everything: a promise alone does not do.
    ...(policyRole !== undefined && { policyRole: { evidence: 'proof', ...policyRole } }),
    exceptions: rest.exceptions ?? [],
    revocations: rest.revocations ?? [],
  }
}
