import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commitHash, findCommit, type History, type HistoryParts, makeHistory, sortCommits } from '#history'

/** A hash that begins with the given digits. */
function hash(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.padEnd(40, '0'), 'hex'))
}

/** Commits with the given hashes and parents. */
function parts(
  commits: readonly (readonly [digits: string, ...parents: number[]])[],
  names: Pick<HistoryParts, 'tags' | 'branches'> = {},
): HistoryParts {
  const hashes = new Uint8Array(20 * commits.length)
  const parentStart = new Uint32Array(commits.length + 1)
  const parents: number[] = []
  for (const [i, [digits, ...own]] of commits.entries()) {
    hashes.set(hash(digits), 20 * i)
    parents.push(...own)
    parentStart[i + 1] = parents.length
  }
  return { hashLength: 20, hashes, parentStart, parents: Uint32Array.from(parents), ...names }
}

const refused: readonly [
  why: string,
  make: typeof makeHistory | typeof sortCommits,
  HistoryParts,
  code: string,
  at: string,
][] = [
  ['a hash listed twice', makeHistory, parts([['aa'], ['bb'], ['aa']]), 'HISTORY_COMMIT_DUPLICATE', '/commits/2'],
  ['a parent that is not there', makeHistory, parts([['aa'], ['bb', 7]]), 'HISTORY_PARENT_UNKNOWN', '/commits/1'],
  ['a parent after its child', makeHistory, parts([['aa', 1], ['bb']]), 'HISTORY_ORDER', '/commits/0'],
  ['a commit that is its own parent', makeHistory, parts([['aa', 0]]), 'HISTORY_ORDER', '/commits/0'],
  [
    "two commits that are each other's parent",
    sortCommits,
    parts([['aa'], ['bb', 2], ['cc', 1]]),
    'HISTORY_CYCLE',
    '/commits/1',
  ],
  [
    'a parent that is not there, in any order',
    sortCommits,
    parts([['aa', 2], ['bb']]),
    'HISTORY_PARENT_UNKNOWN',
    '/commits/0',
  ],
  [
    'a tag of no commit',
    makeHistory,
    parts([['aa']], { tags: [{ name: 'v1', commit: 1 }] }),
    'HISTORY_NAME_DANGLING',
    '/tags/0',
  ],
  [
    'a tag of half a commit',
    makeHistory,
    parts([['aa']], { tags: [{ name: 'v1', commit: 0.5 }] }),
    'HISTORY_NAME_DANGLING',
    '/tags/0',
  ],
  [
    'a tag of no commit, sorted',
    sortCommits,
    parts([['aa']], { tags: [{ name: 'v1', commit: 1 }] }),
    'HISTORY_NAME_DANGLING',
    '/tags/0',
  ],
  [
    'one tag twice',
    makeHistory,
    parts([['aa']], {
      tags: [
        { name: 'v', commit: 0 },
        { name: 'v', commit: 0 },
      ],
    }),
    'HISTORY_NAME_DUPLICATE',
    '/tags/1',
  ],
  [
    'a tag with a space',
    makeHistory,
    parts([['aa']], { tags: [{ name: 'v 1', commit: 0 }] }),
    'HISTORY_NAME_MALFORMED',
    '/tags/0',
  ],
  [
    'a tag with a line feed',
    makeHistory,
    parts([['aa']], { tags: [{ name: 'v\n1', commit: 0 }] }),
    'HISTORY_NAME_MALFORMED',
    '/tags/0',
  ],
  [
    'a tag that climbs',
    makeHistory,
    parts([['aa']], { tags: [{ name: '../v', commit: 0 }] }),
    'HISTORY_NAME_MALFORMED',
    '/tags/0',
  ],
  [
    'a branch of no commit',
    makeHistory,
    parts([['aa']], { branches: [{ name: 'b', commit: 3 }] }),
    'HISTORY_NAME_DANGLING',
    '/branches/0',
  ],
]
for (const [why, make, input, code, at] of refused) {
  test(`a history is refused with ${why}`, () => {
    const made = make(input)
    assert(!made.ok)
    assert.equal(made.fault.code, code)
    assert.equal(made.fault.at, at)
  })
}

test('arrays that do not fit together are a mistake of the program', () => {
  const good = parts([['aa'], ['bb', 0]])
  assert.throws(() => makeHistory({ ...good, parentStart: Uint32Array.of(0, 0) }), RangeError)
  assert.throws(() => makeHistory({ ...good, parentStart: Uint32Array.of(0, 2, 1) }), RangeError)
  assert.throws(() => makeHistory({ ...good, hashes: good.hashes.subarray(1) }), RangeError)
})

test('tags and branches are in the order of their names, by code units', () => {
  const names = ['v1.10', 'v1.9', 'V1', 'v1.1', 'é', 'a/b']
  const made = makeHistory(parts([['aa']], { tags: names.map((name) => ({ name, commit: 0 })) }))
  assert(made.ok)
  assert.deepEqual(
    made.value.tags.map(({ name }) => name),
    ['V1', 'a/b', 'v1.1', 'v1.10', 'v1.9', 'é'],
  )
})

test('sorting numbers parents first and does not depend on the order given', () => {
  const graph = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 40 })
  const property = fc.property(graph, fc.infiniteStream(fc.nat()), (links, shuffle) => {
    const size = links.length
    const rows = links.map((row, i) => [...new Set(i === 0 ? [] : row.map((n) => n % i))])
    const digits = (i: number) => ((i * 2654435761) >>> 0).toString(16).padStart(8, '0')
    const straight = sortCommits(parts(rows.map((row, i) => [digits(i), ...row])))

    const order = rows.map((_, i) => i)
    for (let i = size - 1; i > 0; i--) {
      const j = shuffle.next().value! % (i + 1)
      ;[order[i], order[j]] = [order[j]!, order[i]!]
    }
    const mixed = sortCommits(parts(order.map((i) => [digits(i), ...rows[i]!.map((parent) => order.indexOf(parent))])))
    assert(straight.ok && mixed.ok)
    const history: History = mixed.value
    assert.deepEqual(mixed.value, straight.value)

    for (const [i, row] of rows.entries()) {
      const found = findCommit(history, digits(i).padEnd(40, '0'))
      assert(found.ok)
      const own = history.parents.slice(history.parentStart[found.value], history.parentStart[found.value + 1])
      assert.deepEqual(
        Array.from(own, (parent) => commitHash(history, parent)),
        row.map((parent) => digits(parent).padEnd(40, '0')),
      )
    }
  })
  fc.assert(property, { seed: 7, numRuns: 200 })
})

const sought: readonly [why: string, text: string, answer: number | string][] = [
  ['a full hash', 'abcdef12'.padEnd(40, '0'), 0],
  ['capitals', 'ABCDEF12'.padEnd(40, '0'), 0],
  ['seven digits', 'abcdef2', 1],
  ['the first hash of all', '0000000', 2],
  ['the last hash of all', 'fffffff', 3],
  ['a beginning that two commits share', 'abcdef1', 'COMMIT_AMBIGUOUS'],
  ['more digits of it', 'abcdef13', 4],
  ['a hash that is not there', 'abcdef3', 'COMMIT_UNKNOWN'],
  ['a hash before all others but one', '0000001', 'COMMIT_UNKNOWN'],
  ['six digits', 'abcdef', 'COMMIT_MALFORMED'],
  ['one digit too many', 'a'.repeat(41), 'COMMIT_MALFORMED'],
  ['another letter', 'abcdefg', 'COMMIT_MALFORMED'],
  ['a space in front', ' abcdef2', 'COMMIT_MALFORMED'],
  ['a line feed at the end', 'abcdef2\n', 'COMMIT_MALFORMED'],
  ['nothing', '', 'COMMIT_MALFORMED'],
  ['an option', '--output=x', 'COMMIT_MALFORMED'],
]
const some = makeHistory(parts([['abcdef12'], ['abcdef2'], ['00'], ['f'.repeat(40)], ['abcdef13']]))
for (const [why, text, answer] of sought) {
  test(`findCommit: ${why}`, () => {
    assert(some.ok)
    const found = findCommit(some.value, text)
    assert.equal(found.ok ? found.value : found.fault.code, answer)
    if (!found.ok) assert(found.fault.hint, 'a refusal says what to do')
  })
}

test('findCommit says how to end an ambiguity', () => {
  assert(some.ok)
  const found = findCommit(some.value, 'abcdef1')
  assert(!found.ok)
  assert.equal(found.fault.hint, `write more digits: ${'abcdef12'.padEnd(40, '0')}, ${'abcdef13'.padEnd(40, '0')}`)
})

test('very many hashes that begin alike are found, in reasonable time', () => {
  const size = 20_000
  const hashes = new Uint8Array(20 * size)
  const view = new DataView(hashes.buffer)
  for (let i = 0; i < size; i++) view.setUint32(20 * i + 16, (i * 7919) % size)
  const start = performance.now()
  const made = makeHistory({
    hashLength: 20,
    hashes,
    parentStart: new Uint32Array(size + 1),
    parents: new Uint32Array(0),
  })
  assert(made.ok)
  assert(performance.now() - start < 5000)
  for (const commit of [0, 77, size - 1]) {
    const found = findCommit(made.value, commitHash(made.value, commit))
    assert(found.ok)
    assert.equal(found.value, commit)
  }
})
