import { type Fault, fail, ok, type Result } from '#fault'
import { constant, object, oneOf, optional, parseJson, readShape, type Shape, text } from '#json'
import { address } from './address.ts'
import { DEEDS, type Deed } from './step.ts'
import { type Address, sameDestination } from './target.ts'

/** Which work a journal is of. Another command, target or organisation does not go on with it. */
export interface JournalHead {
  /** `publish`, `reject`, ... */
  readonly command: string
  readonly to: Address
  readonly org: string
}

/** What became of one item; only what was done is not done again. */
export interface JournalEntry {
  readonly id: string
  readonly source: string
  /** Of what was wanted. */
  readonly sha256: string
  /** Absent where it failed. */
  readonly done?: Deed
  /** Code of the fault. */
  readonly fault?: string
  /** RFC 3339 */
  readonly at: string
}

const head = object({ journal: constant('steward cna'), version: constant(1), command: text, to: address, org: text })
const entry: Shape<JournalEntry> = object({
  id: text,
  source: text,
  sha256: text,
  done: optional(oneOf(...DEEDS)),
  fault: optional(text),
  at: text,
})

export function headLine({ command, to: { target, url }, org }: JournalHead): string {
  return JSON.stringify({ journal: 'steward cna', version: 1, command, to: { target, url }, org })
}

export function entryLine(each: JournalEntry): string {
  return JSON.stringify(each)
}

export interface ReadJournal {
  /** The entries whose items are done, by source and fingerprint. */
  readonly done: ReadonlyMap<string, JournalEntry>
  /** The text without a last line that was cut off when the machine stopped: what the next line is added to. */
  readonly text: string
}

/** The name under which an item is done. */
export function doneKey(source: string, sha256: string): string {
  return `${sha256} ${source}`
}

/** Reads a journal of the same work, which may end in the middle of a line. */
export function readJournal(whole: string, wanted: JournalHead, source: string): Result<ReadJournal> {
  const end = whole.lastIndexOf('\n') + 1
  const lines = whole.slice(0, end).split('\n').slice(0, -1)
  const first = readLine(head, lines[0] ?? '', source, 1)
  if (!first.ok) return first
  const { command, to, org } = first.value
  const right = sameDestination(to, wanted.to)
  if (!right.ok) return fail({ ...right.fault, place: { source } })
  if (command !== wanted.command || org !== wanted.org) return fail(otherWork(command, org, wanted, source))
  const done = new Map<string, JournalEntry>()
  for (const [i, line] of lines.slice(1).entries()) {
    const read = readLine(entry, line, source, i + 2)
    if (!read.ok) return read
    if (read.value.done !== undefined) done.set(doneKey(read.value.source, read.value.sha256), read.value)
  }
  return ok({ done, text: whole.slice(0, end) })
}

function readLine<T>(shape: Shape<T>, line: string, source: string, number: number): Result<T> {
  const document = parseJson(line)
  const read = document.ok ? readShape(shape, document.value.value) : document
  if (read.ok) return read
  return fail({
    code: 'CNA_JOURNAL',
    kind: 'invalid',
    message: `this line is none of a journal: ${read.fault.message}`,
    place: { source, line: number },
    hint: 'name the file that an earlier run was given with --journal',
  })
}

function otherWork(command: string, org: string, wanted: JournalHead, source: string): Fault {
  return {
    code: 'CNA_JOURNAL_OTHER_WORK',
    kind: 'conflict',
    message: `the journal is of ${JSON.stringify(command)} for ${org}, and this is ${wanted.command} for ${wanted.org}`,
    place: { source },
    hint: 'begin a new one with --journal FILE',
  }
}
