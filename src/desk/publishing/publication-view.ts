import type { BatchRow, PublicationRow } from './ports.ts'
import { isDone } from './publication-state.ts'
import type { BatchView, PublicationView, ServerAnswer } from './view.ts'

const DEEDS = ['nothing', 'create', 'update', 'republish', 'reject-new', 'reject-record'] as const

export function publicationView(row: PublicationRow, answers: readonly ServerAnswer[]): PublicationView {
  const { id, vulnerability, project, cve, title, target, url, state, requestedBy, requestedAt, changes } = row
  const deed = DEEDS.find((each) => each === row.deed)
  return {
    id,
    vulnerability,
    project,
    cve,
    title,
    target,
    url,
    version: row.edition,
    state,
    requestedBy,
    requestedAt,
    ...(row.runAt !== undefined && { at: row.runAt }),
    ...(row.batch !== undefined && { batch: row.batch }),
    ...(deed !== undefined && { deed }),
    changes,
    answers,
    ...(row.problem !== undefined && { problem: row.problem }),
    ...(row.finishedAt !== undefined && { finishedAt: row.finishedAt }),
  }
}

export function batchView(batch: BatchRow, publications: readonly PublicationView[]): BatchView {
  const { id, state, target, url, project, requestedBy, requestedAt, finishedAt, problem } = batch
  const count = (is: (state: PublicationView['state']) => boolean): number =>
    publications.filter((each) => is(each.state)).length
  return {
    id,
    state,
    target,
    url,
    ...(project !== undefined && { project }),
    requestedBy,
    requestedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    counts: {
      all: publications.length,
      done: count(isDone),
      sending: count((each) => each === 'sending'),
      waiting: count((each) => each === 'waiting' || each === 'scheduled'),
      refused: count((each) => each === 'refused' || each === 'differs'),
    },
    ...(problem !== undefined && { problem }),
    publications,
  }
}
