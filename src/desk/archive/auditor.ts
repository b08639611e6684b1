import { type Fault, fail, from, ok, type Result } from '#fault'
import type { Json } from '#json'
import { checkDetached, type OpenpgpKeys, type OpenpgpReport, readOpenpgpKeys } from '#openpgp'
import { readTrustedRoot } from '#sigstore'
import { type Freshness, type NamedRoot, parsePolicy } from '#trust'
import { type AuditContext, auditSubject, type LoadedSubject } from './audit-subject.ts'
import { type IndexedEntry, indexEntries, readEntries } from './entry-index.ts'
import type { ArchiveReader } from './ports.ts'
import type { AuditedSubject, Source, Subject } from './subject.ts'

/** A trusted root as text, with the instance that it is carried for and the version of the TUF root by which it came. */
export interface RootText {
  readonly text: string
  readonly name?: string
  readonly tufVersion?: number
}

/** Everything that an audit goes by, as data that can be handed to another thread. */
export interface AuditOptions {
  /** Absolute path of the archive, or of the folder of its manifest. */
  readonly root: string
  readonly policy: { readonly text: string; readonly file: string }
  readonly roots: readonly RootText[]
  /** Texts with log entries: dumps of Rekor's interface, `.rekor` files. */
  readonly entries: readonly { readonly text: string; readonly file: string }[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly freshness: Freshness
  readonly product?: string
  /** Armored OpenPGP keys: with them `.asc` files are reported on. */
  readonly keys?: { readonly text: string; readonly file: string }
}

/** Bytes of a bundle, a certificate, a signature or a log entry. */
const LIMIT = 4 * 1024 * 1024

/** The context of an audit, read once. */
export function auditContext(options: AuditOptions): Result<AuditContext> {
  const policy = parsePolicy(options.policy.text, options.policy.file)
  if (!policy.ok) return policy
  const roots = readRoots(options.roots)
  if (!roots.ok) return roots
  const entries: IndexedEntry[] = []
  for (const { text, file } of options.entries) {
    const read = readEntries(text, file)
    if (!read.ok) return read
    entries.push(...read.value)
  }
  const { now, freshness, product } = options
  return ok({
    policy: policy.value.policy,
    roots: roots.value,
    entries: indexEntries(entries),
    now,
    freshness,
    ...(product !== undefined && { product }),
  })
}

/** The roots, read; one that cannot be read is a fault. */
export function readRoots(texts: readonly RootText[]): Result<readonly NamedRoot[]> {
  const roots: NamedRoot[] = []
  for (const { text, ...about } of texts) {
    const root = readTrustedRoot(text)
    if (!root.ok) return root
    roots.push({ root: root.value, ...about })
  }
  return ok(roots)
}

/** Audits one file after the other: reads what lies beside it and its digest, then judges. */
export async function auditor(
  options: AuditOptions,
  context: AuditContext,
  reader: ArchiveReader,
): Promise<Result<(subject: Subject) => Promise<AuditedSubject>>> {
  const keys = options.keys === undefined ? undefined : await readOpenpgpKeys(options.keys.text)
  if (keys !== undefined && !keys.ok) return fail(from(options.keys?.file ?? '', keys.fault))
  return ok(async (subject) => {
    const loaded = await loadSubject(subject, options, reader)
    const openpgp = keys && (await openpgpReport(subject, keys.value, options, reader))
    return auditSubject(subject, openpgp === undefined ? loaded : { ...loaded, openpgp }, context)
  })
}

/** Bytes of a file that is read whole for OpenPGP, which signs the content and not its digest. */
const WHOLE_LIMIT = 256 * 1024 * 1024

async function openpgpReport(
  { asc, isPresent, path }: Subject,
  keys: OpenpgpKeys,
  { root, now }: AuditOptions,
  reader: ArchiveReader,
): Promise<OpenpgpReport | undefined> {
  if (asc === undefined || asc.kind === 'json') return undefined
  const text = asc.kind === 'text' ? ok(asc.text) : await reader.text(root, asc.path, LIMIT)
  if (!text.ok) return { state: 'malformed', key: null, detail: text.fault.message }
  const content = isPresent ? await reader.bytes(root, path, WHOLE_LIMIT) : undefined
  const report = await checkDetached(text.value, keys, content?.ok ? content.value : undefined, now)
  return content?.ok === false && report.state === 'unchecked' ? { ...report, detail: content.fault.message } : report
}

/** A file's digest and what lies beside it. What cannot be read is a fault of its contents: the file must not drop out of a report. */
export async function loadSubject(
  subject: Subject,
  { root }: Pick<AuditOptions, 'root'>,
  reader: ArchiveReader,
): Promise<LoadedSubject> {
  const texts = new Map<string, Result<string>>()
  for (const source of sourcesOf(subject)) {
    if (source.kind === 'file') texts.set(source.path, await reader.text(root, source.path, LIMIT))
  }
  const contents = (source: Source): Result<string | Json> =>
    source.kind === 'json'
      ? ok(source.json)
      : source.kind === 'text'
        ? ok(source.text)
        : named(source.path, texts.get(source.path) ?? fail(unread()))
  if (!subject.isPresent) return { contents }
  const artifact = await reader.artifact(root, subject.path)
  return artifact.ok ? { artifact: artifact.value, contents } : { contents: () => artifact }
}

function sourcesOf({ bundles, crt, sig, rekor }: Subject): readonly Source[] {
  return [...bundles, crt, sig, rekor].filter((each) => each !== undefined)
}

function named(file: string, text: Result<string>): Result<string> {
  return text.ok ? text : fail(from(file, text.fault))
}

function unread(): Fault<'FILE_ABSENT'> {
  return { code: 'FILE_ABSENT', kind: 'absent', message: 'cannot read the file: it does not exist' }
}
