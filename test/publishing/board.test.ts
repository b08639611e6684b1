import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import {
  type BoardItem,
  type BoardPage,
  boardJobs,
  decideBoard,
  listBoard,
  publishBoard,
  readBoardPage,
  receiveHook,
  refreshBoard,
  renewHookSecret,
} from '#desk/board'
import { publishingJobs, readBatch, resumeBatch, startPublication } from '#desk/publishing'
import type { Result } from '#fault'
import { onBothDatabases } from '../storage/both-databases.ts'
import { freshFolders } from '../worlds/repository.ts'
import { facts, ilse, person, put, type RehearsalDesk, rehearsalDesk, rowOf, runa, tomas } from './rehearsal-desk.ts'

const folder = freshFolders()
const carla = person('carla', 'coordinator')

function got<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? '' : JSON.stringify(result.fault))
  return result.value
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.fault.code
}

/** Runs a job as a worker would, and gives what it came to. */
async function work(desk: RehearsalDesk, id: string, attempts = 1): Promise<string> {
  const job = await desk.store.read(({ jobs }) => jobs.find(id))
  assert(job !== undefined)
  const handler = [...publishingJobs(desk), ...boardJobs(desk)].find(({ kind }) => kind === job.kind)
  assert(handler !== undefined, job.kind)
  const done = await handler.run({ ...job, attempts }, new AbortController().signal)
  return done.ok ? JSON.stringify(done.value) : done.fault.code
}

/** A desk on which two records are public, and the first look at the tags is behind it. */
async function publicDesk(store: Parameters<typeof rehearsalDesk>[0], lines = ''): Promise<RehearsalDesk> {
  const desk = await rehearsalDesk(store, folder())
  for (const [i, id] of ['LSF-2030-4', 'LSF-2030-5'].entries()) {
    await put(desk, rowOf(facts(desk, { id, cve: `CVE-2030-${10_421 + i}`, state: 'review' }, lines)))
    got(await startPublication(desk, runa, id, { target: 'sandbox', version: 1 }))
    const [row] = await store.read(({ publications }) => publications.ofVulnerability(id, 1))
    assert.equal(await work(desk, row?.job ?? ''), '"published"')
  }
  const first = await work(desk, got(await refreshBoard(desk, tomas, 'lantern')))
  if (first !== '{"records":0}') await desk.sandbox.close()
  assert.equal(first, '{"records":0}')
  return desk
}

/** 3.13.3 comes out in a hurry from 3.13.1: without the fix. */
function hurry(desk: RehearsalDesk): void {
  desk.release([{ id: 'r3', parents: ['r1'], on: 'hurry' }], { 'v3.13.3': 'r3' })
}

function item({ conflicts, changes }: BoardPage, id: string): BoardItem {
  const found = [...conflicts, ...changes].find(({ vulnerability }) => vulnerability === id)
  assert(found !== undefined, id)
  return found
}

onBothDatabases(
  'a tag makes two records untrue: planned, approved, published as a batch, and then they are true',
  async ({ store }) => {
    const desk = await publicDesk(store)
    try {
      assert.deepEqual(got(await listBoard(desk, tomas)), [])
      hurry(desk)
      assert.equal(await work(desk, got(await refreshBoard(desk, tomas, 'lantern'))), '{"records":2}')
      const [round] = got(await listBoard(desk, tomas))
      assert.deepEqual([round?.tag, round?.counts.all, round?.counts.open, round?.drift.records], ['v3.13.3', 2, 2, 2])
      const page = got(await readBoardPage(desk, ilse, 'lantern', 'v3.13.3'))
      const first = item(page, 'LSF-2030-4')
      assert.deepEqual(first.before, ['3.13.0 < 3.13.2'])
      assert.deepEqual(first.block.after.length > 0, true)
      assert.deepEqual(
        first.versions.map(({ version, before, after }) => `${version} ${before} ${after}`),
        ['3.13.3 unaffected affected'],
      )
      assert.equal((await store.read(({ vulnerabilities }) => vulnerabilities.find('LSF-2030-4')))?.behind, 1)

      const approve = (vulnerability: string, plan = item(page, vulnerability).plan) => ({
        vulnerability,
        plan,
        decision: 'approve' as const,
      })
      assert.equal(codeOf(await decideBoard(desk, ilse, 'lantern', [approve('LSF-2030-4', 'another')])), 'BOARD_PLAN')
      assert.equal(codeOf(await decideBoard(desk, tomas, 'lantern', [approve('LSF-2030-4')])), 'NOT_PERMITTED')
      assert.equal(
        codeOf(await publishBoard(desk, runa, { project: 'lantern', target: 'sandbox' })),
        'BOARD_NOTHING_APPROVED',
      )
      got(await decideBoard(desk, ilse, 'lantern', [approve('LSF-2030-4'), approve('LSF-2030-5')]))
      const batch = got(await publishBoard(desk, runa, { project: 'lantern', target: 'sandbox' }))
      const { job } = (await store.read(({ publications }) => publications.findBatch(batch))) ?? {}
      assert.equal(await work(desk, job ?? ''), '"done"')
      assert.deepEqual(got(await readBatch(desk, runa, batch)).counts, {
        all: 2,
        done: 2,
        sending: 0,
        waiting: 0,
        refused: 0,
      })
      assert.equal(desk.seen.filter((line) => line.startsWith('PUT')).length, 2)

      assert.equal(await work(desk, got(await refreshBoard(desk, tomas, 'lantern'))), '{"records":0}')
      const after = got(await readBoardPage(desk, ilse, 'lantern', 'v3.13.3'))
      assert.deepEqual([after.counts.published, after.counts.open, after.drift.records], [2, 0, 0])
      assert.equal((await store.read(({ vulnerabilities }) => vulnerabilities.find('LSF-2030-4')))?.behind, 0)
    } finally {
      await desk.sandbox.close()
    }
  },
)

onBothDatabases('a batch stops at the first refusal, and goes on when somebody says so', async ({ store }) => {
  const desk = await publicDesk(store)
  try {
    hurry(desk)
    await work(desk, got(await refreshBoard(desk, tomas, 'lantern')))
    const page = got(await readBoardPage(desk, ilse, 'lantern', 'v3.13.3'))
    const wishes = page.changes.map(({ vulnerability, plan }) => ({
      vulnerability,
      plan,
      decision: 'approve' as const,
    }))
    got(await decideBoard(desk, ilse, 'lantern', wishes))
    const batch = got(await publishBoard(desk, runa, { project: 'lantern', target: 'sandbox' }))
    const { job } = (await store.read(({ publications }) => publications.findBatch(batch))) ?? {}
    await desk.order({ fault: '500', method: 'PUT', times: 2 })
    assert.equal(await work(desk, job ?? '', 10), '"stopped"', 'a server that stays down is a refusal in the end')
    const stopped = got(await readBatch(desk, runa, batch))
    assert.deepEqual([stopped.state, stopped.counts.refused, stopped.counts.waiting], ['stopped', 1, 1])
    assert.equal(desk.seen.filter((line) => /^PUT .* 200/.test(line)).length, 0)

    got(await resumeBatch(desk, runa, batch))
    const again = await store.read(({ publications }) => publications.findBatch(batch))
    assert.equal(await work(desk, again?.job ?? ''), '"done"')
    assert.equal(got(await readBatch(desk, runa, batch)).counts.done, 2)
  } finally {
    await desk.sandbox.close()
  }
})

const STATEMENT = `overrides:
  - version: 3.13.3
    status: fixed
    reason: the fix is queued for 3.13.3
    author: Mateus Brandt
    date: 2020-01-01
`

for (const [decision, ranges] of [
  ['believe-git', ['3.13.3']],
  ['keep-statement', []],
] as const) {
  onBothDatabases(`a statement made before the release is asked about once: ${decision}`, async ({ store }) => {
    const desk = await publicDesk(store, STATEMENT)
    try {
      hurry(desk)
      await work(desk, got(await refreshBoard(desk, tomas, 'lantern')))
      const page = got(await readBoardPage(desk, tomas, 'lantern', 'v3.13.3'))
      const found = item(page, 'LSF-2030-4')
      assert.deepEqual(
        [found.state, found.conflicts[0]?.code, found.statement?.author],
        ['conflict', 'STATEMENT_OVERTAKEN', 'Mateus Brandt'],
      )
      const wish = { vulnerability: 'LSF-2030-4', plan: found.plan }
      assert.equal(
        codeOf(await decideBoard(desk, ilse, 'lantern', [{ ...wish, decision: 'approve' }])),
        'BOARD_CONFLICT',
      )
      assert.equal(
        codeOf(await decideBoard(desk, ilse, 'lantern', [{ ...wish, decision: 'keep-statement' }])),
        'BOARD_REASON_ABSENT',
      )
      got(await decideBoard(desk, tomas, 'lantern', [{ ...wish, decision, reason: 'checked by hand' }]))

      const after = got(await readBoardPage(desk, tomas, 'lantern', 'v3.13.3'))
      const left = [...after.conflicts, ...after.changes].find(({ vulnerability }) => vulnerability === 'LSF-2030-4')
      assert.deepEqual(left?.versions.map(({ version }) => version) ?? [], ranges)
      if (left === undefined) return
      assert.equal(left.state, 'open')
      const approve = [{ vulnerability: 'LSF-2030-4', plan: left.plan, decision: 'approve' as const }]
      const both = person('tomas', 'reviewer', 'editor')
      assert.equal(
        codeOf(await decideBoard(desk, both, 'lantern', approve)),
        'NOT_PERMITTED',
        'who decided does not approve',
      )
      got(await decideBoard(desk, ilse, 'lantern', approve))
    } finally {
      await desk.sandbox.close()
    }
  })
}

onBothDatabases(
  'a hook is believed when it is signed, and only that far that the desk looks itself',
  async ({ store }) => {
    const desk = await rehearsalDesk(store, folder())
    try {
      const body = Buffer.from('{"ref":"refs/tags/v9"}')
      const signed = (secret: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
      assert.equal(codeOf(await receiveHook(desk, 'lantern', body, signed('guess'))), 'HOOK_UNSIGNED')
      assert.equal(codeOf(await renewHookSecret(desk, carla, 'lantern')), 'NOT_PERMITTED')
      const secret = got(await renewHookSecret(desk, person('ada', 'administrator'), 'lantern'))
      for (const wrong of [
        undefined,
        '',
        'sha256=',
        signed('guess'),
        signed(secret).toUpperCase(),
        `${signed(secret)}0`,
      ]) {
        assert.equal(codeOf(await receiveHook(desk, 'lantern', body, wrong)), 'HOOK_UNSIGNED', String(wrong))
      }
      assert.equal(codeOf(await receiveHook(desk, 'kiln', body, signed(secret))), 'HOOK_UNSIGNED')
      assert.equal(codeOf(await receiveHook(desk, 'lantern', Buffer.from('{}'), signed(secret))), 'HOOK_UNSIGNED')
      assert.equal(await work(desk, got(await receiveHook(desk, 'lantern', body, signed(secret)))), '{"records":0}')
      got(await renewHookSecret(desk, person('ada', 'administrator'), 'lantern'))
      assert.equal(codeOf(await receiveHook(desk, 'lantern', body, signed(secret))), 'HOOK_UNSIGNED', 'the old secret')
    } finally {
      await desk.sandbox.close()
    }
  },
)
