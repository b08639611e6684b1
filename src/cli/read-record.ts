import path from 'node:path'
import { type CveDocument, parseCve } from '#cve'
import { kindOf, RECORD_LIMIT } from '#desk/lint'
import { type Fault, fail, failAll, faultsOf, from, ok, type Result } from '#fault'
import { type Document, type Json, parseJson } from '#json'
import type { World } from './world.ts'

/** A record or a container, read from a file, with the text it was read from. */
export interface ReadRecord {
  readonly path: string
  readonly text: string
  readonly value: Json
  readonly record: CveDocument
}

/** Reads the record in a file. It need not be valid, only near enough to be walked through. */
export async function readRecord(file: string, world: World): Promise<Result<ReadRecord>> {
  const text = await world.files.read(path.resolve(world.folder, file), RECORD_LIMIT)
  if (!text.ok) return text
  const document = parseJson(text.value)
  if (!document.ok) return fail(from(file, document.fault))
  const kind = kindOf(document.value.value)
  if (kind === 'osv') return fail(from(file, osvRecord()))
  const record = parseCve(document.value.value, { anyId: true })
  if (!record.ok) return failAll(faultsOf(record.fault).map((fault) => from(file, placed(fault, document.value))))
  return ok({ path: file, text: text.value, value: document.value.value, record: record.value })
}

function osvRecord(): Fault<'CVE_IS_OSV'> {
  return {
    code: 'CVE_IS_OSV',
    kind: 'invalid',
    message: 'this is an OSV record, not a CVE record',
    hint: '`steward osv lint` checks it',
  }
}

function placed<F extends { readonly at?: string }>(fault: F, document: Document): F {
  return fault.at === undefined ? fault : { ...fault, place: document.locate(fault.at) }
}
