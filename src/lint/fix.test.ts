import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#json'
import type { Finding, LintResult } from './finding.ts'
import { applyEdits, fixAll } from './fix.ts'
import type { Edit, Level } from './rule.ts'

const edits: readonly [why: string, document: Json, edits: readonly Edit[], after: Json][] = [
  [
    'a field is replaced in its place',
    { a: 1, b: 2, c: 3 },
    [{ op: 'replace', at: '/b', value: 9 }],
    { a: 1, b: 9, c: 3 },
  ],
  ['a field is added at the end', { a: 1 }, [{ op: 'add', at: '/b', value: 2 }], { a: 1, b: 2 }],
  ['adding a field that exists replaces it', { a: 1 }, [{ op: 'add', at: '/a', value: 2 }], { a: 2 }],
  ['a field is removed', { a: 1, b: 2 }, [{ op: 'remove', at: '/a' }], { b: 2 }],
  ['an item is put before another', [1, 3], [{ op: 'add', at: '/1', value: 2 }], [1, 2, 3]],
  ['an item is put at the end by number', [1], [{ op: 'add', at: '/1', value: 2 }], [1, 2]],
  ['an item is put at the end by a hyphen', [1], [{ op: 'add', at: '/-', value: 2 }], [1, 2]],
  ['an item is removed', [1, 2, 3], [{ op: 'remove', at: '/1' }], [1, 3]],
  ['an item is replaced deep below', { a: [{ b: 1 }] }, [{ op: 'replace', at: '/a/0/b', value: 2 }], { a: [{ b: 2 }] }],
  ['names with slashes and tildes', { 'a/b~': 1 }, [{ op: 'remove', at: '/a~1b~0' }], {}],
  ['the whole document', { a: 1 }, [{ op: 'replace', at: '', value: [] }], []],
  [
    'edits follow each other',
    [1],
    [
      { op: 'add', at: '/0', value: 0 },
      { op: 'remove', at: '/1' },
    ],
    [0],
  ],
  ['a field with the name of a method', {}, [{ op: 'add', at: '/toString', value: 1 }], { toString: 1 }],
]
for (const [why, document, steps, after] of edits) {
  test(`applyEdits: ${why}`, () => {
    const before = JSON.stringify(document)
    assert.deepEqual(applyEdits(document, steps), after)
    assert.equal(JSON.stringify(document), before, 'what was given stays as it was')
  })
}

const nowhere: readonly [why: string, document: Json, edit: Edit][] = [
  ['a field that is not there', {}, { op: 'replace', at: '/a', value: 1 }],
  ['a field that objects inherit', {}, { op: 'replace', at: '/constructor', value: 1 }],
  ['an item beyond the end', [1], { op: 'remove', at: '/1' }],
  ['an item far beyond the end', [1], { op: 'add', at: '/3', value: 1 }],
  ['a field of a text', { a: 'b' }, { op: 'add', at: '/a/b', value: 1 }],
  ['the whole document cannot go', {}, { op: 'remove', at: '' }],
]
for (const [why, document, edit] of nowhere) {
  test(`applyEdits: ${why} is a bug of the rule`, () => assert.throws(() => applyEdits(document, [edit]), RangeError))
}

/** Findings of a toy rule: every `old` in a list, which the fix makes `new`. */
function found(at: string, level: Level, edits: readonly Edit[], code: Finding['code'] = 'STW900'): Finding {
  return { code, name: 'toy', level, at, message: 'old', fix: { does: 'renews it', edits } }
}
const result = (findings: readonly Finding[]): LintResult => ({ findings, waived: [], waiverNotes: [] })
const renew = (document: Json): LintResult =>
  result(
    (document as readonly string[]).flatMap((item, i) =>
      item === 'old' ? [found(`/${i}`, 'warning', [{ op: 'replace', at: `/${i}`, value: 'new' }])] : [],
    ),
  )

test('fixAll: every fix of a rule in one round', () => {
  const fixed = fixAll(['old', 'x', 'old'], renew)
  assert.deepEqual(fixed.document, ['new', 'x', 'new'])
  assert.deepEqual(
    fixed.applied.map(({ at }) => at),
    ['/0', '/2'],
  )
})

test('fixAll: removals in one list leave the numbers of the others true', () => {
  const remove = (document: Json): LintResult =>
    result(
      (document as readonly string[]).flatMap((item, i) =>
        item === 'old' ? [found(`/${i}`, 'warning', [{ op: 'remove', at: `/${i}` }])] : [],
      ),
    )
  assert.deepEqual(fixAll(['old', 'a', 'old', 'b', 'old'], remove).document, ['a', 'b'])
})

test('fixAll: only the rules that were asked for', () => {
  assert.deepEqual(fixAll(['old'], renew, new Set(['STW901'])), { document: ['old'], applied: [] })
})

test('fixAll: a fix that makes an error of a warning is taken back', () => {
  const worse = (document: Json): LintResult =>
    (document as readonly string[])[0] === 'old'
      ? renew(document)
      : result([{ ...found('/0', 'error', []), code: 'STW901', name: 'other' }])
  assert.deepEqual(fixAll(['old'], worse), { document: ['old'], applied: [] })
})

test('fixAll: two fixes that undo each other end', () => {
  const swap = (document: Json): LintResult => {
    const [item] = document as readonly string[]
    return result([found('/0', 'warning', [{ op: 'replace', at: '/0', value: item === 'a' ? 'b' : 'a' }])])
  }
  assert.deepEqual(fixAll(['a'], swap).document, ['a'])
})

test('fixAll: of two fixes for one place the first is applied', () => {
  const both = (document: Json): LintResult =>
    (document as readonly string[])[0] === 'old'
      ? result(['first', 'second'].map((value) => found('/0', 'warning', [{ op: 'replace', at: '/0', value }])))
      : result([])
  assert.deepEqual(fixAll(['old'], both).document, ['first'])
})
