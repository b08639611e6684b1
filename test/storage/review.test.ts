import assert from 'node:assert/strict'
import type { ReviewComment, ReviewDecision, ReviewRequest } from '#desk/review'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const by = { id: 'tomas', name: 'Tomas Vries' }
const at = '2030-03-12T16:20:00.000Z'

onBothDatabases('a review comes back in the order in which it was written', async ({ store }) => {
  const requests: readonly ReviewRequest[] = [
    { id: '01', by, at, version: 3 },
    { id: '02', by, at, version: 4, note: 'again' },
  ]
  const decisions: readonly ReviewDecision[] = [
    { id: '03', by, at, version: 3, decision: 'ask-changes', note: 'musl' },
    { id: '04', by, at, version: 4, decision: 'approve' },
  ]
  const comments: readonly ReviewComment[] = [
    { id: '05', field: 'description', by, at, text: 'Does 60 kB hold?' },
    { id: '06', field: 'description', by, at, text: 'Measured.', answers: '05' },
  ]
  await store.write(async ({ reviews }) => {
    for (const each of requests) await reviews.addRequest('HRTH-1', each)
    for (const each of decisions) await reviews.addDecision('HRTH-1', each)
    for (const each of comments) await reviews.addComment('HRTH-1', each)
    return ok(undefined)
  })
  const read = (vulnerability: string) =>
    store.read(async ({ reviews }) => [
      await reviews.requests(vulnerability),
      await reviews.decisions(vulnerability),
      await reviews.comments(vulnerability),
    ])
  assert.deepEqual(await read('HRTH-1'), [requests, decisions, comments])
  assert.deepEqual(await read('HRTH-2'), [[], [], []])

  await store.write(async ({ reviews }) => ok(await reviews.resolve('05', { by, at })))
  assert.deepEqual((await read('HRTH-1'))[2], [{ ...comments[0], resolved: { by, at } }, comments[1]])
  await store.write(async ({ reviews }) => ok(await reviews.resolve('05', undefined)))
  assert.deepEqual((await read('HRTH-1'))[2], comments)
})
