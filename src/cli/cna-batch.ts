import path from 'node:path'
import {
  type CveServices,
  carryOutAll,
  changing,
  confirm,
  confirmationFor,
  headLine,
  type Item,
  type JournalEntry,
  type JournalHead,
  type Outcome,
  outcomesOf,
  type Planned,
  planItems,
  type Recorder,
  readJournal,
  type Target,
} from '#desk/cna'
import { type Fault, fail, ok, type Result } from '#fault'
import { targetJson, targetLine } from './cna-session.ts'
import { outcomeLines, summaryLine } from './cna-text.ts'
import { EXIT, exitOf, listOf, printFaults, reportFault } from './command.ts'
import { progressOn } from './progress.ts'
import type { World } from './world.ts'

/** The flags of every command that changes something. */
export const CHANGE_FLAGS = {
  'dry-run': { type: 'boolean', about: 'ask and compare, and change nothing' },
  confirm: {
    type: 'string',
    value: 'WORD',
    about: 'needed in production: the ID (or user) that is changed, or their number where there are several',
  },
} as const

/** The flags of those that may have many things to do. */
export const JOURNAL_FLAGS = {
  journal: { type: 'string', value: 'FILE', about: 'begin a new file of what is done, to go on after a failure' },
  resume: { type: 'string', value: 'FILE', about: 'go on with such a file: what it calls done is left out' },
} as const

export interface ChangeValues {
  readonly 'dry-run': boolean
  readonly confirm: string | undefined
  readonly json: boolean
  readonly quiet: boolean
}
export interface BatchValues extends ChangeValues {
  readonly journal: string | undefined
  readonly resume: string | undefined
}

export interface Batch<T extends Target> {
  /** `publish` */
  readonly command: string
  readonly services: CveServices<T>
  readonly named: boolean
  readonly items: readonly Item<T>[]
  readonly values: BatchValues
  /** Looks at the plan before anything else happens: to save it. */
  planned?(planned: readonly Planned<T>[]): Promise<Result<void>>
}

/** Plans everything, has it confirmed, does it item by item, and tells what became of each. */
export async function runBatch<T extends Target>(batch: Batch<T>, world: World): Promise<number> {
  const { services, named, items, values } = batch
  const { json, quiet } = values
  if (!json && !quiet) world.terminal.out(targetLine(services, named))
  const journal = await openJournal(batch, world)
  if (!journal.ok) return reportFault(journal.fault, json, world)

  const progress = progressOn(world)
  const planned = await planItems(items, journal.value.done, (n) => progress(n, items.length, 'asking CVE Services'))
  const seen = await batch.planned?.(planned)
  if (seen?.ok === false) return reportFault(seen.fault, json, world)
  if (values['dry-run']) return tell(batch, outcomesOf(planned), false, world)

  const steps = changing(planned)
  const allowed = await confirmed(batch, planned, world)
  if (!allowed.ok) return reportFault(allowed.fault, json, world)
  const outcomes = await carryOutAll(services, planned, journal.value.recorder, (n) =>
    progress(n, items.length, batch.command),
  )
  return tell(batch, outcomes, steps.length > 0, world)
}

/** Whether the person or the script means it; at a terminal the plan is shown and the word asked for. */
async function confirmed<T extends Target>(
  { services: { destination }, command, values }: Batch<T>,
  planned: readonly Planned<T>[],
  world: World,
): Promise<Result<void>> {
  const names = changing(planned).map(({ id }) => id)
  if (names.length === 0) return ok(undefined)
  const word = confirmationFor(names)
  return askToConfirm(
    destination.target,
    word,
    command,
    values.confirm,
    world,
    outcomeLines(outcomesOf(planned), false),
  )
}

/** The word of `--confirm`, or that of the person at the terminal, who sees `plan` first. */
export async function askToConfirm(
  target: Target,
  word: string,
  doing: string,
  given: string | undefined,
  { terminal }: World,
  plan: readonly string[] = [],
): Promise<Result<void>> {
  if (given !== undefined || target !== 'production' || !terminal.interactive) return confirm(target, word, given)
  for (const line of plan) terminal.err(line)
  const typed = await terminal.ask(`type ${word} to ${doing} in production: `)
  return confirm(target, word, typed?.trim() ?? '')
}

function tell<T extends Target>(
  { services, named, values: { json, quiet } }: Batch<T>,
  outcomes: readonly Outcome[],
  applied: boolean,
  world: World,
): number {
  const faults = outcomes.flatMap(({ fault }) => (fault === undefined ? [] : [fault]))
  world.terminal.status('')
  if (json) {
    const items = outcomes.map(({ id, source, did, before, fault, changes, waived }) => ({
      id: id ?? null,
      source,
      did: did ?? null,
      doneBefore: before ?? false,
      changes,
      waived,
      faults: fault === undefined ? [] : listOf(fault),
    }))
    world.terminal.out(JSON.stringify({ target: targetJson(services, named), items, applied }))
  } else {
    // Of one thing that failed the fault says everything.
    const shown = outcomes.length === 1 && faults.length === 1 ? [] : outcomes
    if (!quiet) for (const line of outcomeLines(shown, applied)) world.terminal.out(line)
    printFaults(faults, world)
    if (!quiet && outcomes.length > 1) world.terminal.out(summaryLine(outcomes, applied))
  }
  return faults.length > 0 ? Math.max(...faults.map(exitOf)) : EXIT.done
}

interface OpenJournal {
  readonly done: ReadonlyMap<string, JournalEntry>
  readonly recorder?: Recorder
}

/** A dry run reads the journal and writes nothing. */
async function openJournal<T extends Target>(
  { command, services, values }: Batch<T>,
  { cna: open, files, folder, now }: World,
): Promise<Result<OpenJournal>> {
  const { journal, resume } = values
  if (journal !== undefined && resume !== undefined) return fail(twoJournals())
  const name = journal ?? resume
  if (name === undefined) return ok({ done: new Map() })
  const file = path.resolve(folder, name)
  const cna = await open()
  const head: JournalHead = { command, to: services.destination, org: services.speaker.org }
  const recorder: Recorder = { append: (line) => cna.appendLine(file, line), now: () => now().toISOString() }
  if (resume === undefined) {
    if (values['dry-run']) return ok({ done: new Map() })
    const made = await cna.createFile(file)
    if (!made.ok) return made
    const begun = await recorder.append(headLine(head))
    return begun.ok ? ok({ done: new Map(), recorder }) : begun
  }
  const whole = await files.read(file, JOURNAL_LIMIT)
  if (!whole.ok) return whole
  const read = readJournal(whole.value, head, name)
  if (!read.ok || values['dry-run']) return read
  if (read.value.text !== whole.value) {
    const mended = await files.write(file, read.value.text)
    if (!mended.ok) return mended
  }
  return ok({ done: read.value.done, recorder })
}

/** Some 200,000 lines. Bytes. */
const JOURNAL_LIMIT = 64 * 1024 * 1024

function twoJournals(): Fault {
  return {
    code: 'USAGE_JOURNAL',
    kind: 'invalid',
    message: '--journal begins a file and --resume goes on with one: both cannot be meant',
    hint: 'keep one of them',
  }
}
