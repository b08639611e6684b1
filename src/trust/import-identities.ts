import { fail, from, ok, type Result } from '#fault'
import {
  atMost,
  boolean,
  isObject,
  type Json,
  type JsonObject,
  list,
  nonEmpty,
  object,
  optional,
  parseJson,
  placeFaults,
  readShape,
  type Shape,
  type TypeOf,
} from '#json'
import type { Evidence } from './evidence.ts'
import { type Instant, writeInstant } from './instant.ts'
import { type PolicyDocument, readPolicy } from './parse-policy.ts'
import { POLICY_MEDIA_TYPE } from './policy.ts'

/** What a table of identities does not say. */
export interface ImportOptions {
  /** Absent: the domain of most identities, turned round (`org.python`). */
  readonly policyId?: string
  /** Absent: the first label of that domain. */
  readonly product?: string
  readonly evidence: Evidence
  /** Patterns of file names, for every stream. */
  readonly artifacts: readonly string[]
  /** Names of those who may change the policy, as the import makes them: what stands before the `@`. None: nobody may. */
  readonly members: readonly string[]
  readonly threshold: number
  readonly issuedAt: Instant
  readonly expires: Instant
}

const row = object({ stream: nonEmpty, identity: nonEmpty, issuer: nonEmpty, gpg: optional(boolean) })
type Row = TypeOf<typeof row>

/** The table belongs to others, who add columns as they like. */
const openRow: Shape<Row> = (value, at, report) => {
  if (!isObject(value)) return row(value, at, report)
  const { stream, identity, issuer, gpg } = value
  return row({ stream, identity, issuer, gpg }, at, report)
}
const table = atMost(1000, list(openRow))

/**
 * A first policy from a table of who signs what: a list of `{"stream", "identity", "issuer", "gpg"?}`, the form in which python.org's
 * is kept. The windows are open, since such a table says when somebody was seen to sign, not since when they may.
 */
export function importIdentities(text: string, file: string, options: ImportOptions): Result<PolicyDocument> {
  const document = parseJson(text)
  if (!document.ok) return fail(from(file, document.fault))
  const rows = readShape(table, document.value.value)
  if (!rows.ok) return fail(placeFaults(file, document.value, rows.fault))
  const read = readPolicy(policyJson(rows.value, options))
  // Its pointers are those of the policy that was made, not of the table.
  return read.ok ? ok(read.value) : fail(from(file, read.fault))
}

function policyJson(rows: readonly Row[], options: ImportOptions): Json {
  const domain = commonDomain(rows)
  const product = options.product ?? domain.at(-2) ?? 'project'
  const names = namesOf(rows)
  return {
    mediaType: POLICY_MEDIA_TYPE,
    policyId: options.policyId ?? (domain.length === 0 ? product : domain.toReversed().join('.')),
    version: 1,
    issuedAt: writeInstant(options.issuedAt),
    expires: writeInstant(options.expires),
    instances: { public: {} },
    identities: Object.fromEntries(
      [...names.values()].map(({ name, san, issuer }): [string, JsonObject] => [
        name,
        { san, type: isEmail(san) ? 'email' : 'uri', issuer, instance: 'public' },
      ]),
    ),
    ...(options.members.length > 0 && { policyRole: { members: options.members, threshold: options.threshold } }),
    streams: rows.map((each) => ({
      id: `${product}-${each.stream}`,
      product,
      release: each.stream,
      signers: [{ identity: names.get(keyOf(each))?.name ?? '', from: null, until: null }],
      threshold: 1,
      evidence: options.evidence,
      artifacts: options.artifacts,
      gpg: each.gpg === true ? 'also' : 'none',
    })),
  }
}

/** A short name for each identity of the table: what stands before the `@`, or the last step of a URL; a number where two would share it. */
function namesOf(rows: readonly Row[]): ReadonlyMap<string, { name: string; san: string; issuer: string }> {
  const names = new Map<string, { name: string; san: string; issuer: string }>()
  const taken = new Set<string>()
  for (const each of rows) {
    if (names.has(keyOf(each))) continue
    const { identity, issuer } = each
    const word = isEmail(identity) ? identity.slice(0, identity.indexOf('@')) : (identity.split('/').at(-1) ?? '')
    const stem =
      word
        .replaceAll(/[^A-Za-z0-9._+-]/g, '-')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, 60) || 'signer'
    let name = stem
    for (let n = 2; taken.has(name); n++) name = `${stem}-${n}`
    taken.add(name)
    names.set(keyOf(each), { name, san: identity, issuer })
  }
  return names
}

function keyOf({ identity, issuer }: Row): string {
  return JSON.stringify([identity, issuer])
}

function isEmail(san: string): boolean {
  return san.includes('@') && !san.includes('/')
}

/** The labels of the domain that most addresses share. */
function commonDomain(rows: readonly Row[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { identity } of rows) {
    const domain = isEmail(identity) ? identity.slice(identity.indexOf('@') + 1) : ''
    if (/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(domain)) counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most === undefined ? [] : most[0].split('.')
}
