import path from 'node:path'
import { kindOf, RECORD_LIMIT } from '#desk/lint'
import { type Fault, fail, faultsOf, from, ok, type Result } from '#fault'
import { type Document, parseJson } from '#json'
import { count, listed } from './table.ts'
import type { World } from './world.ts'

/** The endings of files with CVE records, and of those with OSV records: some databases keep them in YAML. */
export const CVE_ENDINGS: readonly string[] = ['.json']
export const OSV_ENDINGS: readonly string[] = ['.json', '.yaml', '.yml']

/**
 * Record files that operands name: files as they are, folders with every file of `endings` below them. Absolute paths, one by one, and
 * none twice.
 */
export async function* recordFiles(
  operands: readonly string[],
  world: World,
  endings: readonly string[] = CVE_ENDINGS,
): AsyncGenerator<Result<string>> {
  const places = [...new Set(operands.map((operand) => path.resolve(world.folder, operand)))]
  const seen = places.length > 1 ? new Set<string>() : undefined
  for (const place of places) {
    for await (const file of world.files.walk(place, ...endings)) {
      if (file.ok && seen?.has(file.value)) continue
      if (file.ok) seen?.add(file.value)
      yield file
    }
  }
}

/** A file, read as JSON. */
export interface RecordFile {
  readonly file: string
  /** As the person would write it. */
  readonly path: string
  readonly text: string
  readonly document: Document
}

/** Files without a record, counted while the others are worked on. */
export interface OtherFiles {
  readonly faults: Fault[]
  unread: number
  /** OSV records, which stand beside those of CVE in the folder of a project. */
  passedOver: number
}

export function noOtherFiles(): OtherFiles {
  return { faults: [], unread: 0, passedOver: 0 }
}

/** What the record files that operands name hold. What cannot be read, and what is an OSV record, goes to `others`. */
export async function* readRecordFiles(
  operands: readonly string[],
  world: World,
  others: OtherFiles,
): AsyncGenerator<RecordFile> {
  for await (const listed of recordFiles(operands, world)) {
    const read = listed.ok ? await readRecordFile(listed.value, world) : listed
    if (!read.ok) noteUnread(read.fault, others, world)
    else if (kindOf(read.value.document.value) === 'osv') others.passedOver++
    else yield read.value
  }
}

async function readRecordFile(file: string, world: World): Promise<Result<RecordFile>> {
  const text = await world.files.read(file, RECORD_LIMIT)
  if (!text.ok) return text
  const document = parseJson(text.value)
  if (!document.ok) return fail(from(file, document.fault))
  return ok({ file, path: shownPath(file, world), text: text.value, document: document.value })
}

/** One more file of which a command can make nothing. */
export function noteUnread(fault: Fault, others: OtherFiles, world: World): void {
  others.unread++
  others.faults.push(...faultsOf(shownFault(fault, world)))
}

/**
 * Writes texts in place of others, each whole or not at all; what one file refuses does not keep the next one waiting. A file that
 * somebody has changed since it was read stays as it is.
 */
export async function writeRecords(
  records: readonly { readonly file: string; readonly before: string; readonly after: string }[],
  world: World,
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  for (const { file, before, after } of records) {
    const now = await world.files.read(file, RECORD_LIMIT)
    const written = !now.ok ? now : now.value === before ? await world.files.write(file, after) : fail(changed(file))
    if (!written.ok) faults.push(shownFault(written.fault, world))
  }
  return faults
}

function changed(source: string): Fault<'RECORD_CHANGED'> {
  return {
    code: 'RECORD_CHANGED',
    kind: 'conflict',
    message: 'it was changed by somebody else since it was read',
    place: { source },
    hint: 'run the command again',
  }
}

/** A path as the person would write it: relative to the current folder where it lies below it. */
export function shownPath(file: string, world: World): string {
  const relative = path.relative(world.folder, file)
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative
}

/** A fault, with those that were found with it, whose source is shown in the same way. */
export function shownFault(fault: Fault, world: World): Fault {
  const source = fault.place?.source
  const shown = source === undefined ? fault : { ...fault, place: { ...fault.place, source: shownPath(source, world) } }
  return shown.also === undefined ? shown : { ...shown, also: shown.also.map((other) => shownFault(other, world)) }
}

/** `, 1 OSV record passed over, 2 files could not be read`; empty where every file held a record. */
export function othersText(
  { passedOver, unread }: Pick<OtherFiles, 'passedOver' | 'unread'>,
  otherKind = 'OSV record',
): string {
  const passed = passedOver > 0 ? `, ${count(passedOver, otherKind)} passed over` : ''
  return unread > 0 ? `${passed}, ${count(unread, 'file')} could not be read` : passed
}

/** Checking nothing is no success: a wrong folder would pass every time. */
export function nothingToCheck(
  operands: readonly string[],
  endings: readonly string[] = CVE_ENDINGS,
): Fault<'RECORDS_NONE'> {
  return {
    code: 'RECORDS_NONE',
    kind: 'absent',
    message: `there is no record in ${operands.join(', ')}: no ${listed(endings, 'or')} file holds one`,
    hint: 'name a record, or a folder with records in it',
  }
}
