import type { Fault, Result } from '#fault'
import type { CveId } from '#ids'
import type { Json } from '#json'
import type { CveServices } from './cve-services.ts'
import { fingerprint } from './fingerprint.ts'
import { doneKey, entryLine, type JournalEntry } from './journal.ts'
import { carryOut, type Deed, type Step } from './step.ts'
import type { Target } from './target.ts'

/** One thing to do, before anything was asked: a file, an ID. */
export interface Item<T extends Target> {
  readonly source: string
  /** The ID, where it is known before the file is read. */
  readonly id?: CveId
  /** What is wanted, as far as it is known without asking: a journal remembers it, and the same wish is not done twice. */
  wish(): Promise<Result<Json>>
  plan(): Promise<Result<Step<T>>>
}

/** What is to be done with one item; a fault where that cannot be. */
export type Planned<T extends Target> =
  | { readonly kind: 'step'; readonly step: Step<T>; readonly sha256: string }
  /** An earlier run did it: its journal says so, and nobody is asked. */
  | { readonly kind: 'done'; readonly source: string; readonly entry: JournalEntry }
  | { readonly kind: 'fault'; readonly source: string; readonly id?: CveId; readonly fault: Fault }

export interface Outcome {
  /** Absent where the file could not be read so far. */
  readonly id?: string
  readonly source: string
  /** What was done, or would be. */
  readonly did?: Deed
  /** Done by a run before this one. */
  readonly before?: true
  readonly fault?: Fault
  readonly changes: readonly string[]
  readonly waived: readonly string[]
}

/** Plans all items one after the other. Nothing is changed. `done`: what a journal says was done. */
export async function planItems<T extends Target>(
  items: readonly Item<T>[],
  done: ReadonlyMap<string, JournalEntry>,
  progress: (planned: number) => void,
): Promise<readonly Planned<T>[]> {
  const planned: Planned<T>[] = []
  for (const item of items) {
    planned.push(await planItem(item, done))
    progress(planned.length)
  }
  return planned
}

async function planItem<T extends Target>(item: Item<T>, done: ReadonlyMap<string, JournalEntry>): Promise<Planned<T>> {
  const { source, id } = item
  const failed = (fault: Fault): Planned<T> => ({ kind: 'fault', source, ...(id !== undefined && { id }), fault })
  const wish = await item.wish()
  if (!wish.ok) return failed(wish.fault)
  const sha256 = await fingerprint(wish.value)
  const entry = done.get(doneKey(source, sha256))
  if (entry !== undefined) return { kind: 'done', source, entry }
  const step = await item.plan()
  return step.ok ? { kind: 'step', step: step.value, sha256 } : failed(step.fault)
}

/** The steps that change something, which is what a person confirms. */
export function changing<T extends Target>(planned: readonly Planned<T>[]): readonly Step<T>[] {
  return planned.flatMap((each) => (each.kind === 'step' && each.step.action.do !== 'nothing' ? [each.step] : []))
}

/** What a dry run tells: every item with what would be done. */
export function outcomesOf<T extends Target>(planned: readonly Planned<T>[]): readonly Outcome[] {
  return planned.map((each) => outcomeOf(each))
}

export interface Recorder {
  append(line: string): Promise<Result<void>>
  now(): string
}

/**
 * Carries out what was planned, one call after the other: a fault ends its item and no other. Each outcome is in the journal
 * before the next call. A journal that cannot be written ends the run, and is the fault of every item that is left.
 */
export async function carryOutAll<T extends Target>(
  services: CveServices<T>,
  planned: readonly Planned<T>[],
  recorder: Recorder | undefined,
  progress: (done: number) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  let stopped: Fault | undefined
  for (const each of planned) {
    const outcome = outcomeOf(each)
    if (each.kind !== 'step') outcomes.push(outcome)
    else if (stopped !== undefined) outcomes.push(failed(outcome, stopped))
    else {
      const { step, sha256 } = each
      const result = await carryOut(services, step)
      outcomes.push(result.ok ? outcome : failed(outcome, result.fault))
      const said = result.ok ? { done: step.action.do } : { fault: result.fault.code }
      const { id, source } = step
      const written = await recorder?.append(entryLine({ id, source, sha256, ...said, at: recorder.now() }))
      if (written?.ok === false) stopped = written.fault
    }
    progress(outcomes.length)
  }
  return outcomes
}

function outcomeOf<T extends Target>(each: Planned<T>): Outcome {
  switch (each.kind) {
    case 'fault': {
      const { source, id, fault } = each
      return { source, ...(id !== undefined && { id }), fault, changes: [], waived: [] }
    }
    case 'done':
      return {
        id: each.entry.id,
        source: each.source,
        ...(each.entry.done && { did: each.entry.done }),
        before: true,
        changes: [],
        waived: [],
      }
    case 'step': {
      const { id, source, action, changes, waived } = each.step
      return { id, source, did: action.do, changes, waived }
    }
  }
}

function failed({ did: _, ...outcome }: Outcome, fault: Fault): Outcome {
  return { ...outcome, fault }
}
