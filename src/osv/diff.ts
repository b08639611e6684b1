import type { Json, JsonObject } from '#json'
import { describeEvent } from './affects.ts'
import type { OsvAffected, OsvRange, OsvRecord } from './record.ts'

/** One difference in meaning between two records. */
export type OsvChange =
  | { readonly kind: 'added' | 'removed'; readonly subject: string; readonly value: string }
  | { readonly kind: 'changed'; readonly subject: string; readonly before: string; readonly after: string }

/**
 * Whether two records say the same. The order of keys, events, aliases, versions and of every other list is not meaning, and
 * neither are `modified`, `schema_version`, `null` for an empty list, and a value given twice.
 */
export function sameMeaning(a: OsvRecord, b: OsvRecord): boolean {
  return diffOsv(a, b).length === 0
}

/** What changes from `before` to `after`, in the order of the fields. */
export function diffOsv(before: OsvRecord, after: OsvRecord): readonly OsvChange[] {
  const old = statements(before)
  const now = statements(after)
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((subject) =>
    changesOf(subject, old.get(subject) ?? new Set(), now.get(subject) ?? new Set()),
  )
}

/** A change as one line: `PyPI lantern: added fixed in 1.2`. */
export function describeChange(change: OsvChange): string {
  if (change.kind !== 'changed') return `${change.subject}: ${change.kind} ${change.value}`
  return `${change.subject}: changed from ${change.before} to ${change.after}`
}

function changesOf(subject: string, old: ReadonlySet<string>, now: ReadonlySet<string>): readonly OsvChange[] {
  const removed = [...old].filter((value) => !now.has(value))
  const added = [...now].filter((value) => !old.has(value))
  if (old.size === 1 && now.size === 1 && removed.length === 1) {
    return [{ kind: 'changed', subject, before: removed[0]!, after: added[0]! }]
  }
  return [
    ...removed.map((value): OsvChange => ({ kind: 'removed', subject, value })),
    ...added.map((value): OsvChange => ({ kind: 'added', subject, value })),
  ]
}

/** Everything that a record says, as a set of values for each subject: two records mean the same when these are equal. */
type Statements = Map<string, Set<string>>

function statements(record: OsvRecord): Statements {
  const said: Statements = new Map()
  const say = (subject: string, value: string): void => {
    const values = said.get(subject) ?? new Set()
    said.set(subject, values.add(value))
  }
  const { schema_version, modified, aliases, related, upstream, severity, affected, references, credits, ...rest } =
    record
  const lists = { alias: aliases, related, upstream }
  for (const [subject, values] of Object.entries(lists)) for (const value of values ?? []) say(subject, value)
  for (const { type, score, ...more } of severity ?? []) say('severity', words([type, score], more))
  for (const [name, entry] of entriesByName(affected ?? [])) sayEntry(name, entry, say)
  for (const { type, url, ...more } of references ?? []) say('reference', words([type, url], more))
  for (const { name, type, ...more } of credits ?? []) say('credit', words([name, type], more))
  for (const [key, value] of Object.entries(rest)) sayField(key, value, say)
  return said
}

type Say = (subject: string, value: string) => void

function sayEntry(name: string, entry: OsvAffected, say: Say): void {
  const { package: identity, ranges, versions, severity, ...rest } = entry
  say('affected', identity === undefined ? name : `${name} ${canonical(identity)}`)
  const seen = new Map<string, number>()
  for (const range of [...(ranges ?? [])].sort(byMeaning)) {
    const { type, repo, events, ...others } = range
    const kind = [name, type, ...(repo === undefined ? [] : [repo])].join(' ')
    const count = (seen.get(kind) ?? 0) + 1
    seen.set(kind, count)
    const subject = count === 1 ? `${kind} events` : `${kind} events (${count})`
    for (const event of events) say(subject, describeEvent(event))
    for (const [key, value] of Object.entries(others)) sayField(`${kind} ${key}`, value, say)
  }
  for (const version of versions ?? []) say(`${name} versions`, version)
  for (const { type, score, ...more } of severity ?? []) say(`${name} severity`, words([type, score], more))
  for (const [key, value] of Object.entries(rest)) sayField(`${name} ${key}`, value, say)
}

/** Entries under the name of their package. Several entries for one package are told apart by a number, in the order of their content. */
function entriesByName(entries: readonly OsvAffected[]): readonly (readonly [string, OsvAffected])[] {
  const seen = new Map<string, number>()
  return [...entries].sort(byMeaning).map((entry) => {
    const name = entry.package === undefined ? 'no package' : `${entry.package.ecosystem} ${entry.package.name}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return [count === 1 ? name : `${name} (${count})`, entry] as const
  })
}

/** The values that have names in the schema in plain, and whatever else an object holds behind them. */
function words(values: readonly (string | undefined)[], more: JsonObject): string {
  const rest = Object.keys(more).length === 0 ? [] : [canonical(more)]
  return [...values, ...rest].filter((value) => value !== undefined).join(' ')
}

/** A list says one thing for each of its values, a table one for each of its fields, anything else itself. */
function sayField(subject: string, value: Json | undefined, say: Say): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) for (const each of value) say(subject, canonical(each))
  else if (typeof value === 'object') {
    for (const [key, each] of Object.entries(value as JsonObject)) sayField(`${subject} ${key}`, each, say)
  } else say(subject, canonical(value))
}

function byMeaning(a: OsvAffected | OsvRange, b: OsvAffected | OsvRange): number {
  const [x, y] = [canonical(a), canonical(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Text that is equal for values that differ only in the order of keys and list items. Plain text stands for itself. */
function canonical(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(sorted(value))
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map((each: Json) => JSON.stringify(sorted(each)))
    return [...new Set(items)].sort().map((each) => JSON.parse(each) as Json)
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
