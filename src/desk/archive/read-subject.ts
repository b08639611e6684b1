import { decodeHex } from '#bytes'
import { type Fault, fail, ok, type Result } from '#fault'
import { type Json, parseJson } from '#json'
import {
  entryHash,
  hashedRekordBody,
  isBundle,
  type LogEntry,
  type Material,
  materialOfEntry,
  readDetached,
  readMaterialsJson,
  readRekorFileJson,
  withEntry,
} from '#sigstore'
import { type EntryIndex, hasCheckpoint, type IndexedEntry, indexEntries } from './entry-index.ts'
import type { MaterialName, Source, Subject } from './subject.ts'

/** The contents of what lies beside a file: texts by path, or the fault of reading one. */
export type Contents = (source: Source) => Result<string | Json>

/** One signature of a file, read, or why it cannot be. */
export interface ReadMaterial {
  readonly name: MaterialName
  /** Path of the bundle or the certificate. */
  readonly source: string | null
  readonly read: Result<Material>
  /** The log entry that belongs to it and is not in it, or says more than the one in it. */
  readonly entry?: IndexedEntry
}

/** Bounds on a bundle or an entry. */
const LIMITS = { length: 4 * 1024 * 1024, depth: 32 }

/**
 * Reads every signature of a file. A detached one is looked up among the entries at hand: in its `.rekor` file, in the bundles beside
 * it, and in the dumps, by the hash that certificate, signature and digest give.
 */
export function readSubject(
  subject: Subject,
  contents: Contents,
  sha256: string | undefined,
  entries: EntryIndex,
): readonly ReadMaterial[] {
  const bundles = subject.bundles.flatMap((source) => readBundles(source, contents, entries))
  const beside = indexEntries(
    bundles.flatMap(({ read, source }) =>
      read.ok ? read.value.entries.map((entry) => ({ entry, from: source ?? 'the bundle' })) : [],
    ),
  )
  const rekor = subject.rekor && readRekor(subject.rekor, contents)
  const find = (hash: string): IndexedEntry | undefined => best(entries.get(hash), beside.get(hash))
  const detached = readPair(subject, contents, sha256, rekor, find)
  if (detached !== undefined) return [...bundles, detached]
  // Certificate and signature stand in the entry too: alone it is a whole signature.
  if (rekor === undefined || subject.rekor === undefined || bundles.length > 0) return bundles
  const read = rekor.ok ? materialOfEntry(rekor.value.entry) : rekor
  return [{ name: '.rekor', source: pathOf(subject.rekor), read }]
}

function readBundles(source: Source, contents: Contents, entries: EntryIndex): readonly ReadMaterial[] {
  const json = jsonOf(source, contents)
  const materials = json.ok ? readMaterialsJson(json.value) : json
  if (!materials.ok) return [{ name: '.sigstore', source: pathOf(source), read: materials }]
  return materials.value.map((material) => {
    const [own] = material.entries
    const fresh = own === undefined ? undefined : entries.get(entryHash(own.body))
    const isMore = own !== undefined && !hasCheckpoint(own) && fresh !== undefined && hasCheckpoint(fresh.entry)
    return { name: '.sigstore', source: pathOf(source), read: ok(material), ...(isMore && { entry: fresh }) }
  })
}

function readPair(
  { crt, sig }: Subject,
  contents: Contents,
  sha256: string | undefined,
  rekor: Result<IndexedEntry> | undefined,
  find: (hash: string) => IndexedEntry | undefined,
): ReadMaterial | undefined {
  if (crt === undefined && sig === undefined) return undefined
  const source = pathOf((crt ?? sig)!)
  const name = '.sig+.crt'
  if (crt === undefined || sig === undefined) {
    const missing = crt === undefined ? '.crt' : '.sig'
    return { name, source, read: fail(half(missing)) }
  }
  const [certificate, signature] = [textOf(crt, contents), textOf(sig, contents)]
  if (!certificate.ok || !signature.ok)
    return { name, source, read: certificate.ok ? (signature as Result<never>) : certificate }
  const read = readDetached(certificate.value, signature.value)
  if (!read.ok) return { name, source, read }
  if (rekor !== undefined && !rekor.ok) return { name, source, read: rekor }
  const { key, content } = read.value
  const digest = sha256 === undefined ? undefined : decodeHex(sha256)
  const known =
    digest === undefined || key.kind === 'key' || content.kind === 'dsse'
      ? undefined
      : find(entryHash(hashedRekordBody(key.leaf, content.signature, digest)))
  const given = rekor?.value
  // What lies beside it must fit, and `verify` says so where it does not; only a fuller entry of the same body replaces it.
  const entry =
    given === undefined || (known !== undefined && sameBody(given.entry, known.entry)) ? best(known, given) : given
  return {
    name,
    source,
    read: ok(entry === undefined ? read.value : withEntry(read.value, entry.entry)),
    ...(entry !== undefined && { entry }),
  }
}

function sameBody(a: LogEntry, b: LogEntry): boolean {
  return entryHash(a.body) === entryHash(b.body)
}

function best(a: IndexedEntry | undefined, b: IndexedEntry | undefined): IndexedEntry | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return hasCheckpoint(b.entry) && !hasCheckpoint(a.entry) ? b : a
}

function readRekor(source: Source, contents: Contents): Result<IndexedEntry> {
  const json = jsonOf(source, contents)
  const entry = json.ok ? readRekorFileJson(json.value) : json
  return entry.ok ? ok({ entry: entry.value, from: pathOf(source) ?? '.rekor' }) : entry
}

function jsonOf(source: Source, contents: Contents): Result<Json> {
  const content = contents(source)
  if (!content.ok) return content
  if (typeof content.value !== 'string') return ok(content.value)
  const document = parseJson(content.value, LIMITS)
  return document.ok ? ok(document.value.value) : document
}

function textOf(source: Source, contents: Contents): Result<string> {
  const content = contents(source)
  if (!content.ok) return content
  return typeof content.value === 'string' ? ok(content.value) : ok(JSON.stringify(content.value))
}

export function pathOf(source: Source): string | null {
  return source.kind === 'file' ? source.path : null
}

function half(missing: string): Fault<'DETACHED_HALF'> {
  return {
    code: 'DETACHED_HALF',
    kind: 'absent',
    message: `a detached signature needs both files: there is no ${missing}`,
  }
}

/** The version of a bundle's format: `0.1`; null for other forms. */
export function formatOf(material: Material): string | null {
  return isBundle(material) ? material.form.slice('bundle-v'.length) : null
}
