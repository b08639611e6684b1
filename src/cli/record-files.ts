import path from 'node:path'
import type { Fault, Result } from '#fault'
import { listed } from './table.ts'
import type { World } from './world.ts'

/** The endings of files with CVE records, and of those with OSV records: some databases keep them in YAML. */
export const CVE_ENDINGS: readonly string[] = ['.json']
export const OSV_ENDINGS: readonly string[] = ['.json', '.yaml', '.yml']

/** Record files that operands name: files as they are, folders with every file of `endings` below them. Absolute paths, one by one. */
export async function* recordFiles(
  operands: readonly string[],
  world: World,
  endings: readonly string[] = CVE_ENDINGS,
): AsyncGenerator<Result<string>> {
  for (const operand of operands) yield* world.files.walk(path.resolve(world.folder, operand), ...endings)
}

/** A path as the person would write it: relative to the current folder where it lies below it. */
export function shownPath(file: string, world: World): string {
  const relative = path.relative(world.folder, file)
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative
}

/** A fault whose source is shown in the same way. */
export function shownFault(fault: Fault, world: World): Fault {
  const source = fault.place?.source
  return source === undefined ? fault : { ...fault, place: { ...fault.place, source: shownPath(source, world) } }
}

/** Checking nothing is no success: a wrong folder would pass every time. */
export function nothingToCheck(
  operands: readonly string[],
  endings: readonly string[] = CVE_ENDINGS,
): Fault<'RECORDS_NONE'> {
  return {
    code: 'RECORDS_NONE',
    kind: 'absent',
    message: `there is no ${listed(endings, 'or')} file in ${operands.join(', ')}`,
    hint: 'name a record, or a folder with records in it',
  }
}
