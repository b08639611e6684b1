import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AuditEntry,
  FIRST_LINK,
  parseAnchor,
  readExportLine,
  type SealedEntry,
  sealEntries,
  verifyChain,
  withheld,
  writeExportLine,
} from '#desk/audit'
import { canonicalJson } from '#json'

const entry = (n: number): AuditEntry => ({
  id: `id-${n}`,
  at: `2030-01-01T00:00:0${n}.000Z`,
  actor: { kind: 'person', id: 'ada', name: 'Ada' },
  action: 'vulnerability.edit',
  subject: { kind: 'vulnerability', id: 'LSF-2030-4', project: 'lantern' },
  embargoed: true,
  diff: [{ field: 'title', before: 'a', after: `b${n} "\u{1f600}"` }],
})
const bodies = [1, 2, 3, 4, 5].map((n) => canonicalJson(JSON.parse(JSON.stringify(entry(n)))))
const chain = sealEntries(FIRST_LINK, bodies)

async function* each(entries: readonly SealedEntry[]) {
  yield* entries
}
const but = (at: number, change: Partial<SealedEntry>) =>
  chain.map((one, i) => (i === at ? { ...one, ...change } : one))

test('the hash of the first entry is that of a program that knows only RFC 8785 and SHA-256', () => {
  // printf '{"entry":{},"previous":"000...000","seq":1}' | sha256sum
  assert.equal(
    sealEntries(FIRST_LINK, ['{}'])[0]?.hash,
    'fb8f2fe457d810ac0690fad46d625f98b3901d31d60a478c052e2dd721cbba33',
  )
})

test('sealing in one go and one by one gives the same chain', () => {
  let end = FIRST_LINK
  const single = bodies.flatMap((body) => {
    const sealed = sealEntries(end, [body])
    end = sealed[0]!
    return sealed
  })
  assert.deepEqual(single, chain)
})

const rechained = [...chain.slice(0, 2), ...sealEntries(chain[1]!, [bodies[3]!, bodies[4]!])]
const anchor = chain[2]!

const verdicts: readonly [
  why: string,
  entries: readonly SealedEntry[],
  anchored: boolean,
  broken: string | undefined,
][] = [
  ['a whole chain', chain, true, undefined],
  ['a chain without entries', [], false, undefined],
  ['nothing, where something was noted', [], true, '1 the log ends before the anchor, entry 3'],
  [
    'a changed entry',
    but(1, { body: bodies[1]!.replace('b2', 'c2') }),
    false,
    '2 it was changed, or what was before it',
  ],
  ['a changed hash', but(4, { hash: '0'.repeat(64) }), false, '5 it was changed, or what was before it'],
  ['one removed in the middle', chain.filter(({ seq }) => seq !== 3), false, '3 it is missing'],
  [
    'two removed in the middle',
    chain.filter(({ seq }) => seq !== 3 && seq !== 2),
    false,
    '2 entries 2 to 3 are missing',
  ],
  [
    'one removed and the rest renumbered',
    chain.filter(({ seq }) => seq !== 3).map((one, i) => ({ ...one, seq: i + 1 })),
    false,
    '3 it was changed, or what was before it',
  ],
  ['one twice', [...chain.slice(0, 2), ...chain.slice(1)], false, '3 it stands twice or out of order'],
  ['the tail cut off: only an anchor tells', chain.slice(0, 2), false, undefined],
  ['the tail cut off before the anchor', chain.slice(0, 2), true, '3 the log ends before the anchor, entry 3'],
  ['made anew from an entry on: only an anchor tells', rechained, false, undefined],
  ['made anew from before the anchor', rechained, true, '3 the anchor names another hash'],
  [
    'filed under another project',
    but(0, {
      filed: {
        id: 'id-1',
        at: entry(1).at,
        actor: 'ada',
        action: 'vulnerability.edit',
        subjectKind: 'vulnerability',
        subjectId: 'LSF-2030-4',
        project: 'other',
        embargoed: true,
      },
    }),
    false,
    '1 it is filed under something else',
  ],
  [
    'something that is no entry',
    sealEntries(FIRST_LINK, ['{"id":"a"}']),
    false,
    '1 cannot read an entry of the audit log: the field "at" is missing',
  ],
]
for (const [why, entries, anchored, broken] of verdicts) {
  test(`verifyChain: ${why}`, async () => {
    const found = await verifyChain(each(entries), anchored ? anchor : undefined)
    assert.equal(found.broken && `${found.broken.seq} ${found.broken.why}`, broken)
    assert.equal(found.intact, broken === undefined)
    if (found.intact)
      assert.deepEqual(found.end, { seq: entries.length, hash: entries.at(-1)?.hash ?? FIRST_LINK.hash })
  })
}

test('a chain with entries withheld holds together, and says how many were not checked', async () => {
  const found = await verifyChain(each(chain.map((one, i) => (i % 2 === 1 ? withheld(one) : one))))
  assert.deepEqual([found.intact, found.withheld, found.entries], [true, 2, 5])
  const line = writeExportLine(withheld(chain[0]!))
  assert.deepEqual(readExportLine(line, 1), { ok: true, value: { seq: 1, hash: chain[0]!.hash } })
  assert(!line.includes('Ada'))
})

test('an exported line is read as it was written, whatever its order and white space', () => {
  for (const sealed of chain) {
    const line = writeExportLine(sealed)
    assert.deepEqual(readExportLine(line, 1), { ok: true, value: sealed })
    const { entry, hash, seq } = JSON.parse(line)
    assert.deepEqual(readExportLine(JSON.stringify({ seq, hash, entry }, undefined, 1), 1), { ok: true, value: sealed })
  }
})

const lines: readonly [why: string, line: string][] = [
  ['no JSON', 'entry'],
  ['another object', '{}'],
  ['an entry that is text', '{"entry":"{}","hash":"","seq":1}'],
  ['neither an entry nor withheld', '{"hash":"","seq":1}'],
  ['both', '{"entry":{},"hash":"","seq":1,"withheld":true}'],
  ['more than asked for', '{"entry":{},"hash":"","seq":1,"also":1}'],
]
for (const [why, line] of lines) {
  test(`readExportLine refuses ${why}, and tells the line`, () => {
    const read = readExportLine(line, 7)
    assert(!read.ok && read.fault.code === 'AUDIT_LINE_MALFORMED' && read.fault.place?.line === 7)
  })
}

test('an anchor is read as verify prints it', () => {
  assert.deepEqual(parseAnchor(`3:${anchor.hash}`), { ok: true, value: { seq: 3, hash: anchor.hash } })
  for (const wrong of ['', '3', `x:${anchor.hash}`, `3:${anchor.hash}0`, `3:${anchor.hash.toUpperCase()}`, ' 3:']) {
    assert(!parseAnchor(wrong).ok, wrong)
  }
})
