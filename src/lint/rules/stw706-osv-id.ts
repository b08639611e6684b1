import { quote } from '#fault'
import { parseOsvId } from '#ids'
import type { OsvRule } from '../rule.ts'

export const osvId: OsvRule = {
  code: 'STW706',
  name: 'osv-id',
  on: 'osv',
  level: 'error',
  what: 'The `id` begins with a prefix that the OSV schema lists, or with `x_`, and the file is named by it.',
  why: 'Databases find records by their file names, and tell the database of an ID by its prefix. Until a prefix is registered, records that have it are refused.',
  example: {
    wrong: { record: { id: 'x_LSF-2030-4' }, file: 'osv/x_LSF-2030-5.json' },
    right: { record: { id: 'x_LSF-2030-4' }, file: 'osv/x_LSF-2030-4.json' },
  },

  check({ record: { id }, file }, report) {
    const read = parseOsvId(id)
    if (!read.ok)
      report({ at: '/id', message: `${quote(id)} is no OSV ID`, hint: 'it looks like PSF-2030-4 or x_LSF-2030-4' })
    else if (!read.value.registered && !id.startsWith('x_')) {
      report({
        at: '/id',
        message: `the OSV schema lists no database with the prefix ${quote(read.value.prefix)}`,
        hint: `register it, and until then write ${quote(`x_${id}`)}`,
      })
    }
    const name = file === undefined ? undefined : nameOf(file)
    if (name !== undefined && name !== id) {
      report({
        at: '/id',
        message: `the id is ${quote(id)}, and the file is named ${quote(name)}`,
        hint: 'rename the file',
      })
    }
  },
}

/** The last part of a path, without its ending. */
function nameOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  return name.replace(/\.(?:json|ya?ml)$/i, '')
}
