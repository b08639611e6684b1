import assert from 'node:assert/strict'
import type { BoardDecisionRow, BoardItemRow, DriftRow, SeenTag, StoredItem } from '#desk/board'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const at = '2030-03-12T16:20:00.000Z'
const tag: SeenTag = {
  project: 'lantern',
  tag: 'v3.13.9',
  version: '3.13.9',
  commit: 'ab'.repeat(20),
  seenAt: at,
  isNew: true,
}
const old: SeenTag = { ...tag, tag: 'v3.13.8', version: '3.13.8', tagged: '2030-03-01', isNew: false }
const item: StoredItem = {
  vulnerability: 'HRTH-1',
  title: 'Žlutý',
  plan: 'p',
  before: ['3.13.0 < 3.13.10'],
  after: ['3.13.0 < 3.13.9'],
  block: { before: ['3.13.0 < 3.13.10'], after: ['3.13.0 < 3.13.9'] },
  versions: [{ version: '3.13.9', before: 'affected', after: 'unaffected', why: 'it contains the fix' }],
  why: 'it contains the fix',
  others: [],
  conflicts: [],
}

onBothDatabases('tags are seen once, and only new ones have a page', async ({ store }) => {
  const elsewhere: SeenTag = { ...tag, project: 'kiln', seenAt: '2030-03-13T00:00:00.000Z' }
  await store.write(async ({ board }) => {
    for (const each of [old, tag, tag, elsewhere]) await board.putTag(each)
    return ok(undefined)
  })
  const read = await store.read(async ({ board }) => ({
    all: await board.tags('lantern'),
    fresh: await board.newTags('all', 9),
    mine: await board.newTags(['lantern'], 9),
    none: await board.newTags([], 9),
    one: await board.newTags('all', 1),
  }))
  assert.deepEqual(read, { all: [tag, old], fresh: [elsewhere, tag], mine: [tag], none: [], one: [elsewhere] })
})

onBothDatabases('an item of the board is kept as it was computed last', async ({ store }) => {
  const row: BoardItemRow = { project: 'lantern', tag: 'v3.13.9', vulnerability: 'HRTH-1', item, published: false }
  const settled: BoardItemRow = { ...row, item: { ...item, plan: 'q' }, settledAt: at, published: true }
  const other: BoardItemRow = { ...row, tag: 'v3.14.1', vulnerability: 'HRTH-2' }
  await store.write(async ({ board }) => {
    for (const each of [row, other, settled]) await board.putItem(each)
    return ok(undefined)
  })
  const read = await store.read(async ({ board }) => [
    await board.items('lantern'),
    await board.items('lantern', 'v3.14.1'),
    await board.items('kiln'),
  ])
  assert.deepEqual(read, [[settled, other], [other], []])
})

onBothDatabases('decisions stay in their order, and can be taken back', async ({ store }) => {
  const by = { id: 'ilse', name: 'Ilse' }
  const approve: BoardDecisionRow = {
    id: '1',
    project: 'lantern',
    vulnerability: 'HRTH-1',
    plan: 'p',
    kind: 'approve',
    by,
    at,
  }
  const keep: BoardDecisionRow = { ...approve, id: '2', kind: 'keep-statement', reason: 'queued', edition: 4 }
  await store.write(async ({ board }) => {
    for (const each of [keep, approve]) await board.addDecision(each)
    return ok(undefined)
  })
  assert.deepEqual(await store.read(({ board }) => board.decisions('lantern')), [approve, keep])
  await store.write(async ({ board }) => ok(await board.removeDecision('1')))
  assert.deepEqual(await store.read(({ board }) => board.decisions('lantern')), [keep])
})

onBothDatabases('a stretch of drift is opened and closed', async ({ store }) => {
  const open: DriftRow = { project: 'lantern', vulnerability: 'HRTH-1', version: '3.13.9', since: at }
  const closed: DriftRow = { ...open, until: '2030-03-13T00:00:00.000Z' }
  await store.write(async ({ board }) => {
    await board.putDrift(open)
    await board.putDrift(closed)
    await board.putDrift({ ...open, project: 'kiln', vulnerability: 'K-1' })
    return ok(undefined)
  })
  assert.deepEqual(await store.read(({ board }) => board.drift(['lantern'])), [closed])
  assert.equal((await store.read(({ board }) => board.drift('all'))).length, 2)
  assert.deepEqual(await store.read(({ board }) => board.drift([])), [])
})
