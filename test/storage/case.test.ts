import assert from 'node:assert/strict'
import type { CaseRow } from '#desk/cases'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const ilse = { id: 'ilse', name: 'Ilse Marchetti' }
const runa = { id: 'runa', name: 'Runa Halvard' }
const at = '2030-03-08T15:00:00.000Z'

const plain: CaseRow = {
  id: '01',
  number: 1,
  project: 'lantern',
  title: 'Path confusion in the template loader',
  report: 'Hello,\n100 % \\_ "quoted"',
  reporter: 'Jonah Weatherby',
  state: 'new',
  received: at,
  touched: at,
  exploitedSince: at,
  credit: { name: 'Jonah Weatherby', consent: 'unknown' },
  version: 1,
}

const full: CaseRow = {
  ...plain,
  id: '02',
  number: 2,
  title: 'Two at 100%',
  contact: 'jonah@example.org',
  state: 'accepted',
  asked: at,
  heard: at,
  credit: { name: 'J. W.', consent: 'named', askedAt: at },
  disclosure: at,
  public: { at, by: 'others' },
  duplicateOf: 'L-0001',
  coordinator: 'ilse',
  vulnerability: 'HRTH-2030-7',
  dispute: {
    ...{ vulnerability: 'HRTH-2030-7', cve: 'CVE-2030-10421', by: 'Ember Linux', claim: 'As intended.\n"Quoted"' },
    ...{ received: at, acknowledged: at, extended: { at, reason: 'asked' }, was: 'accepted' },
    decided: { at, outcome: 'disputed', reason: 'both views' },
  },
}

onBothDatabases('a case comes back as it was kept, and numbers count within the project', async ({ store }) => {
  const other = { ...plain, id: '03', project: 'kiln' }
  await store.write(async ({ cases }) => {
    for (const row of [plain, full, other]) await cases.insert(row)
    return ok(undefined)
  })
  const read = await store.read(async ({ cases }) => ({
    plain: await cases.find('01'),
    full: await cases.find('02'),
    none: await cases.find('04'),
    next: [await cases.nextNumber('lantern'), await cases.nextNumber('kiln'), await cases.nextNumber('bellows')],
  }))
  assert.deepEqual(read, { plain, full, none: undefined, next: [3, 2, 1] })
})

onBothDatabases('two people change one case: the second is told', async ({ store }) => {
  await store.write(async ({ cases }) => ok(await cases.insert(plain)))
  const change = (title: string) => store.write(async ({ cases }) => ok(await cases.update({ ...plain, title }, 1)))
  assert.deepEqual(await change('first'), { ok: true, value: 2 })
  assert.deepEqual(await change('second'), { ok: true, value: undefined })
  const kept = await store.read(({ cases }) => cases.find('01'))
  assert.deepEqual([kept?.title, kept?.version], ['first', 2])
})

onBothDatabases('a list has what the person may know, filtered, in pages', async ({ store }) => {
  await store.write(async ({ cases }) => {
    for (const row of [plain, full, { ...plain, id: '03', project: 'kiln' }]) await cases.insert(row)
    await cases.setKnownTo('01', [ilse, runa, ilse])
    await cases.setKnownTo('02', [ilse])
    await cases.setKnownTo('03', [runa])
    return ok(undefined)
  })
  const ids = (filter: Parameters<Parameters<Parameters<typeof store.read>[0]>[0]['cases']['list']>[0]) =>
    store.read(async ({ cases }) => (await cases.list(filter)).map(({ id }) => id))
  assert.deepEqual(await ids({ person: 'ilse', limit: 10 }), ['02', '01'])
  assert.deepEqual(await ids({ person: 'runa', limit: 10 }), ['03', '01'])
  assert.deepEqual(await ids({ person: 'tomas', limit: 10 }), [])
  assert.deepEqual(await ids({ person: undefined, limit: 2 }), ['03', '02'])
  assert.deepEqual(await ids({ person: undefined, limit: 2, after: '02' }), ['01'])
  assert.deepEqual(await ids({ person: undefined, limit: 9, projects: ['kiln'] }), ['03'])
  assert.deepEqual(await ids({ person: undefined, limit: 9, projects: [] }), [])
  assert.deepEqual(await ids({ person: undefined, limit: 9, states: ['accepted', 'closed'] }), ['02'])
  assert.deepEqual(await ids({ person: undefined, limit: 9, text: '100%' }), ['02'])
  assert.deepEqual(await ids({ person: undefined, limit: 9, disputes: true }), ['02'])
  assert.deepEqual(await ids({ person: undefined, limit: 9, text: 'WEATHERBY' }), ['03', '02', '01'])
  for (const disputed of ['CVE-2030-10421', 'cve-2030-10421', 'HRTH-2030-7', 'hrth-2030-7']) {
    assert.deepEqual(await ids({ person: undefined, limit: 9, disputed }), ['02'], disputed)
    assert.deepEqual(await ids({ person: 'runa', limit: 9, disputed }), [], `${disputed}, of somebody who may not know`)
  }
  for (const disputed of ['CVE-2030-1042', 'HRTH-2030-77', 'HRTH-2030-_', '%', '"', '\\', 'Ember Linux', '']) {
    assert.deepEqual(await ids({ person: undefined, limit: 9, disputed }), [], `another record: ${disputed}`)
  }
  await store.write(async ({ cases }) => ok(await cases.setKnownTo('01', [{ id: 'tomas', name: 'Tomas Vries' }])))
  const known = await store.read(async ({ cases }) => [
    await cases.knownTo('01'),
    await cases.peopleOf('01'),
    [...(await cases.knownToAny(['01', '02', '09']))],
  ])
  assert.deepEqual(known, [
    ['tomas'],
    [{ id: 'tomas', name: 'Tomas Vries' }],
    [
      ['01', ['tomas']],
      ['02', ['ilse']],
      ['09', []],
    ],
  ])
})

onBothDatabases('a case is found by its number, and by each vulnerability that it names', async ({ store }) => {
  const became: CaseRow = { ...plain, id: '11', vulnerability: 'HRTH-2030-8' }
  const repeats: CaseRow = { ...plain, id: '12', number: 2, duplicateOf: 'hrth-2030-8' }
  const disputes: CaseRow = { ...full, id: '13', number: 3, vulnerability: 'HRTH-2030-9' }
  await store.write(async ({ cases }) => {
    for (const row of [became, repeats, disputes]) await cases.insert(row)
    for (const { id } of [became, disputes]) await cases.setKnownTo(id, [ilse])
    return ok(undefined)
  })
  const facts: readonly (readonly [text: string, about: string | undefined, found: readonly string[]])[] = [
    ['lantern-0001', undefined, ['11']],
    ['Lantern-2', undefined, ['12']],
    ['kiln-1', undefined, []],
    ['lantern-9999999999', undefined, []],
    ['HRTH-2030-8', undefined, ['12', '11']],
    ['hrth-2030-8', undefined, ['12', '11']],
    ['HRTH-2030-7', undefined, ['13']],
    ['HRTH-2030-9', undefined, ['13']],
    ['CVE-2030-10421', undefined, ['13']],
    ['CVE-2030-10422', 'HRTH-2030-8', ['12', '11']],
    ['CVE-2030-10422', undefined, []],
    ['HRTH-2030', undefined, []],
    ['HRTH-2030-_', undefined, []],
    // Words of people beside the names.
    ['100%', 'HRTH-2030-8', ['13', '12', '11']],
  ]
  for (const [text, about, found] of facts) {
    const filter = { limit: 9, text, ...(about !== undefined && { about }) }
    const [all, some] = await store.read(async ({ cases }) => [
      await cases.list({ ...filter, person: undefined }),
      await cases.list({ ...filter, person: 'ilse' }),
    ])
    const what = `${text} ${about ?? ''}`
    assert.deepEqual(
      all?.map(({ id }) => id),
      found,
      what,
    )
    assert.deepEqual(
      some?.map(({ id }) => id),
      found.filter((id) => id !== '12'),
      `${what}, of those on the lists`,
    )
  }
})

onBothDatabases('notes stay in their order', async ({ store }) => {
  const by = { id: 'ilse', name: 'Ilse Marchetti' }
  const notes = ['a', 'b'].map((id) => ({ id, case: '01', kind: 'note' as const, by, at, text: `note ${id}` }))
  await store.write(async ({ cases }) => {
    for (const note of notes) await cases.addNote(note)
    await cases.addNote({ ...notes[0]!, id: 'c', case: '02' })
    return ok(undefined)
  })
  assert.deepEqual(await store.read(({ cases }) => cases.notes('01')), notes)
})
