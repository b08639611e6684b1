/**
 * One advisory for each word that the official schema knows and for each small change of a vector, a date and a severity: what chance
 * would seldom hit.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import type { Json, JsonObject } from '#json'

const schema = new URL('../../../../shared/data/schemas/osv-1.7.5.schema.json', import.meta.url)

const bare = { id: 'x_LSF-2030-4', modified: '2030-02-20T09:00:00Z' }

export function* everyWord(): Generator<Json, void, undefined> {
  const { $defs } = JSON.parse(readFileSync(schema, 'utf8')) as {
    readonly $defs: Readonly<Record<'ecosystemWithSuffix' | 'prefix', { readonly pattern: string }>>
  }
  const ecosystems = alternatives($defs.ecosystemWithSuffix.pattern.slice(1))
  const prefixes = alternatives($defs.prefix.pattern.slice($defs.prefix.pattern.indexOf('|') + 1))
  for (const name of ecosystems) {
    for (const ecosystem of [name, `${name}:1`, `${name}:`, `${name}s`, name.toLowerCase(), name.slice(1)]) {
      yield { ...bare, affected: [{ package: { ecosystem, name: 'lantern' } }] }
    }
  }
  for (const prefix of prefixes) {
    for (const id of [`${prefix}-1`, `${prefix}-`, prefix, `${prefix}1-1`, prefix.toLowerCase(), prefix.slice(1)]) {
      yield { ...bare, id }
    }
  }
  for (const [type, vector] of VECTORS) {
    for (const score of changed(vector)) yield { ...bare, severity: [{ type, score }] }
  }
  for (const day of days()) yield { ...bare, modified: `${day}T09:00:00Z` }
  for (const whole of SEVERITIES) {
    for (const part of SEVERITIES) yield { ...bare, ...whole, affected: [{ versions: ['1'], ...part }, {}] }
  }
}

const SEVERITIES: readonly JsonObject[] = [
  {},
  { severity: null },
  { severity: [] },
  { severity: [{ type: 'Ubuntu', score: 'low' }] },
  { severity: 'low' },
]

/** The words of `(a|b\\.c|d-[SR]x)...`, with character classes of single letters written out. */
function alternatives(pattern: string): readonly string[] {
  const words = pattern.slice(1, pattern.indexOf(')')).replaceAll('\\', '').split('|')
  return words.flatMap((word) => {
    const [whole, before = '', letters = '', after = ''] = /^(.*)\[([A-Za-z]+)\](.*)$/.exec(word) ?? []
    return whole === undefined ? [word] : [...letters].map((letter) => before + letter + after)
  })
}

const VECTORS: readonly (readonly [type: string, vector: string])[] = [
  ['CVSS_V2', 'AV:L/AC:L/Au:N/C:N/I:C/A:N/E:POC/RL:OF/RC:UC/CDP:LM/TD:MH/CR:ND/IR:L/AR:H'],
  [
    'CVSS_V3',
    'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N/E:P/RL:O/RC:C/CR:H/IR:M/AR:L/MAV:X/MAC:H/MPR:N/MUI:R/MS:C/MC:H/MI:L/MA:N',
  ],
  [
    'CVSS_V4',
    'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N/E:A/CR:H/IR:M/AR:L/MAV:N/MAC:H/MAT:P/MPR:N/MUI:P/MVC:H/MVI:L/MVA:N/MSC:L/MSI:S/MSA:S/S:P/AU:Y/R:I/V:C/RE:M/U:Amber',
  ],
]

/** Every letter of every metric in turn, and each part taken away, doubled and swapped with the next. */
function* changed(vector: string): Generator<string, void, undefined> {
  const parts = vector.split('/')
  yield vector
  for (const [i, part] of parts.entries()) {
    const [name = ''] = part.split(':')
    const one = (...others: readonly string[]): string => parts.toSpliced(i, 1, ...others).join('/')
    yield one()
    yield one(part, part)
    yield parts.toSpliced(i, 2, ...[parts[i + 1], part].filter((each) => each !== undefined)).join('/')
    for (const value of [
      ...'ABCDEFGHILMNOPRSTUWXY',
      '',
      'ND',
      'POC',
      'OF',
      'TF',
      'UC',
      'UR',
      'LM',
      'MH',
      'Clear',
      'Green',
      'Red',
    ]) {
      yield one(`${name}:${value}`)
    }
  }
}

function* days(): Generator<string, void, undefined> {
  for (const year of ['0000', '1900', '2000', '2030', '2032', '2100']) {
    for (let month = 0; month <= 13; month++) {
      for (const day of ['00', '01', '28', '29', '30', '31', '32'])
        yield `${year}-${String(month).padStart(2, '0')}-${day}`
    }
  }
}
