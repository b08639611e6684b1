import type { RecordPlan, SyncResult } from '#desk/sync'
import type { Outcome } from '#vulnerability'
import { inkOf } from './ink.ts'
import { count, table } from './table.ts'
import type { Terminal } from './world.ts'

/** Changed releases that are listed one by one. */
const SHOWN = 20

/** A sync as a person reads it: what came in, what changes and why, what to do next. */
export function syncText({ plan, fetched }: SyncResult, applied: boolean, terminal: Terminal): readonly string[] {
  const { tags, changes, unchanged, writes } = plan
  const changing = changes.filter(({ state }) => state !== 'same').length
  const news =
    tags.added.length === 0 ? 'no new release tag' : `${count(tags.added.length, 'new tag')} ${tags.added.join(' ')}`
  return [
    `${fetched === undefined ? 'nothing fetched' : `fetched from ${fetched}`}: ${news}`,
    headline(changing, changing + unchanged),
    ...changes.flatMap((change) => recordText(change, terminal)),
    lastLine(writes.length, applied),
  ]
}

/** What waits for a person, and nothing else: for `--quiet`. */
export function heldText({ plan }: SyncResult): readonly string[] {
  return plan.changes.flatMap(({ id, held }) => held.map((reason) => `${id}: held: ${reason}`))
}

function headline(changing: number, all: number): string {
  if (changing === 0) return `${count(all, 'record')}, ${all === 1 ? 'unchanged' : 'all unchanged'}`
  if (changing === all) return all === 1 ? '1 record changes' : `all ${all} records change`
  return `${changing} of ${count(all, 'record')} change${changing === 1 ? 's' : ''}`
}

function lastLine(files: number, applied: boolean): string {
  if (files === 0) return 'nothing to write'
  if (applied) return `wrote ${count(files, 'file')}    next: review and commit them`
  return `nothing written: ${count(files, 'file')} would change    next: steward sync --apply`
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  pending: 'not released yet',
  confirmed: 'confirmed',
  renumbered: 'released under another number',
  slipped: 'SLIPPED',
  undecided: 'released, and git cannot say whether with the fix',
  withdrawn: 'the fix is no longer on the branch',
}

function recordText(plan: RecordPlan, terminal: Terminal): readonly string[] {
  const { id, cve, title, state, before, after, versions, outcomes, changes, held, notices } = plan
  const ink = inkOf(terminal)
  const heading = [ink('title', id), cve, title].filter((part) => part !== undefined).join('  ')
  const lines = [`  ${heading}   ${state === 'held' ? ink('error', state) : state}`]
  // Order is meaning of a block, but a line that stands in both is no news.
  lines.push(...before.filter((line) => !after.includes(line)).map((line) => `    - ${line}`))
  lines.push(...after.filter((line) => !before.includes(line)).map((line) => `    + ${line}`))
  const rows = versions.slice(0, SHOWN).map((each) => [each.version, `${each.before} -> ${each.after}`, each.why])
  lines.push(...table(rows, '      ', terminal.columns))
  if (versions.length > SHOWN) lines.push(`      and ${count(versions.length - SHOWN, 'more release')}`)
  for (const { provisional, outcome, now } of outcomes) {
    const moved = now === undefined || now === provisional.version ? '' : `, now < ${now}`
    const word = outcome === 'slipped' ? ink('error', OUTCOMES[outcome]) : OUTCOMES[outcome]
    lines.push(`      ${provisional.branch}: < ${provisional.version} was provisional${moved}   ${word}`)
  }
  return [
    ...lines,
    ...changes.map((change) => `      ${change}`),
    ...held.map((reason) => `      held: ${reason}`),
    ...notices.map((notice) => `      notice: ${notice}`),
  ]
}
