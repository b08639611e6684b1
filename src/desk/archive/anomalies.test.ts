import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import fc from 'fast-check'
import { diskSpools } from '#adapters/files'
import { type Audit, type AuditedSubject, AuditRecord, auditCsv, auditMarkdown, type PassedOver } from '#desk/archive'
import { anomaliesOf, audited, auditOf, check, lanternAudit } from './testdata/lantern-audit.ts'

const SHA = 'cd'.repeat(32)
const unsigned = check({
  name: 'lantern-3.14.2.exe',
  sha256: '11'.repeat(32),
  material: null,
  verdict: 'unsigned',
  code: 'SIGNATURE_ABSENT',
  signature: null,
})

const cases: readonly [
  why: string,
  subjects: readonly AuditedSubject[],
  passedOver: readonly PassedOver[],
  codes: readonly string[],
][] = [
  ['nothing odd', [audited([check()])], [], []],
  [
    'a file and a list disagree',
    [audited([check()], { known: [{ sha256: SHA, from: 'SHA256SUMS' }] })],
    [],
    ['error DIGEST_CONFLICT'],
  ],
  ['a list that agrees', [audited([check()], { known: [{ sha256: 'ab'.repeat(32), from: 'SHA256SUMS' }] })], [], []],
  [
    'two names, one digest',
    [audited([check()]), audited([check({ name: 'lantern-3.14.2.tar.xz' })])],
    [],
    ['error DIGEST_SHARED'],
  ],
  ['one file in two folders', [audited([check()]), audited([check({ path: 'copy/lantern-3.14.2.tgz' })])], [], []],
  [
    'signed twice',
    [audited([check(), check({ material: '.sig+.crt', signature: 'b3RoZXI=' })])],
    [],
    ['question SIGNED_TWICE'],
  ],
  ['signed once, kept twice', [audited([check(), check({ material: '.sig+.crt' })])], [], []],
  [
    'an old file renamed, or in the wrong folder',
    [audited([check({ name: 'lantern-3.13.1.tgz', path: '3.14.2/lantern-3.13.1.tgz', release: '3.13.1' })])],
    [],
    ['error NAME_OTHER_RELEASE'],
  ],
  [
    'a pre-release lies in the folder of its release',
    [audited([check({ name: 'lantern-3.14.0rc1.tgz', path: '3.14.0/lantern-3.14.0rc1.tgz', release: '3.14.0rc1' })])],
    [],
    [],
  ],
  [
    'a failure',
    [audited([check({ verdict: 'fail', code: 'TRUST_IDENTITY', diagnosis: 'somebody else' })])],
    [],
    ['error FAILED_ALIKE'],
  ],
  [
    'the only file of its stream without a signature',
    [audited([check()]), audited([unsigned])],
    [],
    ['notice NO_SIGNATURE'],
  ],
  ['GPG is a signature too', [audited([check()]), audited([unsigned], { hasAsc: true })], [], []],
  ['a stream that nobody signs says nothing', [audited([unsigned])], [], []],
  [
    'no time',
    [audited([check({ verdict: 'incomplete', code: 'SIGNED_TIME_ABSENT' })])],
    [],
    ['question TIME_UNPROVED'],
  ],
  [
    'a signature without its file',
    [audited([check({ sha256: null })], { isPresent: false })],
    [],
    ['question SIGNATURE_ORPHAN'],
  ],
  [
    'an .asc of another file',
    [audited([check()], { openpgp: { state: 'bad', key: 'AB', detail: 'digest' } })],
    [],
    ['error OPENPGP_BAD'],
  ],
  [
    'links',
    [audited([check()])],
    [
      { path: 'latest', kind: 'link' },
      { path: 'x', kind: 'shared' },
    ],
    ['notice LINK_PASSED_OVER', 'notice FILE_SHARED'],
  ],
]
for (const [why, subjects, passedOver, codes] of cases) {
  test(`look at these first: ${why}`, () => assert.deepEqual(anomaliesOf(subjects, passedOver), codes))
}

test('the figures of an audit', () => {
  const { summary } = lanternAudit()
  assert.deepEqual(summary.verdicts, { pass: 2, incomplete: 1, fail: 1, unsigned: 1 })
  assert.deepEqual(summary.evidence, { proof: 1, promise: 1 })
  assert.deepEqual(summary.repairs, [
    { kind: 'add-checkpoint', files: 1, ready: 1, from: ['dump.json'] },
    { kind: 'backfill', files: 1, ready: 0, from: [] },
  ])
  assert.deepEqual(
    summary.coverage.map(({ stream, files, bundle, detached, proof, any }) => [
      stream,
      files,
      bundle,
      detached,
      proof,
      any,
    ]),
    [
      ['lantern-3.14', 3, 3, 0, 1, 3],
      ['lantern-3.13', 2, 0, 1, 0, 1],
    ],
  )
})

test('streams are sorted by their numbers, and files of no stream come last', () => {
  const of = (stream: string | null): AuditedSubject => audited([check({ stream, name: `${stream}` })])
  const order = auditOf([of(null), of('p-3.9'), of('p-3.10'), of('p-3.11')]).summary.coverage.map(
    ({ stream }) => stream,
  )
  assert.deepEqual(order, ['p-3.11', 'p-3.10', 'p-3.9', null])
})

test('the Markdown has the columns of python.org, and text of others stays text', () => {
  const [, , row] = auditMarkdown(
    auditOf([
      audited([
        check({
          name: 'a|b*.tgz',
          verdict: 'incomplete',
          code: 'TRUST_EVIDENCE',
          diagnosis: 'a promise',
          repair: { kind: 'add-checkpoint', from: 'd.json' },
        }),
      ]),
    ]),
  )
  assert.match(
    row ?? '',
    /\| a\\\|b\\\*\.tgz \| \.sigstore \| ruta@lantern\.example \| https:\/\/forge\.example\/login\/oauth \| FAIL \| a promise \\\[TRUST\\_EVIDENCE\\\]; repairable: add-checkpoint from d\.json \|/,
  )
})

test('the CSV keeps what looks like a formula as text', () => {
  const text = [...auditCsv(auditOf([audited([check({ name: '=cmd|calc', diagnosis: 'a "b", c' })])]))].join('')
  assert.match(text, /^'=cmd\|calc,/m)
  assert.match(text, /"a ""b"", c"/)
})

/** Files as an attacker would name them, with digests and releases that repeat. */
const manyFiles: fc.Arbitrary<readonly AuditedSubject[]> = fc.array(
  fc
    .record({
      name: fc.constantFrom('a', 'b', 'c\t"d', '\u{1f600}\n', '-', ''),
      path: fc.constantFrom('3.14.0/a', '3.13.0/b', 'x\ty'),
      release: fc.constantFrom(null, '3.14.0', '3.13.0'),
      sha256: fc.constantFrom(null, '11'.repeat(32), '22'.repeat(32)),
      verdict: fc.constantFrom('pass', 'fail', 'unsigned', 'incomplete'),
      code: fc.constantFrom('TRUST_IDENTITY', 'SIGNED_TIME_ABSENT'),
      material: fc.constantFrom('.sigstore', '.sig+.crt', null),
    } as const)
    .map((fields) =>
      audited([check(fields), check({ ...fields, code: 'OTHER' })], { isPresent: fields.sha256 !== null }),
    ),
  { maxLength: 40 },
)

test('what is put aside on a disk comes back as what is held in memory, files of each anomaly included', () => {
  const of = (audit: Audit): object[] => [...audit.anomalies()].map((each) => ({ ...each, files: [...each.files] }))
  fc.assert(
    fc.property(manyFiles, (subjects) => {
      using record = new AuditRecord(diskSpools(tmpdir(), 50))
      for (const subject of subjects) record.add(subject)
      const audit = record.finish({ place: '', at: '', policy: { id: '', version: 1, digest: '' }, roots: [] })
      const held = auditOf(subjects, [])
      assert.deepEqual(of(audit), of(held))
      assert.deepEqual(
        [...audit.anomalies()].map(({ message }) => message),
        of(held).map((each) => (each as { message: string }).message),
        'files that nobody asks for are passed over',
      )
      assert.deepEqual(
        [...audit.rows()],
        subjects.flatMap(({ rows }) => rows),
      )
      assert.deepEqual(
        [...audit.rows('fail', 'unsigned')],
        subjects.flatMap(({ rows }) => rows).filter(({ verdict }) => verdict === 'fail' || verdict === 'unsigned'),
      )
    }),
    { seed: 1, numRuns: 50 },
  )
})
