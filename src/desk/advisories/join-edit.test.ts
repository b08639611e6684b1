import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '#json'
import { parseVulnerability } from '#vulnerability'
import { changeFacts } from './change-facts.ts'
import { fieldsOf } from './fields-of.ts'
import { joinEdit } from './join-edit.ts'
import { isSame } from './merge-field.ts'
import type { ChangeRow } from './ports.ts'
import type { Change, FactsView, FieldName } from './views.ts'

const START = `---
# what the reporter sent
id: LSF-2030-4
title: Link followed
introduced: '0'   # always there
weaknesses: [CWE-59]
x-ours: {kept: true}
---

Words of a person.
`

/** Edits of two people, each made on the version that the person saw last; now and then somebody reads again. */
const value: Readonly<Partial<Record<FieldName, fc.Arbitrary<Json>>>> = {
  title: fc.constantFrom('Link followed', 'A', 'B', ''),
  description: fc.constantFrom('Words of a person.', 'Other words.', 'Third words,\n\nin two paragraphs.'),
  workarounds: fc.constantFrom(null, 'Do not.', 'Wait.'),
  cve: fc.constantFrom(null, 'CVE-2030-1001', 'CVE-2030-1002'),
  weaknesses: fc.subarray(['CWE-59', 'CWE-22', 'CWE-79']),
  references: fc
    .subarray(['a', 'b', 'c'])
    .map((names) => names.map((name) => ({ url: `https://x.example/${name}`, tags: [] }))),
}
const change = fc
  .constantFrom(...(Object.keys(value) as FieldName[]))
  .chain((field) => fc.record({ field: fc.constant(field), value: value[field]! }))
const step = fc.record({
  who: fc.constantFrom('ada', 'bo'),
  reads: fc.boolean(),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
})

test('any sequence of edits by two people: each change is there, or told as a conflict with both values', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let text = START
      let version = 1
      const stored: ChangeRow[] = []
      const seen: Record<string, number> = { ada: 1, bo: 1 }
      for (const { who, reads, changes } of steps) {
        if (reads) seen[who] = version
        const base = seen[who]!
        const before = fields(text)
        const joined = joinEdit(
          before,
          stored.filter((each) => each.version > base),
          changes,
        )
        const changed = changeFacts(text, joined.changes)
        assert(changed.ok, JSON.stringify(changed))
        text = changed.value.text
        const after = fields(text)
        if (joined.changes.length > 0) version++
        for (const { field } of joined.changes) stored.push(row(field, version, who, before, after))
        for (const [field, wanted] of new Map(changes.map((each) => [each.field, each.value]))) {
          told(field, wanted, before, after, joined.conflicts, stored, base)
        }
        seen[who] = version
        assert(text.includes('# what the reporter sent') && text.includes('x-ours: {kept: true}'), text)
      }
    }),
    { numRuns: 300 },
  )
})

function told(
  field: FieldName,
  wanted: Json,
  before: FactsView,
  after: FactsView,
  conflicts: readonly { readonly field: FieldName; readonly theirs: Json; readonly yours: Json }[],
  stored: readonly ChangeRow[],
  base: number,
): void {
  const conflict = conflicts.find((each) => each.field === field)
  if (conflict !== undefined) {
    assert.deepEqual([conflict.theirs, conflict.yours], [before[field] ?? null, wanted])
    assert.deepEqual(after[field], before[field], 'nothing of a conflict is written')
    return
  }
  const first = stored.find((each) => each.field === field && each.version > base)
  const was = first === undefined ? (before[field] ?? null) : first.before
  // Whoever sends what they saw asks for nothing.
  if (isSame(was, wanted)) return
  if (!Array.isArray(wanted)) {
    assert.deepEqual(after[field] ?? '', wanted ?? '')
    return
  }
  const [old, now] = [items(was), items(after[field] ?? null)]
  for (const item of items(wanted)) if (!old.includes(item)) assert(now.includes(item), `${field}: ${item} was added`)
  for (const item of old)
    if (!items(wanted).includes(item)) assert(!now.includes(item), `${field}: ${item} was removed`)
}

function items(list: Json): readonly string[] {
  return Array.isArray(list) ? list.map((item) => JSON.stringify(item)) : []
}

function fields(text: string): FactsView {
  const read = parseVulnerability(text, 'facts')
  assert(read.ok, JSON.stringify(read))
  return fieldsOf(read.value)
}

function row(field: FieldName, version: number, who: string, before: FactsView, after: FactsView): ChangeRow {
  const values = { before: before[field] ?? null, after: after[field] ?? null }
  return {
    vulnerability: 'V',
    version,
    at: '',
    by: { id: who, name: who },
    did: 'edited',
    field,
    group: version,
    ...values,
  }
}

const changes: readonly [why: string, change: Change, expected: string | RegExp][] = [
  ['a comment beside a word stays', { field: 'introduced', value: ['aaaaaaa'] }, /always there|aaaaaaa/],
  [
    'an empty list takes the field away',
    { field: 'weaknesses', value: [] },
    START.replace('weaknesses: [CWE-59]\n', ''),
  ],
  ['what is so already changes no byte', { field: 'weaknesses', value: ['CWE-59'] }, START],
  [
    'the title of a draft may be empty',
    { field: 'title', value: null },
    START.replace('title: Link followed', "title: ''"),
  ],
  [
    'workarounds come under their heading',
    { field: 'workarounds', value: 'Wait.' },
    `${START}\n## Workarounds\n\nWait.\n`,
  ],
]

for (const [why, one, expected] of changes) {
  test(`changeFacts: ${why}`, () => {
    const changed = changeFacts(START, [one])
    assert(changed.ok, JSON.stringify(changed))
    if (typeof expected === 'string') assert.equal(changed.value.text, expected)
    else assert.match(changed.value.text, expected)
  })
}

const refused: readonly [why: string, change: Change, code: string, at: string][] = [
  ['a vector that is none', { field: 'severity', value: ['CVSS:4.0/AV:N'] }, 'CVSS_METRIC_MISSING', '/severity/0'],
  [
    'a credit of a role that is none',
    { field: 'credits', value: [{ name: 'A', type: 'hero' }] },
    'SHAPE_WORD',
    '/credits/0/type',
  ],
  ['text that is a number', { field: 'description', value: 5 }, 'FACTS_NOT_TEXT', '/description'],
  [
    'a heading that has a field of its own',
    { field: 'description', value: '## Workarounds\n\nx' },
    'FACTS_HEADING',
    '/description',
  ],
]

for (const [why, one, code, at] of refused) {
  test(`changeFacts refuses ${why}`, () => {
    const changed = changeFacts(START, [one])
    assert(!changed.ok)
    assert.deepEqual([changed.fault.code, changed.fault.at, changed.fault.place], [code, at, undefined])
  })
}
