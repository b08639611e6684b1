/**
 * The archive of python.org as it was in 2024, rebuilt in a folder from the published evidence: the bundles before the migration, and the
 * `.crt` and `.sig` files to the byte. The released files themselves are not here; their digests are.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '#json'
import { importIdentities } from '#trust'
import { dataRows, dataUrl } from '../sigstore/data.ts'

export interface CorpusRow {
  readonly name: string
  readonly release: string
  readonly sha256: string
  readonly crt: string | null
  readonly sig: string | null
  readonly sigstore_2024_09_07: JsonObject
  readonly sigstore_2024_09_12: JsonObject | null
}

/** One row of the audit that python.org's own tools made. */
export interface PublishedRow {
  readonly artifact: string
  readonly material: string | null
  readonly identity: string
  readonly provider: string
  readonly result: 'PASS' | 'FAIL' | 'N/A'
}

export interface MigratedRow {
  readonly url: string
  readonly rel: string
  readonly sha256: string
  readonly before: JsonObject
  readonly after: JsonObject
}

export interface ArtifactRow {
  readonly url: string
  readonly release: string
  readonly sha256: string
  readonly sigstore: JsonObject | null
}

export const REKOR_DUMP: string = dataUrl('python-org/rekor-entries-2024-09.json').pathname
export const IDENTITIES: string = dataUrl('python-org/identities.json').pathname

/** The trust policy that is imported from python.org's own table of signers, content with a promise of the log. */
export function importedPolicy(): JsonObject {
  const imported = importIdentities(readFileSync(IDENTITIES, 'utf8'), 'identities.json', {
    evidence: 'promise',
    artifacts: ['*'],
    members: [],
    threshold: 1,
    issuedAt: Date.UTC(2026, 0),
    expires: Date.UTC(2036, 0),
  })
  if (!imported.ok) throw new Error(imported.fault.message)
  return imported.value.json as JsonObject
}

export function corpus(): readonly CorpusRow[] {
  return dataRows('python-org/corpus-2024-09.jsonl')
}

/** A row, and whether its bundle is written too. */
export type WrittenRow = CorpusRow & { readonly bundle?: boolean }

/** Writes files below `folder`/tree, and their digests to `folder`/digests.json. */
export function writeRows(folder: string, rows: readonly WrittenRow[]): void {
  const known: Record<string, string> = {}
  for (const row of rows) {
    const place = join(folder, 'tree', row.release)
    mkdirSync(place, { recursive: true })
    const file = join(place, row.name)
    if (row.bundle !== false) writeFileSync(`${file}.sigstore`, JSON.stringify(row.sigstore_2024_09_07))
    if (row.crt !== null && row.sig !== null) {
      writeFileSync(`${file}.crt`, row.crt)
      writeFileSync(`${file}.sig`, row.sig)
    }
    known[row.name] = row.sha256
  }
  writeFileSync(join(folder, 'digests.json'), JSON.stringify(known))
}
