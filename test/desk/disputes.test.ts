import assert from 'node:assert/strict'
import type { CveRecord } from '#cve'
import type { CaseSummary, CaseView } from '#desk/cases'
import type { Found, HomeView } from '#desk/home'
import { ok } from '#fault'
import { CVE, facts, PROJECT, put, rowOf } from '../publishing/rehearsal-desk.ts'
import { onBothDatabases, type TestDatabase } from '../storage/both-databases.ts'
import { type Answered, join, outcome, PASSPHRASE, startDesk, type TestDesk, type Visitor } from './desk-under-test.ts'

const HASHES = new Map([
  ['bug', 'a'.repeat(40)],
  ['fix', 'b'.repeat(40)],
])
const DAY = 24 * 60

interface Scene {
  readonly desk: TestDesk
  readonly founder: Visitor
  /** Leads cases. */
  readonly cara: Visitor & { readonly person: string }
  /** May as much, and is on no list. */
  readonly otto: Visitor
  readonly reader: Visitor & { readonly person: string }
}

/** A desk with one published record, LSF-2030-4, and one that is not out. Its day is Wednesday, 1 May 2030. */
async function scene(database: TestDatabase, check: (scene: Scene) => Promise<void>): Promise<void> {
  const desk = await startDesk(database)
  try {
    const founder = await desk.founder()
    const row = {
      ...{ slug: 'lantern', title: 'Lantern', version: 1, origin: 'https://git.example/lantern', clone: 'lantern' },
      ...{ settings: PROJECT, createdAt: desk.clock.moment() },
    }
    assert((await database.store.write(async (tx) => ok(await tx.projects.insert(row)))).ok)
    const published = facts({ hashes: HASHES }, { state: 'published' }, 'published: 2030-04-01T00:00:00Z\n')
    await put(database, rowOf(published, 'tomas', { stage: 'published' }))
    await put(database, rowOf(facts({ hashes: HASHES }, { id: 'LSF-2030-5', cve: 'CVE-2030-10422' })))
    const cara = await join(desk, founder, 'Cara', ['coordinator', 'editor'])
    const otto = await join(desk, founder, 'Otto', ['coordinator', 'editor'])
    const reader = await join(desk, founder, 'Vera', ['operator'])
    await check({ desk, founder, cara, otto, reader })
    assert.deepEqual(desk.crashes, [])
  } finally {
    await desk.close()
  }
}

const REPORT = { project: 'lantern', title: 'Not our bug', report: 'It works as intended.', reporter: 'Ember Linux' }

const shown = ({ body }: Answered): CaseView => body as unknown as CaseView
const clocks = (answer: Answered): readonly string[] =>
  shown(answer).clocks.map(({ kind, due, overdue }) => `${kind} ${due.slice(0, 10)}${overdue ? ' late' : ''}`)

async function taken(who: Visitor, more: object = {}): Promise<string> {
  const answer = await who.post('/cases', { ...REPORT, disputes: CVE, ...more })
  assert.equal(answer.status, 201, answer.text)
  return `/cases/${shown(answer).id}`
}

const version = async (who: Visitor, at: string): Promise<number> => shown(await who.get(at)).version
const step = async (who: Visitor, at: string, wish: object): Promise<Answered> =>
  who.post(`${at}/dispute/steps`, { version: await version(who, at), ...wish })

/** Days pass, in which sessions end. */
async function later({ clock }: TestDesk, who: Visitor, days: number): Promise<void> {
  clock.pass(days * DAY)
  assert.equal(outcome(await who.post('/session', { email: 'cara@lsf.example', passphrase: PASSPHRASE })), '200')
}

onBothDatabases('a dispute is acknowledged, given more time, and decided, each by its clock', (database) =>
  scene(database, async ({ desk, cara }) => {
    const at = await taken(cara)
    // Three business days over the weekend; the five after them; fifteen more.
    assert.deepEqual(clocks(await cara.get(at)), ['dispute-acknowledge 2030-05-06'])
    await later(desk, cara, 1)
    assert.deepEqual(clocks(await step(cara, at, { step: 'acknowledge' })), ['dispute-decide 2030-05-13'])
    await later(desk, cara, 13)
    assert.deepEqual(clocks(await cara.get(at)), ['dispute-decide 2030-05-13 late'])
    const reason = 'Upstream is being asked.'
    const told = { step: 'extend', reason, at: '2030-05-13T10:00:00.000Z' }
    assert.deepEqual(clocks(await step(cara, at, told)), ['dispute-final 2030-06-03'])
    const decided = await step(cara, at, { step: 'decide', outcome: 'unchanged', reason: 'The folder is shared.' })
    const { state, dispute, next, notes, coordinator } = shown(decided)
    assert.deepEqual(
      [state, dispute?.outcome, dispute?.acknowledged, dispute?.extended, dispute?.decided?.reason, dispute?.next],
      ['closed', 'unchanged', '2030-05-02T09:00:00.000Z', { at: told.at, reason }, 'The folder is shared.', []],
    )
    assert.deepEqual(clocks(decided), [])
    assert.equal(coordinator?.name, 'Cara')
    assert.deepEqual(
      notes.map(({ kind, text }) => `${kind}: ${text}`),
      [
        'dispute: acknowledged',
        'dispute: more time is needed: Upstream is being asked.',
        'dispute: decided, the record stands: The folder is shared.',
      ],
    )
    // Taken back: it is open, as it was before the decision.
    assert.deepEqual(
      next.map(({ to, verb }) => `${to}: ${verb}`),
      ['acknowledged: Open again'],
    )
    const again = await cara.post(`${at}/moves`, { to: 'acknowledged', version: shown(decided).version })
    assert.deepEqual([shown(again).dispute?.decided, clocks(again)], [undefined, ['dispute-final 2030-06-03']])
    await desk.database.sealAudit()
    const trail = await desk.database.store.read((tx) =>
      tx.auditTrail.page({ subject: { kind: 'case', id: at.slice('/cases/'.length) } }, 100),
    )
    assert.deepEqual(
      trail.flatMap(({ filed }) => (filed?.action === 'case.read' ? [] : [filed?.action])).toReversed(),
      ['case.create', 'case.acknowledge-dispute', 'case.extend-dispute', 'case.decide-dispute', 'case.edit'],
    )
    assert(trail.every(({ filed }) => filed?.embargoed === true))
  }),
)

onBothDatabases('what is no dispute of a published record is refused, and a mistake is taken back', (database) =>
  scene(database, async ({ desk, cara }) => {
    const report = (disputes: string) => cara.post('/cases', { ...REPORT, disputes })
    assert.equal(outcome(await report('CVE-2030-99999')), '404 NOTHING_THERE')
    assert.equal(outcome(await report('LSF-2030-5')), '409 DISPUTE_NOT_PUBLISHED')
    const answer = await cara.post('/cases', REPORT)
    const at = `/cases/${shown(answer).id}`
    const put = async (body: object) => cara.ask('PUT', `${at}/dispute`, { body, version: await version(cara, at) })
    assert.equal(outcome(await step(cara, at, { step: 'acknowledge' })), '409 CASE_NO_DISPUTE')
    assert.equal(outcome(await cara.post(`${at}/dispute/tag`, {})), '409 CASE_NO_DISPUTE')
    assert.equal(outcome(await put({ disputes: CVE, received: '2030-05-02T00:00:00Z' })), '422 DISPUTE_MOMENT')
    for (const to of ['acknowledged', 'triage']) {
      await cara.post(`${at}/moves`, { to, version: await version(cara, at) })
    }
    const made = await put({ disputes: 'LSF-2030-4', by: 'Ember Linux', received: '2030-04-26T12:00:00Z' })
    const { state, dispute, next } = shown(made)
    assert.deepEqual([state, dispute?.cve, dispute?.claim], ['new', CVE, REPORT.report])
    assert.deepEqual(
      next.map(({ to }) => to),
      ['withdrawn', 'spam'],
    )
    assert.deepEqual(clocks(made), ['dispute-acknowledge 2030-05-01'])
    assert.equal(outcome(await put({ disputes: CVE })), '409 CASE_IS_DISPUTE')
    assert.equal(
      outcome(await step(cara, at, { step: 'acknowledge', at: '2030-04-25T00:00:00Z' })),
      '422 DISPUTE_MOMENT',
    )
    assert.equal(outcome(await step(cara, at, { step: 'decide', reason: 'x' })), '422 DISPUTE_OUTCOME_ABSENT')
    assert.equal(outcome(await step(cara, at, { step: 'decide', outcome: 'rejected' })), '422 DISPUTE_REASON_ABSENT')
    assert.equal(outcome(await step(cara, at, { step: 'acknowledge', version: 1 })), '412 VERSION_STALE')
    const back = await cara.ask('DELETE', `${at}/dispute`, { version: shown(made).version })
    assert.deepEqual([shown(back).state, shown(back).dispute], ['triage', undefined])
    assert(clocks(back)[0]?.startsWith('triage'), String(clocks(back)))
    // What was withdrawn is not answered before it is open again.
    const other = await taken(cara)
    await cara.post(`${other}/moves`, { to: 'withdrawn', version: 1 })
    assert.equal(outcome(await step(cara, other, { step: 'acknowledge' })), '409 CASE_ENDED')
    assert.deepEqual(clocks(await cara.get(other)), [])
    const open = await cara.post(`${other}/moves`, { to: 'new', version: 2 })
    assert.deepEqual(clocks(open), ['dispute-acknowledge 2030-05-06'])
    const decided = await step(cara, other, { step: 'decide', outcome: 'rejected', reason: 'No attacker can do that.' })
    assert.equal(
      outcome(await cara.ask('DELETE', `${other}/dispute`, { version: shown(decided).version })),
      '409 DISPUTE_DECIDED',
    )
    assert.equal(shown(decided).dispute?.acknowledged, desk.clock.moment(), 'a decision is an answer')
  }),
)

onBothDatabases('a dispute is in the list and on the home page of those who may know, and nowhere else', (database) =>
  scene(database, async ({ desk, cara, otto, reader }) => {
    const at = await taken(cara)
    await cara.post('/cases', { ...REPORT, title: 'Another' })
    const titles = async (who: Visitor, query: string): Promise<readonly string[]> =>
      ((await who.get(`/cases?${query}`)).body.items as unknown as readonly CaseSummary[]).map(
        ({ title, dispute }) => `${title} ${dispute?.cve ?? '-'}`,
      )
    assert.deepEqual(await titles(cara, 'limit=9'), ['Another -', `Not our bug ${CVE}`])
    assert.deepEqual(await titles(cara, 'disputes=true'), [`Not our bug ${CVE}`])
    assert.deepEqual(await titles(otto, 'disputes=true'), [])
    const needs = async (who: Visitor): Promise<readonly string[]> =>
      ((await who.get('/home')).body as unknown as HomeView).needs
        .filter(({ href }) => href === at)
        .map(({ kind, verb, due }) => `${kind} ${verb} ${due?.slice(0, 10)}`)
    assert.deepEqual(await needs(cara), ['dispute-acknowledge Acknowledge 2030-05-06'])
    assert.deepEqual(await needs(otto), [])
    await step(cara, at, { step: 'acknowledge' })
    assert.deepEqual(await needs(cara), ['dispute-decide Decide 2030-05-13'])
    await step(cara, at, { step: 'extend', reason: 'x' })
    assert.deepEqual(await needs(cara), ['dispute-decide Decide 2030-06-03'])
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', '/dispute'],
      ['DELETE', '/dispute'],
      ['POST', '/dispute/steps'],
      ['POST', '/dispute/tag'],
    ] as const) {
      const body = path === '/dispute/steps' ? { step: 'acknowledge', version: 1 } : { disputes: CVE }
      const asked = await otto.ask(method, `${at}${path}`, { version: 1, ...(method === 'GET' ? {} : { body }) })
      assert.equal(outcome(asked), '404 NOTHING_THERE', `${method} ${path}`)
    }
    // Who may read cases leads none: their list tells, their role does not let them answer.
    const people = shown(await cara.get(at)).access.map(({ id }) => id)
    await cara.ask('PUT', `${at}/access`, { body: { people: [...people, reader.person] } })
    assert.equal(outcome(await reader.get(at)), '200')
    assert.deepEqual(await needs(reader), [])
    assert.equal(
      outcome(await step(reader, at, { step: 'decide', outcome: 'unchanged', reason: 'x' })),
      '403 NOT_PERMITTED',
    )
    assert.deepEqual(desk.crashes, [])
  }),
)

onBothDatabases('what is known of the disputes of one record, from the first to the last', (database) =>
  scene(database, async ({ desk, founder, cara, otto, reader }) => {
    const told = async (who: Visitor, disputed = 'LSF-2030-4'): Promise<readonly string[] | string> => {
      const answer = await who.get(`/cases?disputed=${disputed}`)
      if (answer.status !== 200) return outcome(answer)
      return (answer.body.items as unknown as readonly CaseSummary[]).map(
        ({ state, dispute, clock }) => `${state} ${dispute?.outcome ?? clock?.due.slice(0, 10) ?? 'nothing'}`,
      )
    }
    await cara.post('/cases', { ...REPORT, report: `No dispute: "cve":"${CVE}"` })
    assert.deepEqual(await told(cara), [], 'nobody disputes it')
    const claim = 'Not "vulnerability":"LSF-2030-5", nor \\"cve\\":\\"CVE-2030-10422\\".'
    const at = await taken(cara, { report: claim })
    for (const name of ['LSF-2030-4', 'lsf-2030-4', CVE, CVE.toLowerCase()]) {
      assert.deepEqual(await told(cara, name), ['new 2030-05-06'], name)
    }
    // The beginning of a name is another name, signs of a pattern are themselves, and a claim names no record.
    for (const name of ['LSF-2030', 'CVE-2030-1042', '%25', 'LSF-2030-_', '"', 'LSF-2030-5', 'CVE-2030-10422', '\\']) {
      assert.deepEqual(await told(cara, encodeURIComponent(decodeURIComponent(name))), [], name)
    }

    const [viewer, elsewhere] = [
      await join(desk, founder, 'Wim', ['viewer']),
      // Sees cases in another project, and of this one only what everybody may see.
      await join(desk, founder, 'Xenia', [], { lantern: ['viewer'], kiln: ['coordinator'] }),
    ]
    const everybody = [cara, otto, reader, viewer, elsewhere]
    const toldAll = async (): Promise<unknown> => await Promise.all(everybody.map((who) => told(who)))
    const refused = '403 NOT_PERMITTED'
    assert.deepEqual(await toldAll(), [['new 2030-05-06'], [], [], refused, []], 'those on no list')
    const people = shown(await cara.get(at)).access.map(({ id }) => id)
    const list = [...people, reader, viewer, elsewhere].map((each) => (typeof each === 'string' ? each : each.person))
    assert.equal(outcome(await cara.ask('PUT', `${at}/access`, { body: { people: list } })), '200')
    assert.deepEqual(await toldAll(), [['new 2030-05-06'], [], ['new 2030-05-06'], refused, []], 'those on its list')
    assert.equal(outcome(await elsewhere.get(at)), refused, 'as with the case itself')

    const steps: readonly (readonly [wish: object, then: string])[] = [
      [{ step: 'acknowledge' }, 'acknowledged 2030-05-13'],
      [{ step: 'extend', reason: 'x' }, 'acknowledged 2030-06-03'],
      [{ step: 'decide', outcome: 'disputed', reason: 'x' }, 'closed disputed'],
    ]
    for (const [wish, then] of steps) {
      assert.equal(outcome(await step(cara, at, wish)), '200')
      assert.deepEqual(await told(cara), [then])
    }
    const other = await taken(cara)
    assert.deepEqual(await told(cara), ['new 2030-05-06', 'closed disputed'], 'the newest first')
    await cara.post(`${other}/moves`, { to: 'withdrawn', version: 1 })
    assert.deepEqual(await told(cara), ['withdrawn nothing', 'closed disputed'])
    await cara.ask('DELETE', `${other}/dispute`, { version: 2 })
    assert.deepEqual(await told(cara), ['closed disputed'], 'it was no dispute')
  }),
)

onBothDatabases('a case is found by the names of its vulnerability, for those who may know them', (database) =>
  scene(database, async ({ desk, cara, otto, reader }) => {
    const [secret, secretCve] = ['LSF-2030-6', 'CVE-2030-10423']
    const hidden = facts({ hashes: HASHES }, { id: secret, cve: secretCve }, 'embargo: 2030-09-01T00:00:00Z\n')
    await put(database, rowOf(hidden))
    const listed = { id: cara.person, name: 'Cara' }
    await database.store.write(async ({ access }) => ok(await access.add(secret, listed, 'tomas', desk.clock.moment())))
    const accepted = async (title: string, existing: string): Promise<string> => {
      const at = `/cases/${shown(await cara.post('/cases', { ...REPORT, title })).id}`
      for (const to of ['acknowledged', 'triage', 'accepted']) {
        assert.equal(outcome(await cara.post(`${at}/moves`, { to, version: await version(cara, at) })), '200')
      }
      assert.equal(outcome(await cara.post(`${at}/vulnerability`, { existing })), '200')
      return at
    }
    const underEmbargo = await accepted('Embargoed', secret)
    const known = await accepted('Known', 'LSF-2030-5')
    const dispute = await taken(cara, { title: 'Dispute' })
    const repeated = `/cases/${shown(await cara.post('/cases', { ...REPORT, title: 'Again' })).id}`
    await cara.post(`${repeated}/moves`, { to: 'duplicate', duplicateOf: 'LSF-2030-5', version: 1 })
    for (const at of [underEmbargo, known, dispute, repeated]) {
      const people = shown(await cara.get(at)).access.map(({ id }) => id)
      await cara.ask('PUT', `${at}/access`, { body: { people: [...people, reader.person] } })
    }

    const found = async (who: Visitor, q: string): Promise<readonly string[]> => {
      const asked = async (path: string) => (await who.get(`${path}?q=${encodeURIComponent(q)}`)).body.items
      const listed = (await asked('/cases')) as unknown as readonly CaseSummary[]
      const titles = listed.map(({ title }) => title)
      const everywhere = (await asked('/search')) as unknown as readonly Found[]
      const cases = everywhere.filter(({ kind }) => kind === 'case').map(({ title }) => title)
      assert.deepEqual(cases, titles, `the search of everything and the list, ${q}`)
      return titles
    }
    const questions: readonly (readonly [q: string, cara: readonly string[], reader?: readonly string[]])[] = [
      [CVE, ['Dispute']],
      [` ${CVE.toLowerCase()} `, ['Dispute']],
      ['lsf-2030-4', ['Dispute']],
      ['CVE-2030-10422', ['Again', 'Known']],
      ['cve-2030-10422', ['Again', 'Known']],
      ['LSF-2030-5', ['Again', 'Known']],
      // The case says to everybody on its list which vulnerability it became; its CVE ID only the vulnerability says.
      [secret, ['Embargoed']],
      [secret.toLowerCase(), ['Embargoed']],
      [secretCve, ['Embargoed'], []],
      [secretCve.toLowerCase(), ['Embargoed'], []],
      // Whole names only.
      ['CVE-2030-1042', []],
      ['LSF-2030', []],
      ['CVE-2030-99999', []],
      // What people call the case.
      ['lantern-0003', ['Dispute']],
      ['LANTERN-3', ['Dispute']],
      ['lantern-9', []],
      ['lantern-99999999999999999999', []],
    ]
    for (const [q, all, some = all] of questions) {
      assert.deepEqual(await found(cara, q), all, q)
      assert.deepEqual(await found(reader, q), some, `${q}, of somebody who is on no list of a vulnerability`)
      assert.deepEqual(await found(otto, q), [], `${q}, of somebody who is on no list at all`)
    }
    assert.equal(
      (await reader.get(`/cases?q=${secretCve}`)).text,
      (await reader.get('/cases?q=CVE-2030-99999')).text,
      'an ID that may not be known is like one that does not exist',
    )
    const lifted = await cara.ask('PUT', `/vulnerabilities/${secret}/access`, {
      body: { people: [cara.person], embargoed: false },
    })
    assert.equal(outcome(lifted), '200', lifted.text)
    assert.deepEqual(await found(reader, secretCve), ['Embargoed'], 'known to all of the project')
  }),
)

onBothDatabases('the decision to tag the record proposes the tag in the facts, where it can be undone', (database) =>
  scene(database, async ({ desk, cara }) => {
    const at = await taken(cara)
    const record = async (): Promise<unknown> =>
      ((await cara.get('/vulnerabilities/LSF-2030-4')).body as unknown as { facts: { record?: unknown } }).facts.record
    await step(cara, at, { step: 'decide', outcome: 'modified', reason: 'x' })
    assert.equal(outcome(await cara.post(`${at}/dispute/tag`, {})), '409 DISPUTE_OTHER_OUTCOME')
    await cara.post(`${at}/moves`, { to: 'acknowledged', version: await version(cara, at) })
    const decided = await step(cara, at, { step: 'decide', outcome: 'disputed', reason: 'Both views stand.' })
    assert.deepEqual([shown(decided).dispute?.tagged, await record()], [false, undefined], 'nothing happens by itself')
    const tagged = await cara.post(`${at}/dispute/tag`, {})
    assert.equal(outcome(tagged), '200', tagged.text)
    assert.deepEqual([shown(tagged).dispute?.tagged, await record()], [true, { tags: ['disputed'] }])
    assert.equal(outcome(await cara.post('/vulnerabilities/LSF-2030-4/undo', {})), '200')
    assert.deepEqual([shown(await cara.get(at)).dispute?.tagged, await record()], [false, undefined])
    // A tag that only the published record has would be lost with the first one in the facts.
    await desk.database.store.write(async ({ published }) =>
      ok(
        await published.put({
          ...{ vulnerability: 'LSF-2030-4', project: 'lantern', target: 'sandbox', cve: CVE, version: 1, facts: '' },
          ...{
            at: desk.clock.moment(),
            record: { containers: { cna: { tags: ['x_before'] } } } as unknown as CveRecord,
          },
        }),
      ),
    )
    await cara.post(`${at}/dispute/tag`, {})
    assert.deepEqual(await record(), { tags: ['x_before', 'disputed'] })
    // Other tags that the facts have stay.
    const base = (await cara.get('/vulnerabilities/LSF-2030-4')).body.version
    const changes = [{ field: 'record', value: { tags: ['x_ours'], x_more: 1 } }]
    await cara.ask('PATCH', '/vulnerabilities/LSF-2030-4', { body: { base, changes } })
    await cara.post(`${at}/dispute/tag`, {})
    await cara.post(`${at}/dispute/tag`, {})
    assert.deepEqual(await record(), { tags: ['x_ours', 'disputed'], x_more: 1 })
  }),
)
