import type { CveIdEntry, Deed, Outcome, User } from '#desk/cna'
import { count, listed, table } from './table.ts'

/** What is done to an ID: before it is done, and after. */
const WORDS: Readonly<Record<Deed, readonly [would: string, did: string]>> = {
  nothing: ['nothing to do', 'nothing to do'],
  create: ['would publish', 'published'],
  update: ['would update', 'updated'],
  republish: ['would publish again', 'published again'],
  'reject-new': ['would reject', 'rejected'],
  'reject-record': ['would reject', 'rejected'],
  'reject-id': ['would reject', 'rejected'],
  'undo-reject': ['would reserve again', 'reserved again'],
  transfer: ['would transfer', 'transferred'],
  adp: ['would write the container', 'container written'],
}

/** One line for each item, with what changes and what was waived below it. Faults are printed as faults. */
export function outcomeLines(outcomes: readonly Outcome[], applied: boolean): readonly string[] {
  const rows = outcomes.map((outcome) => [outcome.id ?? outcome.source, wordOf(outcome, applied), sourceOf(outcome)])
  const heads = table(rows)
  return outcomes.flatMap(({ changes, waived }, i) => [
    heads[i] ?? '',
    ...changes.map((change) => `    ${change}`),
    ...waived.map((each) => `    waived: ${each}`),
  ])
}

/** `3 published, 1 failed` */
export function summaryLine(outcomes: readonly Outcome[], applied: boolean): string {
  const byWord = Map.groupBy(outcomes, (outcome) => wordOf(outcome, applied))
  return listed([...byWord].map(([word, some]) => `${some.length} ${word}`))
}

function wordOf({ did, before, fault }: Outcome, applied: boolean): string {
  if (fault !== undefined || did === undefined) return 'failed'
  if (before === true) return 'done before'
  return WORDS[did][applied ? 1 : 0]
}

function sourceOf({ id, source }: Outcome): string {
  return id === undefined || id === source ? '' : source
}

/** IDs as a table, and how many there are in each state. */
export function idLines(entries: readonly CveIdEntry[]): readonly string[] {
  const head = ['CVE ID', 'STATE', 'OWNER', 'RESERVED BY', 'RESERVED ON']
  const rows = entries.map(({ cve_id, state, owning_cna, requested_by, reserved }) => [
    cve_id,
    state,
    owning_cna,
    requested_by === undefined ? '' : `${requested_by.user} (${requested_by.cna})`,
    reserved?.slice(0, 10) ?? '',
  ])
  return entries.length === 0 ? [] : table([head, ...rows], '')
}

/** `12 IDs: 3 reserved, 8 published, 1 rejected` */
export function idTotals(entries: readonly CveIdEntry[]): string {
  const byState = Map.groupBy(entries, ({ state }) => state.toLowerCase())
  const states = ['reserved', 'published', 'rejected', 'available'].flatMap((state) => {
    const some = byState.get(state)
    return some === undefined ? [] : [`${some.length.toLocaleString('en-US')} ${state}`]
  })
  return `${count(entries.length, 'ID')}${states.length > 0 ? `: ${states.join(', ')}` : ''}`
}

export function userLines(users: readonly User[]): readonly string[] {
  const head = ['USER', 'NAME', 'ROLES', 'ACTIVE', 'CREATED', 'MODIFIED']
  const rows = users.map((user) => [
    user.username,
    nameOf(user),
    rolesOf(user),
    activeOf(user),
    user.time?.created.slice(0, 10) ?? '',
    user.time?.modified.slice(0, 10) ?? '',
  ])
  return table([head, ...rows], '')
}

/** One user, field by field. */
export function userFields(user: User): readonly string[] {
  return table(
    [
      ['name', nameOf(user)],
      ['roles', rolesOf(user) || 'none'],
      ['active', activeOf(user)],
      ['created', user.time?.created ?? ''],
      ['modified', user.time?.modified ?? ''],
    ].filter(([, value]) => value !== ''),
  )
}

function nameOf({ name }: User): string {
  return [name?.first, name?.middle, name?.last, name?.suffix]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
}

function rolesOf({ authority }: User): string {
  return authority?.active_roles.join(', ') ?? ''
}

function activeOf({ active }: User): string {
  return active === undefined ? '' : active ? 'yes' : 'no'
}
