// Writes the built-in lists of CWE and CAPEC from the tables of facts: `node tools/weaknesses.ts`. The test beside it fails when
// they differ.
import { readFileSync, writeFileSync } from 'node:fs'

const data = new URL('../../shared/data/cwe/', import.meta.url)
const rooms = new URL('../src/weaknesses/', import.meta.url)

/** The version of CWE that the table is of, as its description says. The one of CAPEC is not told. */
const CWE_VERSION = '4.19'

const NOTICE = '// CWE and CAPEC are (c) The MITRE Corporation; see NOTICE. Made by `node tools/weaknesses.ts`.'

/** The modules by file name, as they should be. */
export function lists(): ReadonlyMap<string, string> {
  const cwe = rowsOf('cwe.tsv', ['id', 'name', 'mapping', 'name_case'])
  const capec = rowsOf('capec.tsv', ['id', 'name'])
  return new Map([
    [
      'cwe-list.ts',
      [
        NOTICE,
        '',
        `export const CWE_LIST_VERSION = '${CWE_VERSION}'`,
        '',
        '/** Number and name, sorted. After the number: `*` discouraged or prohibited for mapping, `~` capitals of the name are lost. */',
        ...listing(
          'CWE_LIST',
          'CWE',
          cwe.map(([id = '', name = '', mapping = '', nameCase = '']) => [
            id,
            `${markOf(mapping, { allowed: '', 'discouraged-or-prohibited': '*' })}${markOf(nameCase, { official: '', folded: '~' })}`,
            name,
          ]),
        ),
      ].join('\n'),
    ],
    [
      'capec-list.ts',
      [
        NOTICE,
        '',
        '/** Number and name, sorted. */',
        ...listing(
          'CAPEC_LIST',
          'CAPEC',
          capec.map(([id = '', name = '']) => [id, '', name]),
        ),
      ].join('\n'),
    ],
  ])
}

function rowsOf(file: string, columns: readonly string[]): readonly (readonly string[])[] {
  const [head, ...rows] = readFileSync(new URL(file, data), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
  if (head?.join() !== columns.join()) throw new Error(`${file} has the columns ${head?.join()}`)
  for (const row of rows) if (row.length !== columns.length) throw new Error(`${file} has the row ${row.join()}`)
  return rows
}

/** A word that the table did not have when this was written must not become the wrong mark in silence. */
function markOf(word: string, marks: Readonly<Record<string, string>>): string {
  const mark = marks[word]
  if (mark === undefined) throw new Error(`no mark for ${word}`)
  return mark
}

function listing(
  name: string,
  prefix: string,
  rows: readonly (readonly [id: string, marks: string, name: string])[],
): readonly string[] {
  const lines = rows
    .map(([id, marks, text]) => {
      const number = id.startsWith(`${prefix}-`) ? Number(id.slice(prefix.length + 1)) : Number.NaN
      // A template ends at a backtick and reads `${` as code; backslashes are what String.raw is for.
      if (!Number.isInteger(number) || /[`\n]|\$\{/.test(text)) throw new Error(`cannot write ${id} ${text}`)
      return [number, `${number}${marks} ${text}`] as const
    })
    .sort((a, b) => a[0] - b[0])
    .map(([, line]) => line)
  const raw = lines.some((line) => line.includes('\\')) ? 'String.raw' : ''
  return [`export const ${name}: string = ${raw}\``, ...lines, '`', '']
}

if (import.meta.main) for (const [file, text] of lists()) writeFileSync(new URL(file, rooms), text)
