import { decodeHex, encodeBase64, encodeHex } from '#bytes'
import type { Fault, Result } from '#fault'
import type { OpenpgpReport } from '#openpgp'
import { type Artifact, artifactWithSha256, type Evidence, type Material } from '#sigstore'
import {
  type Decision,
  type Freshness,
  type JudgedArtifact,
  judgeArtifact,
  type NamedRoot,
  releaseComponents,
  releaseInName,
  type SignerVerdict,
  type Stream,
  streamOf,
  type TrustPolicy,
  type VerifiedSigner,
  verifySigner,
  writeInstant,
} from '#trust'
import { type EntryIndex, hasCheckpoint } from './entry-index.ts'
import { type Contents, formatOf, type ReadMaterial, readSubject } from './read-subject.ts'
import type { AuditedSubject, AuditRow, AuditVerdict, RepairKind, Subject } from './subject.ts'

/** By what an archive is judged. */
export interface AuditContext {
  readonly policy: TrustPolicy
  readonly roots: readonly NamedRoot[]
  readonly entries: EntryIndex
  /** Milliseconds since 1970. */
  readonly now: number
  readonly freshness: Freshness
  readonly product?: string
}

/** The file and what lies beside it, as they were read. */
export interface LoadedSubject {
  /** Absent where the file is not there and nobody knows its digest. */
  readonly artifact?: Artifact
  readonly contents: Contents
  readonly openpgp?: OpenpgpReport
}

/** Codes of a policy's refusal that say that something is missing, not that something is wrong. */
const LACKING: ReadonlySet<string> = new Set(['TRUST_EVIDENCE', 'TRUST_NO_TIME'])

/**
 * Verifies every signature of one file, and judges each by the policy. A signature counts for itself; where a stream asks for several
 * signers, the others of the same file count with it.
 */
export function auditSubject(subject: Subject, loaded: LoadedSubject, context: AuditContext): AuditedSubject {
  const artifact = loaded.artifact ?? knownArtifact(subject)
  const sha256 = artifact && encodeHex(artifact.digests.sha256)
  const release = releaseOf(subject)
  const { policy, product } = context
  const about = { name: subject.name, release: release ?? '', ...(product !== undefined && { product }) }
  const found = streamOf(policy, about)
  const stream = found.ok ? found.value.stream : undefined
  const materials = readSubject(subject, loaded.contents, sha256, context.entries)
  const checked = materials.map((material) => ({ material, verdict: verifyOne(material, artifact, context) }))
  const signers = checked.flatMap(({ verdict }) => (verdict.verdict === 'pass' ? [verdict.signer] : []))
  const base = {
    name: subject.name,
    path: subject.path,
    release: release ?? null,
    stream: stream?.id ?? null,
    sha256: sha256 ?? null,
    expected: expectedOf(policy, stream),
  }
  const judged = { ...about, sha256: sha256 ?? '' }
  const hasBundle = materials.some(({ name }) => name === '.sigstore')
  const rows = checked.map(({ material, verdict }): AuditRow => {
    const outcome = judge(verdict, judged, signers, context)
    return { ...base, ...describe(material, verdict), ...outcome, ...repairOf(material, outcome, hasBundle) }
  })
  const { expected: _, ...head } = base
  return {
    ...head,
    known: subject.known,
    isPresent: subject.isPresent,
    gpg: stream?.gpg ?? null,
    hasAsc: subject.asc !== undefined,
    hasSbom: subject.hasSbom,
    openpgp: loaded.openpgp ?? null,
    rows: rows.length > 0 ? rows : [unsigned(base)],
  }
}

function knownArtifact({ known: [first] }: Subject): Artifact | undefined {
  const bytes = first && decodeHex(first.sha256)
  return bytes && artifactWithSha256(bytes)
}

/** What a manifest says; else what the name says; else the nearest folder whose name is a release. */
export function releaseOf({ name, path, release }: Subject): string | undefined {
  return release ?? releaseInName(name) ?? folderRelease(path)
}

/** The name of the nearest folder that is a release. */
export function folderRelease(path: string): string | undefined {
  return path
    .split('/')
    .slice(0, -1)
    .findLast((folder) => /^[0-9]+\./.test(folder) && releaseComponents(folder) !== undefined)
}

function verifyOne({ read }: ReadMaterial, artifact: Artifact | undefined, context: AuditContext): SignerVerdict {
  if (!read.ok) return { verdict: 'fail', fault: read.fault }
  if (artifact === undefined) return { verdict: 'incomplete', fault: noDigest() }
  return verifySigner(read.value, artifact, context.roots, context.now)
}

function noDigest(): Fault<'ARTIFACT_ABSENT'> {
  return {
    code: 'ARTIFACT_ABSENT',
    kind: 'absent',
    message: 'the signed file is not there, and its digest is not known',
    hint: 'give a list of digests with --digests',
  }
}

interface Outcome {
  readonly verdict: AuditVerdict
  readonly code: string | null
  readonly diagnosis: string | null
  readonly rules: readonly string[] | null
}

function judge(
  verdict: SignerVerdict,
  artifact: JudgedArtifact,
  all: readonly VerifiedSigner[],
  { policy, now, freshness }: AuditContext,
): Outcome {
  if (verdict.verdict !== 'pass') return refusal(verdict.verdict, verdict.fault)
  const alone = judgeArtifact(policy, artifact, [verdict.signer], now, freshness)
  const isShort = !alone.ok && alone.fault.code === 'TRUST_THRESHOLD' && all.length > 1
  const judged: Result<Decision> = isShort ? judgeArtifact(policy, artifact, all, now, freshness) : alone
  if (!judged.ok) return refusal(LACKING.has(judged.fault.code) ? 'incomplete' : 'fail', judged.fault)
  const { exception, rules } = judged.value
  const diagnosis = exception === undefined ? null : `by exception: ${exception}`
  return { verdict: 'pass', code: null, diagnosis, rules }
}

function refusal(verdict: 'incomplete' | 'fail', { code, message }: Fault): Outcome {
  return { verdict, code, diagnosis: message, rules: null }
}

function describe(
  { name, source, read }: ReadMaterial,
  verdict: SignerVerdict,
): Pick<AuditRow, 'material' | 'source' | 'format' | 'identity' | 'issuer' | 'evidence' | 'signedAt' | 'signature'> {
  const evidence: Evidence | undefined = verdict.evidence
  return {
    material: name,
    source,
    format: read.ok ? formatOf(read.value) : null,
    identity: evidence?.signer?.identity ?? null,
    issuer: evidence?.signer?.issuer ?? null,
    evidence: evidence?.level ?? null,
    signedAt: evidence?.signedAt === undefined ? null : writeInstant(evidence.signedAt),
    signature: read.ok ? encodeBase64(read.value.content.signature) : null,
  }
}

/** What would make a good signature better: never a thing that changes who signed what. */
function repairOf(
  { name, read, entry, source }: ReadMaterial,
  { verdict, code, diagnosis }: Outcome,
  hasBundle: boolean,
): Pick<AuditRow, 'repair' | 'diagnosis'> {
  const isSound = read.ok && (verdict === 'pass' || code === 'TRUST_EVIDENCE' || code === 'SIGNED_TIME_ABSENT')
  const kind = isSound ? neededRepair(name, read.value, hasBundle) : undefined
  if (kind === undefined) return { repair: null, diagnosis }
  const from = kind === 'upgrade' ? source : (entry?.from ?? null)
  return { repair: { kind, from }, diagnosis: diagnosis ?? DIAGNOSES[kind] }
}

const DIAGNOSES: Readonly<Record<RepairKind, string>> = {
  'add-checkpoint': 'no checkpoint in the bundle: newer tools refuse it',
  backfill: 'no bundle beside the detached signature',
  upgrade: 'an older format of bundle',
}

function neededRepair(name: ReadMaterial['name'], material: Material, hasBundle: boolean): RepairKind | undefined {
  if (name !== '.sigstore') return hasBundle ? undefined : 'backfill'
  const [entry] = material.entries
  if (material.form === 'bundle-v0.1' && entry !== undefined && !hasCheckpoint(entry)) return 'add-checkpoint'
  return material.form === 'bundle-v0.1' || material.form === 'bundle-v0.2' ? 'upgrade' : undefined
}

function expectedOf(policy: TrustPolicy, stream: Stream | undefined): AuditRow['expected'] {
  const identity = policy.identities.get(stream?.signers[0]?.identity ?? '')
  return identity === undefined ? null : { identity: identity.san, issuer: identity.issuer }
}

function unsigned(base: Pick<AuditRow, 'name' | 'path' | 'release' | 'stream' | 'sha256' | 'expected'>): AuditRow {
  return {
    ...base,
    material: null,
    source: null,
    format: null,
    verdict: 'unsigned',
    code: 'SIGNATURE_ABSENT',
    diagnosis: 'no Sigstore signature beside it',
    identity: null,
    issuer: null,
    evidence: null,
    signedAt: null,
    rules: null,
    repair: null,
    signature: null,
  }
}
