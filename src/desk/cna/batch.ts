import type { Fault, Result } from '#fault'
import type { Json } from '#json'
import type { CveServices } from './cve-services.ts'
import { fingerprint } from './fingerprint.ts'
import { doneKey, entryLine, type JournalEntry } from './journal.ts'
import { type Action, carryOut, type Deed, type Step } from './step.ts'
import type { Target } from './target.ts'

/** One thing to do, before anything was asked: a file, an ID. */
export interface Item<T extends Target> {
  readonly source: string
  /** The ID, where it is known before the file is read. */
  readonly id?: string
  plan(): Promise<Result<Step<T>>>
}

/** What is to be done with one item; a fault where that cannot be. */
export type Planned<T extends Target> =
  | { readonly kind: 'step'; readonly step: Step<T>; readonly sha256: string }
  /** An earlier run did it: its journal says so. */
  | { readonly kind: 'done'; readonly step: Step<T> }
  | { readonly kind: 'fault'; readonly source: string; readonly id?: string; readonly fault: Fault }

export interface Outcome {
  /** Absent where the file could not be read so far. */
  readonly id?: string
  readonly source: string
  /** What was done, or would be. */
  readonly did?: Deed
  /** Done by the run before this one. */
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
    const { source, id } = item
    const step = await item.plan()
    if (!step.ok) planned.push({ kind: 'fault', source, ...(id !== undefined && { id }), fault: step.fault })
    else {
      const sha256 = await fingerprint(content(step.value.action))
      const isDone = done.has(doneKey(step.value.id, sha256))
      planned.push(isDone ? { kind: 'done', step: step.value } : { kind: 'step', step: step.value, sha256 })
    }
    progress(planned.length)
  }
  return planned
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
    if (each.kind !== 'step' || each.step.action.do === 'nothing') outcomes.push(outcome)
    else if (stopped !== undefined) outcomes.push(failed(outcome, stopped))
    else {
      const { step, sha256 } = each
      const result = await carryOut(services, step)
      outcomes.push(result.ok ? outcome : failed(outcome, result.fault))
      const said = result.ok ? { done: step.action.do } : { fault: result.fault.code }
      const written = await recorder?.append(entryLine({ id: step.id, sha256, ...said, at: recorder.now() }))
      if (written?.ok === false) stopped = written.fault
    }
    progress(outcomes.length)
  }
  return outcomes
}

function outcomeOf<T extends Target>(each: Planned<T>): Outcome {
  if (each.kind === 'fault') {
    const { source, id, fault } = each
    return { source, ...(id !== undefined && { id }), fault, changes: [], waived: [] }
  }
  const { id, source, action, changes, waived } = each.step
  return { id, source, did: action.do, changes, waived, ...(each.kind === 'done' && { before: true }) }
}

function failed({ did: _, ...outcome }: Outcome, fault: Fault): Outcome {
  return { ...outcome, fault }
}

/** What an action sends, without the address: that is in the journal's head. */
function content<T extends Target>(action: Action<T>): Json {
  switch (action.do) {
    case 'create':
    case 'update':
    case 'republish':
      return ['publish', action.draft.content, action.checks.erlcheck]
    case 'reject-new':
    case 'reject-record':
      return ['reject', action.draft.content]
    case 'adp':
      return ['adp', action.draft.content]
    case 'transfer':
      return ['transfer', action.org]
    case 'nothing':
    case 'reject-id':
    case 'undo-reject':
      return [action.do]
  }
}
