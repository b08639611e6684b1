import { decodeHex, sha256 } from '#bytes'
import { type Fault, fail, ok, type Result } from '#fault'
import type { JsonObject } from '#json'
import {
  addEvidence,
  type BundleMaterial,
  backfillBundle,
  isBundle,
  type Material,
  readBundleJson,
  upgradeBundle,
  writeBundle,
} from '#sigstore'
import { suffices, verifySigner, writeInstant } from '#trust'
import { type AuditContext, auditSubject, type LoadedSubject } from './audit-subject.ts'
import { differsInEvidenceAlone } from './evidence-only.ts'
import { type ReadMaterial, readSubject } from './read-subject.ts'
import type { AuditRow, RepairKind, Subject } from './subject.ts'

/** One file of an archive that changes, or is new: always a bundle, never the released file. */
export interface PlannedChange {
  readonly kind: RepairKind
  /** The bundle, relative to the archive. */
  readonly path: string
  /** SHA-256 of its text before, hexadecimal; null for a new file. */
  readonly before: string | null
  readonly after: string
  /** What will stand there. */
  readonly bundle: JsonObject
  /** The detached signature that a new bundle is made of. */
  readonly detached: { readonly crt: string; readonly sig: string } | null
  /** Digest of the released file. */
  readonly artifact: string
  readonly identity: string
  readonly issuer: string
  /** RFC 3339. */
  readonly signedAt: string
  readonly evidence: { readonly before: string | null; readonly after: string }
  /** Where the log entry comes from. */
  readonly from: string
}

/** What a plan leaves to a person, and why. */
export interface LeftOver {
  readonly path: string
  readonly kind: RepairKind
  readonly code: string
  readonly message: string
}

export interface PlannedSubject {
  readonly changes: readonly PlannedChange[]
  readonly left: readonly LeftOver[]
}

/** What a plan may do. */
export interface PlanWishes {
  readonly kinds: ReadonlySet<RepairKind>
  /** Ending of new bundles: that of the archive's others. */
  readonly ending: string
}

/**
 * What would be changed beside one file. Each new bundle is read again, compared with the old one, and verified: the same signer, the
 * same times, and no less evidence. What does not come out so is left to a person.
 */
export function planSubject(
  subject: Subject,
  loaded: LoadedSubject,
  context: AuditContext,
  { kinds, ending }: PlanWishes,
): PlannedSubject {
  const audited = auditSubject(subject, loaded, context)
  const materials = readSubject(subject, loaded.contents, audited.sha256 ?? undefined, context.entries)
  const changes: PlannedChange[] = []
  const left: LeftOver[] = []
  for (const [i, row] of audited.rows.entries()) {
    const material = materials[i]
    if (row.repair === null || material === undefined || !kinds.has(row.repair.kind)) continue
    const { kind } = row.repair
    const path = kind === 'backfill' ? subject.path + ending : row.source
    const planned: Result<PlannedChange> =
      path === null ? fail(inManifest()) : planRow(subject, row, kind, material, path, loaded, context)
    if (planned.ok) changes.push(planned.value)
    else left.push({ path: path ?? row.name, kind, code: planned.fault.code, message: planned.fault.message })
  }
  return { changes, left }
}

function planRow(
  subject: Subject,
  row: AuditRow,
  kind: RepairKind,
  given: ReadMaterial,
  path: string,
  loaded: LoadedSubject,
  context: AuditContext,
): Result<PlannedChange> {
  if (!given.read.ok) return given.read
  const before = given.read.value
  const mended = mend(kind, before, given, row.sha256 ?? '', context)
  if (!mended.ok) return mended
  const bundle = writeBundle(mended.value)
  const again = readBundleJson(bundle)
  if (!again.ok) return again
  // The entry that was found for a detached signature is evidence too: what it had of its own is its certificate and signature.
  const own = kind === 'backfill' ? { ...before, entries: [] } : before
  const same = differsInEvidenceAlone(own, again.value)
  if (!same.ok) return same
  const digest = decodeHex(row.sha256 ?? '')
  if (digest === undefined) return fail(notSound('the digest of the file is not known'))
  const artifact = loaded.artifact ?? { digests: { sha256: digest } }
  const verdict = verifySigner(again.value, artifact, context.roots, context.now)
  if (verdict.verdict !== 'pass') return fail(verdict.fault)
  const { signer, evidence } = verdict
  const signedAt = writeInstant(evidence.signedAt ?? Number.NaN)
  if (row.identity !== null && (signer.san !== row.identity || signer.issuer !== row.issuer)) {
    return fail(notSound('the signer would be another'))
  }
  if (row.signedAt !== null && row.signedAt !== signedAt) return fail(notSound('the time would be another'))
  if (row.evidence !== null && !suffices(signer.evidence, row.evidence))
    return fail(notSound('evidence would get lost'))
  const detached = kind === 'backfill' ? detachedOf(subject) : null
  if (kind === 'backfill' && detached === null) return fail(inManifest())
  const old = kind === 'backfill' ? null : textOf(loaded, path)
  if (old !== null && !old.ok) return old
  return ok({
    kind,
    path,
    before: old === null ? null : sha256(old.value),
    after: sha256(bundleText(bundle)),
    bundle,
    detached,
    artifact: row.sha256 ?? '',
    identity: signer.san,
    issuer: signer.issuer,
    signedAt,
    evidence: { before: row.evidence, after: signer.evidence },
    from: row.repair?.from ?? path,
  })
}

/** The bundle as it will stand in its file: one line, as Sigstore's clients write it. */
export function bundleText(bundle: JsonObject): string {
  return JSON.stringify(bundle)
}

function mend(
  kind: RepairKind,
  before: Material,
  { entry }: ReadMaterial,
  digest: string,
  { roots }: AuditContext,
): Result<BundleMaterial> {
  if (kind === 'upgrade') return upgradeWith(before, roots)
  if (entry === undefined) return fail(noEntry())
  if (kind === 'backfill') {
    const bytes = decodeHex(digest)
    if (bytes === undefined) return fail(notSound('the digest of the file is not known'))
    return backfillBundle({ ...before, entries: [] }, entry.entry, bytes)
  }
  const mended = addEvidence(before, entry.entry)
  if (!mended.ok) return mended
  // The format stays: that of another version is another repair.
  return isBundle(mended.value) ? ok(mended.value) : fail(notSound('it is no bundle'))
}

/** With the first root that has the certificates which the new format leaves out. */
function upgradeWith(before: Material, roots: AuditContext['roots']): Result<BundleMaterial> {
  let refused: Result<BundleMaterial> | undefined
  for (const { root } of roots) {
    const upgraded = upgradeBundle(before, root)
    if (upgraded.ok) return upgraded
    refused ??= upgraded
  }
  return refused ?? fail(notSound('there is no trusted root'))
}

function textOf({ contents }: LoadedSubject, path: string): Result<string> {
  const content = contents({ kind: 'file', path })
  if (!content.ok) return content
  return typeof content.value === 'string' ? ok(content.value) : fail(inManifest())
}

function detachedOf({ crt, sig }: Subject): PlannedChange['detached'] {
  return crt?.kind === 'file' && sig?.kind === 'file' ? { crt: crt.path, sig: sig.path } : null
}

function noEntry(): Fault<'REPAIR_NO_ENTRY'> {
  return {
    code: 'REPAIR_NO_ENTRY',
    kind: 'absent',
    message: 'the log entry that it takes is not at hand',
    hint: 'give a dump of log entries with --rekor, or ask the log with --ask-rekor',
  }
}

function inManifest(): Fault<'REPAIR_IN_MANIFEST'> {
  return {
    code: 'REPAIR_IN_MANIFEST',
    kind: 'refused',
    message: 'the manifest holds the signature itself: there is no file to change',
  }
}

function notSound(detail: string): Fault<'REPAIR_UNSOUND'> {
  return { code: 'REPAIR_UNSOUND', kind: 'refused', message: `it cannot be repaired: ${detail}` }
}
