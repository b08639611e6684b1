import assert from 'node:assert/strict'
import {
  cancelPublication,
  publishingJobs,
  readPublication,
  readPublications,
  startPublication,
} from '#desk/publishing'
import { decideReview, readReview, requestReview } from '#desk/review'
import { ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { onBothDatabases } from '../storage/both-databases.ts'
import { freshFolders } from '../worlds/repository.ts'
import { CVE, edit, facts, ilse, put, type RehearsalDesk, rehearsalDesk, rowOf, runa, tomas } from './rehearsal-desk.ts'

const folder = freshFolders()

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.fault.code
}

/** Runs the job of a publication, as a worker would. */
async function work(desk: RehearsalDesk, attempts = 1): Promise<string> {
  const rows = await desk.store.read(({ publications }) => publications.ofVulnerability('LSF-2030-4', 1))
  const job = await desk.store.read(({ jobs }) => jobs.find(rows[0]?.job ?? ''))
  assert(job !== undefined)
  const handler = publishingJobs(desk).find(({ kind }) => kind === job.kind)
  assert(handler !== undefined)
  const done = await handler.run({ ...job, attempts }, new AbortController().signal)
  return done.ok ? String(done.value) : done.fault.code
}

onBothDatabases('draft, review, approval by another, publication: once, read back and equal', async ({ store }) => {
  const desk = await rehearsalDesk(store, folder())
  try {
    await put(desk, rowOf(facts(desk)))
    const asked = await requestReview(desk, tomas, 'LSF-2030-4', { version: 1 })
    assert.equal(codeOf(asked), 'ok', JSON.stringify(asked))
    const own = await decideReview(desk, tomas, 'LSF-2030-4', { decision: 'approve', version: 1 })
    assert.equal(codeOf(own), 'NOT_PERMITTED')
    const review = await readReview(desk, ilse, CVE)
    assert(review.ok, JSON.stringify(review))
    assert.deepEqual(
      [review.value.state, review.value.may.approve.allowed, review.value.missing],
      ['requested', true, []],
    )
    assert.equal(codeOf(await decideReview(desk, ilse, CVE, { decision: 'approve', version: 2 })), 'REVIEW_EDITION')
    assert.equal(codeOf(await decideReview(desk, ilse, CVE, { decision: 'approve', version: 1 })), 'ok')

    assert.equal(codeOf(await startPublication(desk, tomas, CVE, { target: 'sandbox', version: 1 })), 'NOT_PERMITTED')
    const started = await startPublication(desk, runa, CVE, { target: 'sandbox', version: 1 })
    assert(started.ok, JSON.stringify(started))
    assert.equal(
      codeOf(await startPublication(desk, runa, CVE, { target: 'sandbox', version: 1 })),
      'PUBLICATION_UNDERWAY',
    )
    assert.equal(await work(desk), 'published')
    assert.equal(await work(desk), 'published', 'a second worker finds it done')

    const view = await readPublications(desk, runa, CVE)
    assert(view.ok)
    const [publication] = view.value.publications
    assert.equal(publication?.deed, 'create')
    assert.deepEqual(
      publication?.answers.map(({ method, path, status }) => `${method} ${path} ${status}`),
      [`GET /cve-id/${CVE} 200`, `GET /org/LSF 200`, `POST /cve/${CVE}/cna 200`, `GET /cve/${CVE} 200`],
    )
    assert.equal(desk.seen.filter((line) => line.startsWith('POST')).length, 1)
    const row = await store.read(({ vulnerabilities }) => vulnerabilities.find(CVE))
    assert.deepEqual([row?.stage, row?.version], ['published', 1])
    assert.match(row?.text ?? '', /^state: published$/m)
    const kept = await store.read(({ published }) => published.find('LSF-2030-4', 'sandbox'))
    assert.equal(kept?.record.cveMetadata.state, 'PUBLISHED')
    assert.match(kept?.osv ?? '', /"x_LSF-2030-4"/)

    await edit(desk, CVE, 'tomas', (text) => text.replace('Link followed', 'Symbolic link followed'))
    const again = await readReview(desk, ilse, CVE)
    assert(again.ok)
    assert.deepEqual(
      again.value.changes.map(({ field }) => field),
      ['title'],
    )
    assert.deepEqual(
      again.value.authors.map(({ id }) => id),
      ['tomas'],
    )
  } finally {
    await desk.sandbox.close()
  }
})

onBothDatabases(
  'a publication waits for its time, can be taken back, and is sent once when it comes',
  async ({ store }) => {
    const desk = await rehearsalDesk(store, folder())
    try {
      await put(desk, rowOf(facts(desk, { state: 'review' })))
      desk.turn('2030-03-12T16:20:00.000Z')
      const at = '2030-03-12T18:00:00.000Z'
      const early = { target: 'sandbox', version: 1, at: '2030-03-12T16:19:00.000Z' } as const
      assert.equal(codeOf(await startPublication(desk, runa, CVE, early)), 'PUBLICATION_PAST')
      const first = await startPublication(desk, runa, CVE, { target: 'sandbox', version: 1, at })
      assert(first.ok)
      const job = await store.read(({ jobs }) => jobs.waiting(`publication ${first.value}`))
      assert.equal(job?.runAt, at)
      assert.equal(await work(desk), 'PUBLICATION_EARLY', 'a worker whose clock is ahead')
      assert.equal(codeOf(await cancelPublication(desk, tomas, first.value)), 'NOT_PERMITTED')
      assert.equal(codeOf(await cancelPublication(desk, runa, first.value)), 'ok')
      assert.equal(codeOf(await cancelPublication(desk, runa, first.value)), 'PUBLICATION_TOO_LATE')
      assert.equal(await store.read(({ jobs }) => jobs.waiting(`publication ${first.value}`)), undefined)
      desk.turn(at)
      const rows = await store.read(({ publications }) => publications.ofVulnerability('LSF-2030-4', 1))
      assert.equal(rows[0]?.state, 'cancelled')
      assert.equal(desk.seen.length, 0, 'nothing was asked')

      const second = await startPublication(desk, runa, CVE, {
        target: 'sandbox',
        version: 1,
        at: '2030-03-13T00:00:00.000Z',
      })
      assert(second.ok)
      desk.turn('2030-03-13T00:00:00.000Z')
      assert.equal(await work(desk), 'published')
      assert.equal(desk.seen.filter((line) => line.startsWith('POST')).length, 1)
    } finally {
      await desk.sandbox.close()
    }
  },
)

interface Mishap {
  readonly why: string
  /** Between the request and the worker. */
  readonly before?: (desk: RehearsalDesk) => Promise<void> | void
  /** What the worker finds, one attempt after the other. */
  readonly ends: readonly string[]
  /** Whether the sandbox was asked to write, how often. */
  readonly writes: number
  readonly problem?: string
}

const mishaps: readonly Mishap[] = [
  {
    why: 'the answer got lost, and what was done is found',
    before: (desk) => desk.order({ fault: 'lost', method: 'POST' }),
    ends: ['published'],
    writes: 1,
  },
  {
    why: 'the server is down for a while',
    before: (desk) => desk.order({ fault: '500', times: 2 }),
    ends: ['CVE_SERVICES_UNREACHABLE', 'published'],
    writes: 1,
  },
  {
    why: 'the facts were edited after it was asked for',
    before: (desk) => edit(desk, CVE, 'tomas', (text) => text.replace('Link followed', 'Symbolic link followed')),
    ends: ['refused'],
    writes: 0,
    problem: 'PUBLICATION_EDITION',
  },
  {
    why: 'a release came meanwhile, and the record would say something else',
    before: (desk) => desk.release([{ id: 'late', parents: ['r1'], on: 'hurry' }], { 'v3.13.3': 'late' }),
    ends: ['refused'],
    writes: 0,
    problem: 'PUBLICATION_OUTDATED',
  },
  {
    why: 'somebody published the same record by hand: nothing is left to do',
    before: async (desk) => {
      const [row] = await desk.store.read(({ publications }) => publications.ofVulnerability('LSF-2030-4', 1))
      const services = await desk.services.open('lantern', 'sandbox')
      assert(row !== undefined && services.ok)
      const draft = { to: services.value.destination, id: parsed(CVE), content: row.container }
      assert((await services.value.records.createCna(draft, { erlcheck: false })).ok)
    },
    ends: ['unchanged'],
    writes: 1,
  },
  {
    why: 'the ID was given to somebody else',
    before: async (desk) => {
      const services = await desk.services.open('lantern', 'sandbox')
      assert(services.ok)
      assert((await services.value.ids.setState(parsed(CVE), 'REJECTED')).ok)
    },
    ends: ['refused'],
    writes: 0,
    problem: 'CNA_REJECTED',
  },
]

for (const { why, before, ends, writes, problem } of mishaps) {
  onBothDatabases(`publication: ${why}`, async ({ store }) => {
    const desk = await rehearsalDesk(store, folder())
    try {
      await put(desk, rowOf(facts(desk, { state: 'review' })))
      const started = await startPublication(desk, runa, CVE, { target: 'sandbox', version: 1 })
      assert(started.ok, JSON.stringify(started))
      await before?.(desk)
      const found: string[] = []
      for (const [i] of ends.entries()) found.push(await work(desk, i + 1))
      assert.deepEqual(found, ends)
      assert.equal(desk.seen.filter((line) => /^POST .*\/cna (?!5)/.test(line)).length, writes)
      const view = await readPublication(desk, runa, started.value)
      assert(view.ok)
      assert.equal(view.value.problem?.code, problem)
    } finally {
      await desk.sandbox.close()
    }
  })
}

onBothDatabases(
  'a worker killed after the server did it: the next one finds it done, and nothing is sent twice',
  async ({ store }) => {
    const desk = await rehearsalDesk(store, folder())
    try {
      await put(desk, rowOf(facts(desk, { state: 'review' })))
      const started = await startPublication(desk, runa, CVE, { target: 'sandbox', version: 1 })
      assert(started.ok)
      const killed: RehearsalDesk = { ...desk, services: { ...desk.services, open: openAndDie(desk) } }
      await assert.rejects(work(killed), /killed/)
      const [half] = await store.read(({ publications }) => publications.ofVulnerability('LSF-2030-4', 1))
      assert.deepEqual([half?.state, half?.deed], ['sending', 'create'])
      assert.equal(await work(desk, 2), 'published')
      assert.equal(desk.seen.filter((line) => line.startsWith('POST')).length, 1)
    } finally {
      await desk.sandbox.close()
    }
  },
)

/** Services of a process that dies as soon as the server has written the record. */
function openAndDie(desk: RehearsalDesk): RehearsalDesk['services']['open'] {
  return async (project, target, tell) => {
    const services = await desk.services.open(project, target, tell)
    if (!services.ok) return services
    const { records } = services.value
    const createCna: typeof records.createCna = async (draft, checks) => {
      await records.createCna(draft, checks)
      throw new Error('killed')
    }
    return ok({ ...services.value, records: { ...records, createCna } })
  }
}

function parsed(id: string): CveId {
  const read = parseCveId(id)
  assert(read.ok)
  return read.value
}

onBothDatabases('of two who publish at the same time one is told that it is under way', async ({ store }) => {
  const desk = await rehearsalDesk(store, folder())
  try {
    await put(desk, rowOf(facts(desk)))
    const wish = { target: 'sandbox', version: 1 } as const
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => startPublication(desk, runa, CVE, wish)))
    assert.deepEqual(outcomes.map(codeOf).toSorted(), [
      ...['PUBLICATION_UNDERWAY', 'PUBLICATION_UNDERWAY', 'PUBLICATION_UNDERWAY'],
      'ok',
    ])
    const rows = await store.read(({ publications }) => publications.ofVulnerability('LSF-2030-4', 9))
    assert.equal(rows.length, 1)
  } finally {
    await desk.sandbox.close()
  }
})

onBothDatabases('of an approval and an edit at the same time, no edit stands approved unseen', async ({ store }) => {
  const desk = await rehearsalDesk(store, folder())
  try {
    await put(desk, rowOf(facts(desk)))
    assert.equal(codeOf(await requestReview(desk, tomas, CVE, { version: 1 })), 'ok')
    const change = { base: 1, changes: [{ field: 'title', value: 'Link followed in Lantern' }] } as const
    const approve = () => decideReview(desk, ilse, CVE, { decision: 'approve', version: 1 })
    const [first, second, edited] = await Promise.all([approve(), approve(), desk.edit(tomas, CVE, change)])
    assert.equal(codeOf(edited), 'ok')
    assert(codeOf(first) !== 'ok' || codeOf(second) !== 'ok', 'two approvals of one edition')
    const row = await store.read(({ vulnerabilities }) => vulnerabilities.find('LSF-2030-4'))
    assert.deepEqual([row?.version, row?.stage === 'approved'], [2, false])
  } finally {
    await desk.sandbox.close()
  }
})

for (const [why, embargo, datePublic] of [
  ['is over: the record says since when the public knows, and says it still after the next edit', '2024-05-01', true],
  ['holds: a rehearsal says nothing of the kind', '2099-05-01', false],
] as const) {
  onBothDatabases(`an embargo that ${why}`, async ({ store }) => {
    const desk = await rehearsalDesk(store, folder())
    const publish = async (version: number): Promise<unknown> => {
      const started = await startPublication(desk, runa, CVE, { target: 'sandbox', version })
      assert.equal(codeOf(started), 'ok', JSON.stringify(started))
      assert.equal(await work(desk), 'published')
      const kept = await store.read(({ published }) => published.find('LSF-2030-4', 'sandbox'))
      assert.equal(kept?.version, version)
      return kept?.record.containers.cna.datePublic
    }
    const said = datePublic ? `${embargo}T14:00:00.000Z` : undefined
    try {
      await put(desk, rowOf(facts(desk, { state: 'review' }, `embargo: ${embargo}T14:00:00Z\n`)))
      assert.equal(await publish(1), said)
      const later = (text: string): string => text.replace('Link followed', 'Symbolic link followed')
      await edit(desk, CVE, 'tomas', (text) => later(text).replace('embargo: 2024-05-01', 'embargo: 2024-04-01'))
      assert.equal(await publish(2), said)
    } finally {
      await desk.sandbox.close()
    }
  })
}
