import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { keyOf, queries, refresh, refreshList } from './reads.ts'
import { withQuery } from './request.ts'

afterEach(() => queries.clear())

const keys: readonly [path: string, key: readonly string[]][] = [
  ['/vulnerabilities/X/readiness', ['vulnerabilities', 'X', 'readiness']],
  ['/ids?project=lantern&target=test', ['ids', '?project=lantern&target=test']],
  ['/', []],
]
for (const [path, key] of keys)
  test(`what is read at ${path} is kept by its parts`, () => assert.deepEqual(keyOf(path), key))

test('a query leaves out what has no value', () => {
  assert.equal(withQuery('/cases', { q: 'a b&c', project: undefined, state: '', limit: 5 }), '/cases?q=a+b%26c&limit=5')
  assert.equal(withQuery('/cases', {}), '/cases')
})

const KEPT = [
  ['vulnerabilities', 'pages'],
  ['vulnerabilities', '?q=x', 'pages'],
  ['vulnerabilities', 'X'],
  ['vulnerabilities', 'X', 'readiness'],
  ['vulnerabilities', 'Y'],
  ['home'],
]

function keep(): void {
  for (const key of KEPT) queries.setQueryData(key, 'as it was')
}

const stale = (): readonly string[] =>
  KEPT.filter((key) => queries.getQueryState(key)?.isInvalidated).map((key) => key.join(' '))

test('a thing is read again with all that is below it, and nothing else', async () => {
  keep()
  await refresh('/vulnerabilities/X')
  assert.deepEqual(stale(), ['vulnerabilities X', 'vulnerabilities X readiness'])
})

test('a list is read again whatever its filter, without the things in it', async () => {
  keep()
  await refreshList('/vulnerabilities')
  assert.deepEqual(stale(), ['vulnerabilities pages', 'vulnerabilities ?q=x pages'])
})

test('after a break everything is read again', async () => {
  keep()
  await refresh('/')
  assert.equal(stale().length, KEPT.length)
})
