import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '#json'
import { isSame, mergeField } from './merge-field.ts'
import type { FieldName } from './views.ts'

const CONFLICT = Symbol('conflict')
const url = (name: string, ...tags: readonly string[]) => ({ url: `https://a.example/${name}`, tags })

const cases: readonly [
  why: string,
  field: FieldName,
  base: Json,
  theirs: Json,
  yours: Json,
  expected: Json | typeof CONFLICT,
][] = [
  ['only you', 'title', 'a', 'a', 'b', 'b'],
  ['only they', 'title', 'a', 'b', 'a', 'b'],
  ['both the same', 'title', 'a', 'b', 'b', 'b'],
  ['both differently', 'title', 'a', 'b', 'c', CONFLICT],
  ['you set what was absent', 'cve', null, null, 'CVE-2030-1', 'CVE-2030-1'],
  ['you take away what they changed', 'description', 'a', 'b', null, CONFLICT],
  ['both add', 'references', [], [url('1')], [url('2')], [url('1'), url('2')]],
  ['both add to an absent list', 'references', null, [url('1')], [url('2')], [url('1'), url('2')]],
  ['one adds, one removes', 'references', [url('1')], [], [url('1'), url('2')], [url('2')]],
  ['both remove', 'weaknesses', ['CWE-1', 'CWE-2'], ['CWE-1'], ['CWE-2'], []],
  [
    'one changes an item, one adds another',
    'references',
    [url('1')],
    [url('1', 'patch')],
    [url('1'), url('2')],
    [url('1', 'patch'), url('2')],
  ],
  ['both change one item', 'references', [url('1')], [url('1', 'patch')], [url('1', 'exploit')], CONFLICT],
  ['one changes what the other removes', 'references', [url('1')], [url('1', 'patch')], [], CONFLICT],
  ['both add an item of one key', 'references', [], [url('1', 'patch')], [url('1')], CONFLICT],
  [
    'items that cannot be told apart',
    'timeline',
    [],
    [{ date: 'd', event: 'e' }],
    [
      { date: 'd', event: 'e' },
      { date: 'd', event: 'e' },
    ],
    CONFLICT,
  ],
  ['one version of CVSS is one item', 'severity', ['CVSS:4.0/a'], ['CVSS:4.0/b'], ['CVSS:4.0/c'], CONFLICT],
  ['two versions are two', 'severity', [], ['CVSS:4.0/a'], ['CVSS:3.1/a'], ['CVSS:4.0/a', 'CVSS:3.1/a']],
  ['you move, they add', 'modules', ['a', 'b'], ['a', 'b', 'c'], ['b', 'a'], ['b', 'c', 'a']],
  ['they move, you add', 'modules', ['a', 'b'], ['b', 'a'], ['a', 'b', 'c'], ['b', 'c', 'a']],
  ['introduced at the beginning, or by a commit', 'introduced', '0', ['aaaaaaa'], ['bbbbbbb'], CONFLICT],
  ['fields of the record', 'record', { x_a: 1 }, { x_a: 1, x_b: 2 }, { x_c: 3 }, { x_b: 2, x_c: 3 }],
  ['one field of the record, both', 'record', { x_a: 1 }, { x_a: 2 }, { x_a: 3 }, CONFLICT],
  ['a field taken out of the record is no absent one', 'record', {}, { x_a: null }, { x_b: 1 }, { x_a: null, x_b: 1 }],
]

for (const [why, field, base, theirs, yours, expected] of cases) {
  test(`mergeField: ${why}`, () => {
    const merged = mergeField(field, base, theirs, yours)
    if (expected === CONFLICT) assert.equal(merged.is, 'conflict')
    else assert.deepEqual(merged, { is: 'merged', value: expected })
  })
}

const item = fc.record({ url: fc.constantFrom('a', 'b', 'c', 'd', 'e'), tags: fc.subarray(['x', 'y']) })
const listOf = fc.uniqueArray(item, { selector: ({ url: key }) => key, maxLength: 5 })
type Item = { readonly url: string; readonly tags: readonly string[] }

test('mergeField: no change of either person is lost', () => {
  fc.assert(
    fc.property(listOf, listOf, listOf, (base, theirs, yours) => {
      const merged = mergeField('references', base, theirs, yours)
      if (merged.is === 'conflict') {
        // Only where both did something.
        assert(!isSame(base, theirs) && !isSame(base, yours))
        return
      }
      const result = merged.value as readonly Item[]
      assert.equal(new Set(result.map(({ url: key }) => key)).size, result.length)
      const find = (list: readonly Item[], key: string) => list.find((each) => each.url === key)
      for (const key of ['a', 'b', 'c', 'd', 'e']) {
        const [was, them, you, now] = [base, theirs, yours, result].map((list) => find(list, key))
        // Whoever changed the item sees their change; who did not touch it has no say.
        if (!isSame(them ?? null, was ?? null)) assert.deepEqual(now, them)
        else if (!isSame(you ?? null, was ?? null)) assert.deepEqual(now, you)
        else assert.deepEqual(now, was)
      }
    }),
    { numRuns: 2000 },
  )
})
