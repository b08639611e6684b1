import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { shownPath } from './record-files.ts'
import type { World } from './world.ts'

/** One operand of a command about records. */
export type Operand =
  | { readonly kind: 'file'; readonly file: string; readonly source: string }
  /** An identifier: of the CVE Program or of the project. */
  | { readonly kind: 'id'; readonly id: string }

/** Files and folders that are there are read, folders with every `.json` below them; every other word is an identifier. */
export async function readOperands(words: readonly string[], world: World): Promise<Result<readonly Operand[]>> {
  const operands: Operand[] = []
  for (const word of words) {
    const place = path.resolve(world.folder, word)
    if (!(await world.files.exists(place))) {
      if (word.includes('/') || word.endsWith('.json')) return fail(noFile(word))
      operands.push({ kind: 'id', id: word })
      continue
    }
    const before = operands.length
    for await (const file of world.files.walk(place, '.json')) {
      if (!file.ok) return file
      operands.push({ kind: 'file', file: file.value, source: shownPath(file.value, world) })
    }
    if (operands.length === before) return fail(nothingIn(word))
  }
  return ok(operands)
}

/** Words that must be CVE IDs. */
export function readIds(words: readonly string[]): Result<readonly CveId[]> {
  const ids: CveId[] = []
  for (const word of words) {
    const id = parseCveId(word.toUpperCase())
    if (!id.ok) return id
    ids.push(id.value)
  }
  return ok(ids)
}

function noFile(word: string): Fault {
  return {
    code: 'FILE_ABSENT',
    kind: 'absent',
    message: `cannot read the file: it does not exist`,
    place: { source: word },
    hint: 'check the path',
  }
}

function nothingIn(word: string): Fault {
  return {
    code: 'RECORDS_NONE',
    kind: 'absent',
    message: `there is no .json file in ${word}`,
    hint: 'name a record, or a folder with records in it',
  }
}
