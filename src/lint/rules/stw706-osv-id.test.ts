import assert from 'node:assert/strict'
import { test } from 'node:test'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'

const rows: readonly (readonly [why: string, id: string, file: string | undefined, lines: readonly string[]])[] = [
  ['a prefix of our own', 'x_LSF-2030-4', undefined, []],
  ['a registered prefix with a hyphen in it', 'SUSE-SU-2030:4-1', undefined, []],
  [
    'a prefix that nobody registered',
    'LSF-2030-4',
    undefined,
    ['/id error the OSV schema lists no database with the prefix "LSF"'],
  ],
  ['no number', 'PSF-', undefined, ['/id error "PSF-" is no OSV ID']],
  ['a path', '../PSF-1', undefined, ['/id error "../PSF-1" is no OSV ID']],
  ['a file of that name', 'PSF-2030-4', 'advisories/PSF-2030-4.json', []],
  ['in YAML', 'PYSEC-2030-4', 'vulns/lantern/PYSEC-2030-4.yaml', []],
  ['on Windows', 'PSF-2030-4', 'advisories\\PSF-2030-4.json', []],
  [
    'a file of another name',
    'PSF-2030-4',
    'advisories/PSF-2030-5.json',
    ['/id error the id is "PSF-2030-4", and the file is named "PSF-2030-5"'],
  ],
]

for (const [why, id, file, lines] of rows) {
  test(`STW706: ${why}`, () =>
    assert.deepEqual(osvLinesOf('STW706', { record: { id }, ...(file !== undefined && { file }) }), lines))
}
