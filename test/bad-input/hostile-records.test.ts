// Records that can be read and were made to harm: findings are no fault, so here the commands answer, quickly, and write nothing.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { commandLine } from '../worlds/command-line.ts'
import { snapshot } from './snapshot.ts'

const root = mkdtempSync(path.join(tmpdir(), 'steward-hostile-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** Milliseconds in which every answer must be there. */
const ANSWER = 5000

const ORG = '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61'
const ENTRY = { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }
const PRODUCT = { vendor: 'LSF', product: 'Lantern', defaultStatus: 'unaffected', versions: [ENTRY] }

function recordWith(container: object, metadata: object = {}): string {
  return JSON.stringify({
    dataType: 'CVE_RECORD',
    dataVersion: '5.1.0',
    cveMetadata: {
      cveId: 'CVE-2030-10499',
      assignerOrgId: ORG,
      assignerShortName: 'LSF',
      state: 'PUBLISHED',
      ...metadata,
    },
    containers: {
      cna: {
        providerMetadata: { orgId: ORG },
        descriptions: [
          { lang: 'en', value: 'Lantern follows a link while removing a folder, and deletes the files of others.' },
        ],
        affected: [PRODUCT],
        references: [{ url: 'https://lantern.example/a' }],
        ...container,
      },
    },
  })
}

const commits = (number: number): readonly object[] =>
  Array.from({ length: number }, (_, i) => ({
    url: `https://git.example/lantern/commit/${i.toString(16).padStart(40, '0')}`,
  }))
const entries = (number: number): readonly object[] =>
  Array.from({ length: number }, (_, i) => ({ ...ENTRY, version: `3.${i}.0`, lessThan: `3.${i}.9` }))
const metric = (fields: object): object => ({
  metrics: [
    {
      cvssV3_1: {
        version: '3.1',
        vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
        baseScore: 7.5,
        baseSeverity: 'HIGH',
        ...fields,
      },
    },
  ],
})

const hostile: readonly [what: string, text: string][] = [
  ['keys of Object.prototype', recordWith({ constructor: { prototype: { x: 1 } }, toString: 1, hasOwnProperty: null })],
  ['a CNA called __proto__', recordWith({}, { assignerShortName: '__proto__' })],
  ['a CNA called constructor', recordWith({}, { assignerShortName: 'constructor' })],
  ['an identifier called __proto__', recordWith({}, { cveId: '__proto__' })],
  ['a NUL, a bell and a turn of direction', recordWith({ title: 'a\0b\u0007\u202ec' })],
  ['lines that look like our own', recordWith({ title: 'x\n::error::y\nsteward: z [FILE_ABSENT]' })],
  ['lists 58 deep', recordWith({ x_deep: JSON.parse(`${'['.repeat(55)}${']'.repeat(55)}`) })],
  ['a title of 15 MB', recordWith({ title: 'a'.repeat(15 * 1024 * 1024) })],
  [
    'a description of 3.6 MB',
    recordWith({ descriptions: [{ lang: 'en', value: 'lantern <b> a.b CVE- https://x '.repeat(120_000) }] }),
  ],
  ['512 references that want a tag', recordWith({ references: commits(512) })],
  ['5,000 references that want a tag', recordWith({ references: commits(5000) })],
  ['a reference 512 times', recordWith({ references: Array.from({ length: 512 }, () => commits(1)[0]) })],
  [
    '5,000 products without a default status',
    recordWith({
      affected: Array.from({ length: 5000 }, (_, i) => ({ ...PRODUCT, product: `L${i}`, defaultStatus: undefined })),
    }),
  ],
  ['1,000 version entries', recordWith({ affected: [{ ...PRODUCT, versions: entries(1000) }] })],
  ['100,000 version entries', recordWith({ affected: [{ ...PRODUCT, versions: entries(100_000) }] })],
  [
    'a version of a million digits',
    recordWith({
      affected: [
        { ...PRODUCT, versions: [{ ...ENTRY, version: '9'.repeat(1_000_000), lessThan: `1${'.0'.repeat(300_000)}` }] },
      ],
    }),
  ],
  [
    'a package URL of 900,000 characters',
    recordWith({ affected: [{ ...PRODUCT, packageURL: `pkg:${'%2f'.repeat(300_000)}` }] }),
  ],
  ['a vector of 1,000,000 characters', recordWith(metric({ vectorString: `CVSS:3.1/${'AV:N/'.repeat(200_000)}` }))],
  ['a score of 1e300', recordWith(metric({ baseScore: 1e300 }))],
  [
    '20,000 credits',
    recordWith({ credits: Array.from({ length: 20_000 }, (_, i) => ({ lang: 'en', value: `Ada ${i % 100}` })) }),
  ],
  [
    '20,000 waivers',
    recordWith({
      x_stewardWaivers: Array.from({ length: 20_000 }, (_, i) => ({
        rule: 'STW404',
        reason: 'x',
        at: `/references/${i}`,
      })),
    }),
  ],
  [
    'every field of another type',
    recordWith(
      { affected: 'x', descriptions: {}, references: [1, null, []], title: [], x_stewardWaivers: 5 },
      { datePublished: 0 },
    ),
  ],
]

const COMMANDS = [
  'lint',
  'lint --format github',
  'lint --format sarif',
  'lint --json',
  'fix',
  'fix --json',
  'convert',
  'validate',
  'show',
  'explain',
]

/** Of larger records the forms of a report are not tried. UTF-16 units. */
const LARGE = 4_000_000

for (const [number, [what, text]] of hostile.entries()) {
  test(`hostile record: ${what}`, async () => {
    const folder = path.join(root, String(number))
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'record.json'), `${text}\n`)
    const before = snapshot(folder)
    for (const command of text.length > LARGE ? ['lint', 'validate', 'convert', 'explain'] : COMMANDS) {
      const started = performance.now()
      const { exit, out, err } = await commandLine(folder).run(`cve ${command} record.json`)
      const took = performance.now() - started
      const told = `steward cve ${command}: exit ${exit} after ${took.toFixed()} ms\n${err.slice(0, 1000)}`
      assert(took < ANSWER, told)
      // Whatever is no finding is a fault that says so.
      if (exit > 1) assert.match(err, /\[(?:SHAPE_TYPE|EXPLAIN_TOO_MUCH)\]$/m, told)
      assert.doesNotMatch(err, /^ {4}at |Error:/m, told)
      // A workflow reads what begins a line: nothing of the record does.
      assert.doesNotMatch(out, /^(?:::error::|steward: z)/m, told)
      if (command.endsWith('json') || command.endsWith('sarif')) assert.equal(typeof JSON.parse(out), 'object', told)
    }
    assert.deepEqual(snapshot(folder), before, 'nothing is written')
  })
}
