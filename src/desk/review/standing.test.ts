import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ReviewHistory, STEWARD, standingOf } from './standing.ts'
import type { NamedPerson } from './view.ts'

const tomas: NamedPerson = { id: 'tomas', name: 'Tomas Vries' }
const ilse: NamedPerson = { id: 'ilse', name: 'Ilse Marchetti' }
const runa: NamedPerson = { id: 'runa', name: 'Runa Halvard' }

/** A history in one line: `tomas edits; tomas asks; ilse approves; tomas edits`. Editions count from 1, minutes too. */
function told(story: string, published?: number): ReviewHistory {
  const people = { tomas, ilse, runa, steward: STEWARD }
  const editions: ReviewHistory['editions'][number][] = []
  const requests: ReviewHistory['requests'][number][] = []
  const decisions: ReviewHistory['decisions'][number][] = []
  for (const [i, step] of story.split('; ').entries()) {
    const [who = '', does] = step.split(' ')
    const by = people[who as keyof typeof people]
    const at = `2030-03-12T16:${String(i).padStart(2, '0')}:00.000Z`
    const version = editions.length
    if (does === 'edits' || does === 'moves') editions.push({ version: version + 1, by, at, meaning: does === 'edits' })
    else if (does === 'asks') requests.push({ id: `r${i}`, by, at, version })
    else decisions.push({ id: `d${i}`, by, at, version, decision: does === 'approves' ? 'approve' : 'ask-changes' })
  }
  return { editions, requests, decisions, ...(published !== undefined && { published }) }
}

type Row = readonly [
  why: string,
  story: string,
  state: string,
  authors: string,
  takenBack?: string | undefined,
  published?: number,
]

const rows: readonly Row[] = [
  ['nobody asked', 'tomas edits', 'none', 'tomas'],
  ['asked', 'tomas edits; tomas asks; tomas moves', 'requested', 'tomas'],
  ['approved', 'tomas edits; tomas asks; ilse approves', 'approved', ''],
  ['a move of state is no edit', 'tomas edits; tomas asks; ilse approves; steward moves', 'approved', ''],
  ['an edit takes it back', 'tomas edits; ilse approves; runa edits', 'taken-back', 'runa', 'runa'],
  ['even one of the approver', 'tomas edits; ilse approves; ilse edits', 'taken-back', 'ilse', 'ilse'],
  [
    'the first edit is named',
    'tomas edits; ilse approves; runa edits; tomas edits',
    'taken-back',
    'runa tomas',
    'runa',
  ],
  ['asked again', 'tomas edits; ilse approves; runa edits; runa asks', 'requested', 'runa'],
  ['approved again', 'tomas edits; ilse approves; runa edits; runa asks; tomas approves', 'approved', ''],
  ['changes asked', 'tomas edits; tomas asks; ilse wants', 'changes-asked', 'tomas'],
  ['and made, not yet asked again', 'tomas edits; tomas asks; ilse wants; tomas edits', 'changes-asked', 'tomas'],
  ['and asked again', 'tomas edits; tomas asks; ilse wants; tomas edits; tomas asks', 'requested', 'tomas'],
  ['two authors', 'tomas edits; runa edits; tomas edits; tomas asks', 'requested', 'tomas runa'],
  ['what Steward writes has no author', 'tomas edits; ilse approves; steward edits', 'taken-back', '', 'steward'],
  ['published and untouched', 'tomas edits; ilse approves; steward moves', 'approved', '', undefined, 2],
  ['published, and edited: a new round', 'tomas edits; ilse approves; tomas edits', 'none', 'tomas', undefined, 1],
  [
    'published, edited, asked',
    'tomas edits; ilse approves; tomas edits; tomas asks',
    'requested',
    'tomas',
    undefined,
    1,
  ],
]

for (const [why, story, state, authors, takenBack, published] of rows) {
  test(`review: ${why}`, () => {
    const standing = standingOf(told(story, published))
    assert.deepEqual(
      [standing.state, standing.authors.map(({ id }) => id).join(' '), standing.takenBack?.by.id],
      [state, authors, takenBack],
    )
  })
}
