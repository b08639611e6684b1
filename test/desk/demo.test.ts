import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { realSurroundings } from '#adapters/clock'
import { localCna } from '#adapters/cve-services'
import { type Database, openDatabase } from '#adapters/database'
import { runEmbedded } from '#adapters/jobs'
import { secrets } from '#adapters/secrets'
import { openVault } from '#adapters/vault'
import {
  editVulnerability,
  importVulnerabilities,
  listVulnerabilities,
  proposeFromLink,
  readAssessment,
  readFactsFile,
  readHistory,
  readReaders,
  readReadiness,
  readRecord,
  readTimeline,
  readVulnerability,
  type Stage,
  undo,
  writeRecord,
} from '#desk/advisories'
import { listBoard, readBoardPage } from '#desk/board'
import { reserveIds } from '#desk/identifiers'
import { type PersonActor, ROLES } from '#desk/people'
import { cancelPublication, startPublication } from '#desk/publishing'
import { type Fault, ok, type Result } from '#fault'
import { demoFoundation } from '../../src/main/demo-foundation.ts'
import { deskSandbox } from '../../src/main/desk-sandbox.ts'
import { type Rooms, roomsOf } from '../../src/main/rooms.ts'

let folder: string
let rooms: Rooms
let database: Database
let close: () => Promise<void> = async () => undefined
const crashes: unknown[] = []

const FOUNDER: PersonActor = { kind: 'person', session: 's', person: 'f', name: 'Ada', foundation: ROLES, projects: {} }

function must<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? '' : JSON.stringify(result.fault))
  return result.value
}

function refused(result: Result<unknown>): Fault {
  assert(!result.ok, 'it went through')
  return result.fault
}

/** A desk with the demo foundation, planted as the set-up plants it: by jobs, at the sandbox. */
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'steward-demo-'))
  database = must(await openDatabase({ at: path.join(folder, 'desk.db'), around: realSurroundings }))
  const sandbox = must(await deskSandbox(path.join(folder, 'sandbox.jsonl'), (cause) => assert.fail(String(cause))))
  rooms = roomsOf({
    ...{ database, around: realSurroundings, data: folder, environment: {} },
    cna: localCna({}, '0'),
    vault: must(await openVault({ file: path.join(folder, 'secret.key') })),
    sandboxUrl: () => sandbox.url,
  })
  const people = { store: database.store, around: realSurroundings, secrets: secrets({ memory: 64, passes: 1 }) }
  const passphrase = randomBytes(9).toString('hex')
  const handlers = [...rooms.jobs, ...demoFoundation({ rooms, people, data: folder, passphrase })]
  const worker = runEmbedded({
    ...{ store: database.store, bus: database.bus, around: realSurroundings, handlers },
    reportBug: (cause) => crashes.push(cause),
  })
  close = async () => {
    await worker.stop()
    await sandbox.close()
    await database.close()
  }
  await database.store.write(async (tx) => ok(await tx.jobs.enqueue({ kind: 'demo.plant', payload: { person: 'f' } })))
  // The last thing that is done is the board, which counts how far the published records are behind.
  for (let waited = 0; waited < 60_000; waited += 200) {
    const row = await database.store.read((tx) => tx.vulnerabilities.find(asWritten('HRTH-2026-2')))
    if ((row?.behind ?? 0) > 0) return
    await delay(200)
  }
  assert.fail(`the demo foundation was not planted within a minute: ${String(crashes)}`)
})
after(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

const EXPECTED: readonly (readonly [id: string, stage: Stage, embargoed: boolean, behind: boolean])[] = [
  ['BLWS-2026-1', 'published', false, false],
  ['BLWS-2026-2', 'draft', true, false],
  ['BLWS-2026-3', 'draft', true, false],
  ['HRTH-2026-1', 'draft', true, false],
  ['HRTH-2026-2', 'published', false, true],
  ['HRTH-2026-3', 'review', true, false],
  ['HRTH-2026-4', 'published', false, false],
  ['KILN-2026-1', 'published', false, false],
  ['KILN-2026-2', 'scheduled', true, false],
  ['KILN-2026-3', 'rejected', false, false],
]

/** The year of the identifiers is that of the day. */
function asWritten(id: string): string {
  return id.replace(/-\d{4}-/, `-${realSurroundings.moment().slice(0, 4)}-`)
}

test('ten vulnerabilities in every state, one of them behind after a tag', async () => {
  const { items } = must(await listVulnerabilities(rooms.advisories, FOUNDER, { limit: 50 }, undefined))
  const seen = items.map(({ id, stage, embargoed, behind }) => [id, stage, embargoed, behind > 0]).sort()
  assert.deepEqual(
    seen,
    EXPECTED.map(([id, ...rest]) => [asWritten(id), ...rest]),
  )
})

test('the release board has one change and one conflict, and its numbers agree', async () => {
  const rounds = must(await listBoard(rooms.board, FOUNDER))
  assert.deepEqual(
    rounds.map(({ project, tag, counts }) => [project, tag, counts]),
    [['lantern', 'v3.13.10', { all: 2, conflicts: 1, open: 1, approved: 0, published: 0, refused: 0 }]],
  )
  const page = must(await readBoardPage(rooms.board, FOUNDER, 'lantern', 'v3.13.10'))
  assert.deepEqual(
    [...page.conflicts, ...page.changes].map(({ vulnerability, state }) => [vulnerability, state]),
    [
      [asWritten('HRTH-2026-4'), 'conflict'],
      [asWritten('HRTH-2026-2'), 'open'],
    ],
  )
  assert.deepEqual(
    page.conflicts[0]?.conflicts.map(({ code }) => code),
    ['STATEMENT_OVERTAKEN'],
  )
  assert.equal(page.conflicts[0]?.may.decide.allowed, true)
  assert.deepEqual(page.drift, rounds[0]?.drift)
})

test('each assesses, tells what it lacks and what readers see', async () => {
  for (const [name, stage] of EXPECTED) {
    const id = asWritten(name)
    const assessment = must(await readAssessment(rooms.advisories, FOUNDER, id))
    assert(assessment.branches.length > 0 && assessment.counts.affected > 0, id)
    const readiness = must(await readReadiness(rooms.advisories, FOUNDER, id))
    assert.equal(readiness.ready, readiness.missing.length === 0)
    if (stage === 'review' || stage === 'scheduled')
      assert(readiness.ready, `${id}: ${JSON.stringify(readiness.missing)}`)
    const record = must(await readRecord(rooms.advisories, FOUNDER, id))
    assert.doesNotThrow(() => JSON.parse(record.text), id)
    const readers = must(await readReaders(rooms.advisories, FOUNDER, id))
    assert(readers.page !== undefined && readers.mail !== undefined, id)
    assert(must(await readHistory(rooms.advisories, FOUNDER, id, undefined, 50)).entries.length > 0, id)
  }
})

test('the same story gives the same commits on every machine', async () => {
  const row = await database.store.read((tx) => tx.projects.find('lantern'))
  const { history } = must(await rooms.projects.grounds.of(row!))
  const tip = history.tags.find(({ name }) => name === 'v3.15.0a2')
  assert.equal(Buffer.from(history.hashes.subarray(tip!.commit * 20, tip!.commit * 20 + 6)).toString('hex'), TAGGED)
})
const TAGGED = '86add16158a9'

const links: readonly [why: string, link: string, kind: string, fixes: number, open: number][] = [
  ['an issue, by its number in commit messages', 'https://git.hearth.example/lantern/issues/48213', 'issue', 3, 1],
  ['a pull request', 'https://git.hearth.example/lantern/pull/48213', 'pull request', 3, 1],
  ['a number', '#48213', 'issue', 3, 1],
]

for (const [why, link, kind, fixes, open] of links) {
  test(`one link: ${why}`, async () => {
    const proposal = must(await proposeFromLink(rooms.advisories, FOUNDER, { project: 'lantern', link }))
    assert.equal(proposal.link.kind, kind)
    assert.equal(proposal.assessment.fixes.length, fixes, 'what leaves no doubt is a fact')
    assert.deepEqual(
      proposal.proposals.map(({ branch, strong }) => [branch, strong]),
      Array.from({ length: open }, () => ['3.12', false]),
      'what only has the same title is for a person',
    )
    assert.deepEqual(
      proposal.modules.map(({ name }) => name),
      ['lantern.archive'],
    )
    assert(proposal.credits.some(({ name, type }) => name === 'Adaeze Lindqvist' && type === 'remediation developer'))
    assert.equal(proposal.facts.title, undefined, 'the words are for a person to write')
  })
}

test('a link that leads nowhere says so', async () => {
  for (const [link, code] of [
    ['https://git.hearth.example/lantern/pull/999', 'FIX_LINK_UNKNOWN'],
    ['https://git.hearth.example/lantern', 'FIX_LINK_NO_COMMIT'],
    ['0000000000000000000000000000000000000000', 'COMMIT_UNKNOWN'],
    ['', 'FIX_LINK_NO_COMMIT'],
  ] as const) {
    assert.equal(
      refused(await proposeFromLink(rooms.advisories, FOUNDER, { project: 'lantern', link })).code,
      code,
      link,
    )
  }
})

test('branches and releases along the time, with what is open on each', async () => {
  const timeline = must(await readTimeline(rooms.advisories, FOUNDER, 'lantern'))
  assert.deepEqual(
    timeline.branches.map(({ name }) => name),
    ['3.11', '3.12', '3.13', '3.14', '3.15-dev'],
  )
  const main = timeline.branches.find(({ name }) => name === '3.13')
  assert.equal(main?.latest, '3.13.10')
  assert((main?.open ?? 0) > 0)
})

test('two people edit one record: fields go through one by one, and a conflict keeps both values', async () => {
  const id = asWritten('BLWS-2026-2')
  const other = { ...FOUNDER, person: 'g', name: 'Bo' }
  await database.store.write(async (tx) => {
    await tx.access.add(id, { id: 'g', name: 'Bo' }, 'f', realSurroundings.moment())
    return ok(undefined)
  })
  const { version: base, facts } = must(await readVulnerability(rooms.advisories, FOUNDER, id))
  const desk = rooms.advisories
  const first = must(await editVulnerability(desk, FOUNDER, id, { base, changes: [{ field: 'title', value: 'Hers' }] }))
  assert.deepEqual(first.conflicts, [])
  const second = must(
    await editVulnerability(desk, other, id, {
      base,
      changes: [
        { field: 'title', value: 'His' },
        { field: 'weaknesses', value: ['CWE-400', 'CWE-1050'] },
      ],
    }),
  )
  assert.deepEqual(
    second.conflicts.map(({ field, base: was, theirs, yours, by }) => [field, was, theirs, yours, by.name]),
    [['title', facts.title, 'Hers', 'His', 'Ada']],
  )
  const now = must(await readVulnerability(desk, FOUNDER, id))
  assert.deepEqual([now.title, now.facts.weaknesses], ['Hers', ['CWE-400', 'CWE-1050']])

  // Each takes back their own, across fields.
  must(await undo(desk, FOUNDER, id, 'undo'))
  const undone = must(await readVulnerability(desk, FOUNDER, id))
  assert.deepEqual([undone.title, undone.facts.weaknesses], [facts.title, ['CWE-400', 'CWE-1050']])
  must(await undo(desk, FOUNDER, id, 'redo'))
  assert.equal(must(await readVulnerability(desk, FOUNDER, id)).title, 'Hers')
  assert.equal(refused(await undo(desk, FOUNDER, id, 'redo')).code, 'NOTHING_TO_UNDO')
})

test('the record is edited as text: what the facts know becomes facts, what they do not is kept, what git says is refused', async () => {
  const id = asWritten('HRTH-2026-4')
  const desk = rooms.advisories
  const { text, version } = must(await readRecord(desk, FOUNDER, id))
  assert.equal(must(await writeRecord(desk, FOUNDER, id, text, version)).version, version, 'unchanged is no change')
  const record = JSON.parse(text)
  const { cna } = record.containers
  cna.title = 'Another title'
  cna.problemTypes.push({
    descriptions: [{ lang: 'en', description: 'CWE-400 by another name', cweId: 'CWE-400', type: 'CWE' }],
  })
  cna.x_ours = { kept: [1, 2, 3] }
  cna.affected[0].programFiles = ['src/lantern/xml.py']
  const written = await writeRecord(desk, FOUNDER, id, JSON.stringify(record), version)
  // The name of a weakness comes from the catalogue, so another one is told and not taken over.
  assert.equal(refused(written).code, 'RECORD_NOT_IN_FACTS')
  cna.problemTypes.pop()
  must(await writeRecord(desk, FOUNDER, id, JSON.stringify(record), version))
  const after_ = JSON.parse(must(await readRecord(desk, FOUNDER, id)).text)
  assert.equal(after_.containers.cna.title, 'Another title')
  assert.deepEqual(after_.containers.cna.x_ours, { kept: [1, 2, 3] })
  assert.deepEqual(after_.containers.cna.affected[0].programFiles, ['src/lantern/xml.py'])
  after_.containers.cna.affected[0].versions.pop()
  const now = must(await readVulnerability(desk, FOUNDER, id))
  const derived = refused(await writeRecord(desk, FOUNDER, id, JSON.stringify(after_), now.version))
  assert.deepEqual([derived.code, derived.at], ['RECORD_DERIVED', '/containers/cna/affected/0/versions'])
})

test('the end of an embargo stays in its own field while the record repeats it; taken out of the record it is null there', async () => {
  const desk = rooms.advisories
  const rows = await database.store.read((tx) => tx.vulnerabilities.ofProject('lantern'))
  const { id, listed } = rows.find((row) => row.listed.embargo !== undefined && row.stage === 'draft') ?? {}
  assert(id !== undefined && listed !== undefined)
  const write = async (change: (cna: Record<string, unknown>) => void): Promise<string> => {
    const { text, version } = must(await readRecord(desk, FOUNDER, id))
    const record = JSON.parse(text)
    change(record.containers?.cna ?? record.cnaContainer)
    must(await writeRecord(desk, FOUNDER, id, JSON.stringify(record), version))
    return must(await readFactsFile(desk, FOUNDER, id))
  }
  const kept = await write((cna) => {
    assert.equal(cna.datePublic, listed.embargo)
    cna.x_ours = 'more'
  })
  assert.match(kept, /x_ours/)
  assert.doesNotMatch(kept, /datePublic/)
  assert.match(await write((cna) => delete cna.datePublic), /datePublic: null/)
  assert.match(
    await write((cna) => Object.assign(cna, { datePublic: '2027-01-01T00:00:00Z' })),
    /datePublic: "?2027-01-01/,
  )
})

test('import: a facts file, a record, and what is there already', async () => {
  const desk = rooms.advisories
  const files = [
    {
      name: 'facts.md',
      text: "---\n# mine\nid: BLWS-2020-7\ntitle: Old\nstate: published\nintroduced: '0'\n---\n\nWords.\n",
    },
    { name: 'broken.json', text: '{"a": ' },
  ]
  const outcomes = must(await importVulnerabilities(desk, FOUNDER, { project: 'bellows', files }))
  assert.deepEqual(outcomes.map(({ id, state }) => [id, state]).sort(), [
    ['BLWS-2020-7', 'created'],
    ['broken.json', 'refused'],
  ])
  const row = await database.store.read((tx) => tx.vulnerabilities.find('BLWS-2020-7'))
  assert.equal(row?.text, files[0]?.text, 'to the byte')
  const again = must(await importVulnerabilities(desk, FOUNDER, { project: 'bellows', files: files.slice(0, 1) }))
  assert.equal(again[0]?.state, 'exists')
  const cve = must(await readVulnerability(desk, FOUNDER, asWritten('KILN-2026-1'))).cve!
  const fetched = must(await importVulnerabilities(desk, FOUNDER, { project: 'kiln', cve, target: 'sandbox' }))
  assert.equal(fetched[0]?.state, 'exists')
})

test('a project without credentials reserves and publishes in the sandbox beside the desk', async () => {
  await database.store.write(async (tx) => ok(await tx.credentials.remove('kiln', 'sandbox')))
  const at = { project: 'kiln', target: 'sandbox' } as const
  const wish = { mode: 'sequential', year: Number(realSurroundings.moment().slice(0, 4)), amount: 1 } as const
  const reserved = must(await reserveIds(rooms.identifiers, FOUNDER, at, wish))
  assert.equal(reserved.ids.length, 1)
  const id = asWritten('KILN-2026-2')
  const [scheduled] = await database.store.read((tx) => tx.publications.ofVulnerability(id, 1))
  must(await cancelPublication(rooms.publishing, FOUNDER, scheduled?.id ?? ''))
  const { version } = must(await readVulnerability(rooms.advisories, FOUNDER, id))
  must(await startPublication(rooms.publishing, FOUNDER, id, { target: 'sandbox', version }))
  for (let waited = 0; waited < 20_000; waited += 100) {
    const [last] = await database.store.read((tx) => tx.publications.ofVulnerability(id, 1))
    if (last?.state === 'published') return
    await delay(100)
  }
  assert.fail('it was not published within twenty seconds')
})

const RECORDS = fileURLToPath(new URL('../../../shared/data/cve5/', import.meta.url))
const skip = existsSync(RECORDS) ? false : 'no ../shared/data/cve5: no real record was edited'

test('real records: read, shown as text, sent back unchanged and with another title, and nothing is lost', {
  skip,
}, async () => {
  const desk = rooms.advisories
  const names = readdirSync(RECORDS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
  assert(names.length > 100, `${names.length} records`)
  const some = names.filter((_, i) => i % 3 === 0)
  const files = some.map((name) => ({ name, text: readFileSync(path.join(RECORDS, name), 'utf8') }))
  const outcomes = must(await importVulnerabilities(desk, FOUNDER, { project: 'bellows', files }))
  const created = outcomes.filter(({ state }) => state === 'created')
  assert(created.length >= 40, JSON.stringify(outcomes.filter(({ state }) => state !== 'created')).slice(0, 2000))
  let edited = 0
  for (const { id } of created) {
    const read = await readRecord(desk, FOUNDER, id)
    // Most name commits of repositories that are not here.
    if (!read.ok && read.fault.code === 'COMMIT_UNKNOWN') continue
    const { text, version } = must(read)
    edited++
    assert.equal(must(await writeRecord(desk, FOUNDER, id, text, version)).version, version, `${id} unchanged`)
    const record = JSON.parse(text)
    const cna = (record.containers?.cna ?? record.cnaContainer) as Record<string, unknown>
    if (cna.rejectedReasons !== undefined) continue
    cna.title = 'Another title'
    cna.x_kept = { by: id }
    must(await writeRecord(desk, FOUNDER, id, JSON.stringify(record), version))
    const now = JSON.parse(must(await readRecord(desk, FOUNDER, id)).text)
    // Everything else is as it was, to the key.
    assert.deepEqual(now, record, id)
  }
  assert(edited >= 20, `${edited} records`)
})
