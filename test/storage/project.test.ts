import assert from 'node:assert/strict'
import type { ProjectRow } from '#desk/projects'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const LANTERN: ProjectRow = {
  slug: 'lantern',
  title: 'Lantern',
  version: 1,
  settings: 'steward: 1\n',
  origin: 'https://git.example/lantern.git',
  clone: 'c1',
  createdAt: '2030-01-01T00:00:00.000Z',
}

onBothDatabases('a project keeps its settings by version, and how its clone stands without one', async ({ store }) => {
  const done = await store.write(async ({ projects }) => {
    assert.equal(await projects.insert(LANTERN), true)
    assert.equal(await projects.insert({ ...LANTERN, title: 'Other' }), false)
    assert.equal(await projects.update('lantern', 1, { settings: 'new', title: 'Lantern 2' }), 2)
    assert.equal(await projects.update('lantern', 1, { settings: 'late', title: 'Lantern 3' }), undefined)
    await projects.note('lantern', { is: 'reading', job: 'j' })
    assert.equal((await projects.find('lantern'))?.job, 'j')
    await projects.note('lantern', { is: 'failed', problem: { code: 'GIT_FAILED', message: 'no such host' } })
    const failed = await projects.find('lantern')
    assert.deepEqual([failed?.job, failed?.problem?.code, failed?.version], [undefined, 'GIT_FAILED', 2])
    await projects.note('lantern', { is: 'read', at: '2030-01-02T00:00:00.000Z' })
    return ok(await projects.list())
  })
  const expected = { ...LANTERN, title: 'Lantern 2', version: 2, settings: 'new', readAt: '2030-01-02T00:00:00.000Z' }
  assert.deepEqual(done, { ok: true, value: [expected] })
})

onBothDatabases('a proposal waits for its repository', async ({ store }) => {
  const row = {
    id: 'p1',
    origin: '/srv/git/lantern',
    clone: 'c1',
    state: 'reading',
    createdBy: 'ada',
    createdAt: '2030-01-01T00:00:00.000Z',
  } as const
  await store.write(async ({ proposals }) => {
    await proposals.insert(row)
    await proposals.note('p1', 'reading', { job: 'j' })
    assert.deepEqual(await proposals.find('p1'), { ...row, job: 'j' })
    await proposals.note('p1', 'failed', { problem: { code: 'X', message: 'no' } })
    assert.deepEqual((await proposals.find('p1'))?.problem, { code: 'X', message: 'no' })
    await proposals.note('p1', 'ready', {})
    assert.deepEqual(await proposals.find('p1'), { ...row, state: 'ready', job: 'j' })
    await proposals.remove('p1')
    assert.equal(await proposals.find('p1'), undefined)
    return ok(undefined)
  })
})

onBothDatabases('one template of a project is the default, and comes first', async ({ store }) => {
  const row = { project: 'lantern', about: '', used: 0, version: 1, content: { modules: ['clean'] } } as const
  await store.write(async ({ templates }) => {
    await templates.insert({ ...row, id: 'a', name: 'Archive', isDefault: true })
    await templates.insert({ ...row, id: 'b', name: 'Zip', isDefault: true })
    await templates.onlyDefault('lantern', 'b')
    await templates.countUse('lantern', 'b')
    const all = await templates.ofProject('lantern')
    assert.deepEqual(
      all.map(({ id, isDefault, used }) => [id, isDefault, used]),
      [
        ['b', true, 1],
        ['a', false, 0],
      ],
    )
    assert.equal(await templates.update({ ...row, id: 'a', name: 'Archives', isDefault: false }, 1), 2)
    assert.equal(await templates.update({ ...row, id: 'a', name: 'Late', isDefault: false }, 1), undefined)
    assert.equal((await templates.find('lantern', 'a'))?.name, 'Archives')
    assert.equal(await templates.find('kiln', 'a'), undefined)
    assert.deepEqual([await templates.remove('kiln', 'a'), await templates.remove('lantern', 'a')], [false, true])
    return ok(undefined)
  })
})

onBothDatabases('credentials are kept for each target of a project', async ({ store }) => {
  const row = {
    project: 'lantern',
    target: 'sandbox',
    url: 'http://127.0.0.1:1/api',
    org: 'lantern',
    user: 'ada@lantern.example',
    sealed: 'v1.abc',
    setAt: '2030-01-01T00:00:00.000Z',
    setBy: 'Ada Brink',
  } as const
  await store.write(async ({ credentials }) => {
    await credentials.put(row)
    await credentials.put({ ...row, sealed: 'v1.def' })
    await credentials.put({ ...row, target: 'test' })
    assert.deepEqual(await credentials.find('lantern', 'sandbox'), { ...row, sealed: 'v1.def' })
    assert.deepEqual(
      (await credentials.ofProject('lantern')).map(({ target }) => target),
      ['sandbox', 'test'],
    )
    assert.equal(await credentials.remove('lantern', 'test'), true)
    assert.equal(await credentials.find('lantern', 'test'), undefined)
    return ok(undefined)
  })
})
