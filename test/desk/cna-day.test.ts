import assert from 'node:assert/strict'
import path from 'node:path'
import type { ReadersView } from '#desk/advisories'
import type { HomeView } from '#desk/home'
import { ok } from '#fault'
import { type Sandbox, startSandbox } from '#sandbox'
import type { Board } from '../../src/http/shapes/board.ts'
import { SANDBOX_CNA } from '../../src/main/desk-sandbox.ts'
import { COMMITS, CVE, facts, PROJECT, put, rowOf, TAGS } from '../publishing/rehearsal-desk.ts'
import { onBothDatabases, type TestDatabase } from '../storage/both-databases.ts'
import { addCommits, repository } from '../worlds/repository.ts'
import { join, outcome, startDesk, type TestDesk, type Visitor } from './desk-under-test.ts'

interface Day {
  readonly desk: TestDesk
  readonly founder: Visitor
  readonly hashes: ReadonlyMap<string, string>
  /** What the sandbox has seen: `POST /api/cve/CVE-2030-10421/cna 200`. */
  readonly seen: readonly string[]
}

/** A desk with one project, its clone and CVE Services to rehearse with, for one fact. */
async function day(database: TestDatabase, check: (day: Day) => Promise<void>): Promise<void> {
  const seen: string[] = []
  const seed = {
    orgs: [{ short_name: 'ember', name: 'Ember Foundation', roles: ['CNA'], id_quota: 10 }],
    ids: [{ cve_id: CVE, owner: SANDBOX_CNA.org }],
  }
  const started = await startSandbox({
    ...SANDBOX_CNA,
    years: ['2030'],
    adp: 'kindling',
    randomSeed: 7,
    seed: { source: 'seed', text: JSON.stringify(seed) },
    seen: ({ method, path: at, status }) => seen.push(`${method} ${at} ${status}`),
  })
  assert(started.ok, JSON.stringify(started))
  const sandbox: Sandbox = started.value
  const desk = await startDesk(database, { sandboxUrl: sandbox.url.replace(/\/$/, '') })
  try {
    const founder = await desk.founder()
    const hashes = repository(path.join(desk.data, 'clones/lantern'), COMMITS, { tags: TAGS })
    const row = {
      ...{ slug: 'lantern', title: 'Lantern', version: 1, origin: 'https://git.example/lantern', clone: 'lantern' },
      settings: PROJECT.replace('short-name: LSF', `short-name: ${SANDBOX_CNA.org}`),
      createdAt: desk.clock.moment(),
      readAt: desk.clock.moment(),
    }
    assert((await database.store.write(async (tx) => ok(await tx.projects.insert(row)))).ok)
    await check({ desk, founder, hashes, seen })
    assert.deepEqual(desk.crashes, [])
  } finally {
    await desk.close()
    await sandbox.close()
  }
}

/** Does the work of a job, as a worker would. */
async function work({ desk }: Day, job: string): Promise<unknown> {
  const row = await desk.database.store.read(({ jobs }) => jobs.find(job))
  const handler = desk.jobs.find(({ kind }) => kind === row?.kind)
  assert(row !== undefined && handler !== undefined, job)
  const done = await handler.run({ ...row, attempts: 1 }, new AbortController().signal)
  return done.ok ? done.value : done.fault
}

onBothDatabases('a draft is asked about, approved by another, and published exactly once', (database) =>
  day(database, async (world) => {
    const { desk, founder, hashes, seen } = world
    const editor = await join(desk, founder, 'Tomas', ['editor'])
    const reviewer = await join(desk, founder, 'Ilse', ['reviewer', 'editor'])
    const operator = await join(desk, founder, 'Runa', ['operator'])
    await put(desk.database, rowOf(facts({ hashes }), editor.person))
    const review = '/vulnerabilities/LSF-2030-4/review'

    const needs = async (who: Visitor): Promise<readonly string[]> =>
      ((await who.get('/home')).body.needs as unknown as readonly { readonly title: string }[]).map(
        ({ title }) => title,
      )
    assert(!(await needs(reviewer)).includes('A review waits for you'))
    assert.equal(outcome(await editor.post(`${review}/requests`, { version: 1 })), '200')
    assert((await needs(reviewer)).includes('A review waits for you'))
    assert(!(await needs(editor)).includes('A review waits for you'), 'nobody reviews what they wrote')
    const shown = await reviewer.get(review)
    assert.match(shown.text, /Vendor: Lantern Software Foundation\\nProduct: Lantern\\n/)

    const approve = { decision: 'approve', version: 1 }
    assert.equal(outcome(await editor.post(`${review}/decisions`, approve)), '403 NOT_PERMITTED')
    assert.equal(outcome(await reviewer.post(`${review}/decisions`, approve)), '200')
    const publications = '/vulnerabilities/LSF-2030-4/publications'
    const wish = { target: 'sandbox', version: 1 }
    assert.equal(outcome(await editor.post(publications, wish)), '403 NOT_PERMITTED')
    assert.equal(outcome(await operator.post(publications, wish)), '202')
    assert.equal(outcome(await operator.post(publications, wish)), '409 PUBLICATION_UNDERWAY')

    const [row] = await desk.database.store.read((tx) => tx.publications.ofVulnerability('LSF-2030-4', 1))
    assert.equal(await work(world, row?.job ?? ''), 'published')
    assert.equal(await work(world, row?.job ?? ''), 'published', 'a second worker finds it done')
    assert.deepEqual(
      seen.filter((line) => /^(POST|PUT) .*\/cve\//.test(line)),
      [`POST /api/cve/${CVE}/cna 200`],
    )
    const now = await operator.get('/vulnerabilities/LSF-2030-4')
    assert.equal(String(now.body.stage), 'published')

    const asked = await founder.post('/projects/proposals', { repository: 'https://192.88.98.1/kiln' })
    assert.equal(outcome(asked), '202')
    // What was just done takes its place in the chain a moment later; whoever reads the trail waits for it.
    await founder.get('/audit?limit=1')
    const { activity } = (await founder.get('/home')).body as unknown as HomeView
    assert.deepEqual(
      activity.slice(0, 3).map(({ who, words, subject }) => [who, words, subject]),
      [
        ['Ada Founder', 'had https://192.88.98.1/kiln looked at, to add a project', 'https://192.88.98.1/kiln'],
        ['Steward', `published ${CVE} in the sandbox`, CVE],
        ['Runa', `asked to publish ${CVE}`, CVE],
      ],
      'what was done is told by the names that people know',
    )

    const found = async (q: string): Promise<readonly string[]> =>
      (
        (await editor.get(`/search?q=${encodeURIComponent(q)}`)).body.items as unknown as readonly { kind: string }[]
      ).map(({ kind }) => kind)
    for (const [q, kinds] of [
      [CVE, ['vulnerability']],
      ['link FOLLOWED', ['vulnerability']],
      ['Mira Solheim', ['vulnerability']],
      [String(hashes.get('fix')).slice(0, 12), ['vulnerability']],
      ['affects 3.13.1', ['release']],
      ['affects 3.13.2', []],
      ['lantern', ['vulnerability', 'project']],
      ['nothing of the kind', []],
    ] as const) {
      assert.deepEqual(await found(q), kinds, q)
    }
  }),
)

onBothDatabases(
  'a release that changes no CVE record is in the OSV record from the moment that it is seen',
  (database) =>
    day(database, async (world) => {
      const { desk, founder, hashes } = world
      const editor = await join(desk, founder, 'Tomas', ['editor'])
      const reviewer = await join(desk, founder, 'Ilse', ['reviewer'])
      const operator = await join(desk, founder, 'Runa', ['operator'])
      const long = '2020-01-01T00:00:00.000Z'
      await put(desk.database, rowOf(facts({ hashes }), editor.person, { createdAt: long, updatedAt: long }))
      const at = '/vulnerabilities/LSF-2030-4'
      assert.equal(outcome(await editor.post(`${at}/review/requests`, { version: 1 })), '200')
      assert.equal(outcome(await reviewer.post(`${at}/review/decisions`, { decision: 'approve', version: 1 })), '200')
      assert.equal(outcome(await operator.post(`${at}/publications`, { target: 'sandbox', version: 1 })), '202')
      const [row] = await desk.database.store.read((tx) => tx.publications.ofVulnerability('LSF-2030-4', 1))
      assert.equal(await work(world, row?.job ?? ''), 'published')

      const read = async (): Promise<{ modified: string; published: string; versions: readonly string[] }> => {
        const { osv, problems } = (await editor.get(`${at}/readers`)).body as unknown as ReadersView
        assert.deepEqual(problems, [])
        const { modified, published, affected } = JSON.parse(osv ?? '')
        return { modified, published, versions: affected[0].versions }
      }
      const board = async (): Promise<readonly string[]> =>
        ((await editor.get('/board')).body as unknown as Board).rounds.map(({ tag, counts }) => `${tag} ${counts.all}`)
      assert.deepEqual(await board(), [])
      const before = await read()
      assert.equal(before.modified, before.published, 'it was edited last before it was published')
      assert.deepEqual(before.versions, ['3.13.0', '3.13.1'])

      for (const [tag, id, versions, changed] of [
        ['v3.12.1', 'start', ['3.13.0', '3.13.1'], false],
        ['v3.13.0.post1', 'between', ['3.13.0', '3.13.0.post1', '3.13.1'], true],
      ] as const) {
        desk.clock.pass(60)
        addCommits(path.join(desk.data, 'clones/lantern'), [], { tags: { [tag]: id } }, hashes)
        const now = desk.clock.moment()
        await database.store.write(async ({ projects }) => ok(await projects.note('lantern', { is: 'read', at: now })))
        assert.equal((await board())[0], `${tag} 0`, 'no CVE record changes')
        desk.clock.pass(60)
        const after = await read()
        assert.deepEqual(after.versions, versions, tag)
        assert.equal(after.modified, changed ? now : before.modified, tag)
      }
    }),
)

onBothDatabases('the ID desk: three ways to reserve, reject and back, transfer, quota, an account', (database) =>
  day(database, async ({ desk, founder }) => {
    const at = 'project=lantern&target=sandbox'
    const reserved: string[] = []
    for (const [mode, amount, count] of [
      ['priority', 1, 1],
      ['sequential', 3, 3],
      ['nonsequential', 2, 2],
    ] as const) {
      const answer = await founder.post(`/ids/reservations?${at}`, { mode, amount, year: 2030 })
      assert.equal(answer.status, 201, answer.text)
      const ids = answer.body.ids as unknown as readonly string[]
      assert.equal(ids.length, count, mode)
      reserved.push(...ids)
    }
    const counts = async (): Promise<unknown> => {
      const { free, rejected, all } = (await founder.get(`/ids?${at}`)).body.counts as unknown as Record<string, number>
      return { free, rejected, all }
    }
    assert.deepEqual(await counts(), { free: 7, rejected: 0, all: 7 })
    const [first = '', second = ''] = reserved
    const reader = await join(desk, founder, 'Vera', ['viewer'])
    assert.equal(outcome(await reader.post(`/ids/${first}/rejection?${at}`, {})), '403 NOT_PERMITTED')
    assert.equal(outcome(await founder.post(`/ids/${first}/rejection?${at}`, {})), '200')
    assert.deepEqual(await counts(), { free: 6, rejected: 1, all: 7 })
    assert.equal(outcome(await founder.ask('DELETE', `/ids/${first}/rejection?${at}`)), '200')
    assert.deepEqual(await counts(), { free: 7, rejected: 0, all: 7 })

    const nowhere = await founder.post(`/ids/${second}/transfer?${at}`, { org: 'nobody' })
    assert(nowhere.status >= 400 && nowhere.status < 500, nowhere.text)
    assert.deepEqual(await counts(), { free: 7, rejected: 0, all: 7 })
    assert.equal(outcome(await founder.post(`/ids/${second}/transfer?${at}`, { org: 'ember' })), '200')
    assert.deepEqual(await counts(), { free: 6, rejected: 0, all: 6 })

    const added = await founder.post(`/ids/users?${at}`, { username: 'new@cna.example', admin: false })
    assert.equal(added.status, 201, added.text)
    assert(String(added.body.secret).length > 20)
    const organisation = await founder.get(`/ids/organisation?${at}`)
    assert.match(organisation.text, /new@cna\.example/)
    assert(!organisation.text.includes(String(added.body.secret)), 'a key is shown once')
    assert.equal(Number((organisation.body.quota as unknown as { total_reserved: number }).total_reserved), 6)
  }),
)

onBothDatabases(
  'the list of IDs is asked for once in five minutes, and again after a change or when somebody wants it',
  (database) =>
    day(database, async ({ desk, founder, seen }) => {
      const at = 'project=lantern&target=sandbox'
      let asked = 0
      const read = async (more = '') => {
        const before = seen.length
        const { body } = await founder.get(`/ids?${at}${more}`)
        asked += seen.slice(before).filter((line) => line.startsWith('GET /api/cve-id ')).length
        return body
      }
      const first = String((await read()).readAt)
      desk.clock.pass(4)
      assert.equal(String((await read('&show=free&limit=1')).readAt), first)
      assert.equal(String((await read('&year=2030')).readAt), first)
      assert.equal(outcome(await founder.get(`/ids/organisation?${at}`)), '200')
      assert.equal(asked, 1)
      const fresh = await read('&fresh=true')
      assert.notEqual(String(fresh.readAt), first)
      assert.equal(asked, 2)
      desk.clock.pass(6)
      await read()
      assert.equal(asked, 3)
      assert.equal(
        outcome(await founder.post(`/ids/reservations?${at}`, { mode: 'sequential', amount: 2, year: 2030 })),
        '201',
      )
      // What another process of the desk did is known from the database.
      await database.store.write(async ({ settings }) => ok(await settings.put('changes-at test', 'elsewhere')))
      assert.equal(Number((await read()).counts?.all), 3)
      assert.equal(asked, 4)
      await database.store.write(async ({ settings }) => ok(await settings.put('changes-at sandbox', 'elsewhere')))
      await read()
      assert.equal(asked, 5)
    }),
)

onBothDatabases('a publisher adds its container to a record, once, and nobody else does', (database) =>
  day(database, async (world) => {
    const { desk, founder, hashes, seen } = world
    const editor = await join(desk, founder, 'Tomas', ['editor'])
    const reviewer = await join(desk, founder, 'Ilse', ['reviewer'])
    const operator = await join(desk, founder, 'Runa', ['operator'])
    await put(desk.database, rowOf(facts({ hashes }), editor.person))
    const adp = `/ids/${CVE}/adp?project=lantern&target=sandbox`
    const container = {
      title: 'Kindling says more',
      references: [{ url: 'https://kindling.example/lantern', tags: ['technical-description'] }],
    }
    const add = (who: Visitor, what: unknown = container) => who.ask('PUT', adp, { body: { container: what } })
    assert.equal(outcome(await add(editor)), '403 NOT_PERMITTED')
    assert.equal(outcome(await add(operator)), '404 CVE_SERVICES_CVE_RECORD_DNE', 'there is no record yet')
    const review = '/vulnerabilities/LSF-2030-4/review'
    assert.equal(outcome(await editor.post(`${review}/requests`, { version: 1 })), '200')
    assert.equal(outcome(await reviewer.post(`${review}/decisions`, { decision: 'approve', version: 1 })), '200')
    const wish = { target: 'sandbox', version: 1 }
    assert.equal(outcome(await operator.post('/vulnerabilities/LSF-2030-4/publications', wish)), '202')
    const [row] = await desk.database.store.read((tx) => tx.publications.ofVulnerability('LSF-2030-4', 1))
    assert.equal(await work(world, row?.job ?? ''), 'published')
    const refused = await add(operator)
    assert(refused.status >= 400 && refused.status < 500, 'the CNA itself is no publisher')
    const speaker = { org: 'kindling', user: SANDBOX_CNA.user, key: SANDBOX_CNA.key }
    assert.equal(outcome(await founder.ask('PUT', '/projects/lantern/credentials/sandbox', { body: speaker })), '200')
    for (const [wrong, code] of [
      [{ containers: {} }, 'CNA_NOT_ADP'],
      [{ references: [{ url: 'no address' }] }, 'SCHEMA'],
    ] as const) {
      const answer = await add(operator, wrong)
      assert(answer.status === 422 || answer.status === 400, answer.text)
      assert(answer.text.includes(code), answer.text)
    }
    const added = await add(operator)
    assert.equal(added.status, 200, added.text)
    assert.match(added.text, /Kindling|kindling/)
    assert.deepEqual((await add(operator)).body.changes, [], 'nothing is sent where the meaning is the same')
    const sent = seen.filter((line) => line.startsWith(`PUT /api/cve/${CVE}/adp`) && line.endsWith(' 200'))
    assert.equal(sent.length, 1, sent.join())
    await desk.database.sealAudit()
    const trail = await desk.database.store.read((tx) => tx.auditTrail.page({ action: 'ids.adp' }, 10))
    assert.equal(trail.length, 1)
  }),
)

onBothDatabases('a report goes to its end with its clocks, and becomes a vulnerability of those who knew', (database) =>
  day(database, async ({ desk, founder }) => {
    const editor = await join(desk, founder, 'Cara', ['coordinator', 'editor'])
    const other = await join(desk, founder, 'Otto', ['coordinator', 'editor'])
    const report = { project: 'lantern', title: 'Files go away', report: 'As root.', reporter: 'Mira Solheim' }
    const taken = await editor.post('/cases', report)
    assert.equal(taken.status, 201, taken.text)
    const at = `/cases/${String(taken.body.id)}`
    assert.equal(outcome(await other.get(at)), '404 NOTHING_THERE')
    const clocks = async (): Promise<readonly string[]> =>
      ((await editor.get(at)).body.clocks as unknown as readonly { kind: string; due: string }[]).map(
        ({ kind, due }) => `${kind} ${due.slice(0, 10)}`,
      )
    // Wednesday, 1 May 2030: two business days, and 90 days.
    assert.deepEqual(await clocks(), ['acknowledge 2030-05-03', 'disclosure 2030-07-30'])
    assert.equal(outcome(await editor.post(`${at}/vulnerability`, {})), '409 CASE_NOT_ACCEPTED')
    assert.equal(outcome(await editor.post(`${at}/moves`, { to: 'accepted', version: 1 })), '409 CASE_NO_SUCH_MOVE')
    for (const [i, to] of ['acknowledged', 'triage', 'accepted'].entries()) {
      desk.clock.pass(60)
      assert.equal(outcome(await editor.post(`${at}/moves`, { to, version: i + 1 })), '200', to)
    }
    assert.equal(outcome(await editor.post(`${at}/moves`, { to: 'closed', version: 1 })), '412 VERSION_STALE')
    const begun = await editor.post(`${at}/vulnerability`, {})
    assert.equal(begun.status, 200, begun.text)
    const vulnerability = `/vulnerabilities/${String(begun.body.vulnerability)}`
    const facts = await editor.get(vulnerability)
    assert.match(facts.text, /"title":"Files go away"/)
    assert.match(facts.text, /Mira Solheim/)
    assert.equal(outcome(await other.get(vulnerability)), '404 NOTHING_THERE')
    assert.equal(outcome(await editor.post(`${at}/vulnerability`, {})), '409 CASE_HAS_VULNERABILITY')

    const readings = async (): Promise<number> => {
      assert.equal(outcome(await editor.get(at)), '200')
      await desk.database.sealAudit()
      const rows = await desk.database.store.read((tx) => tx.auditTrail.page({ action: 'case.read' }, 100))
      return rows.length
    }
    const before = await readings()
    assert.equal(await readings(), before, 'reading on is one reading')
    desk.clock.pass(11)
    assert.equal(await readings(), before + 1)
  }),
)
