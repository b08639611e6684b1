import type { Result } from '#fault'
import type { LintSettings } from '#project'
import { brokenRule } from './broken-rule.ts'
import { textChecker, unread, type WorldOf } from './check-text.ts'
import type { CheckedFile, Tally } from './checked.ts'
import { Counter } from './tally.ts'

/** A larger file is no record: CVE Services take 3.8 MB. Bytes. */
export const RECORD_LIMIT: number = 16 * 1024 * 1024

/** How files are checked. Plain data, so that it can be handed to another thread. */
export interface CheckOptions {
  readonly settings: LintSettings
  /** The present time, RFC 3339 in UTC. */
  readonly now: string
  /** The rules to hear of; all when absent. */
  readonly only?: readonly string[]
  /** Everything that was found, or the numbers alone. */
  readonly detail: 'findings' | 'numbers'
  /** Files that a person named: one of them that is no record is a fault, while others are passed over. */
  readonly named?: readonly string[]
}

/** Some files, checked. `files` is empty where the numbers alone were asked for. */
export interface CheckedBatch {
  readonly files: readonly CheckedFile[]
  readonly tally: Tally
}

export type BatchChecker = (paths: readonly string[]) => Promise<CheckedBatch>

/** Checks batches of files, which `read` reads. The same code runs in one process and in every thread of many. */
export function batchChecker(
  { settings, now, only, detail, named = [] }: CheckOptions,
  read: (path: string, limit: number) => Promise<Result<string>> | Result<string>,
  worldOf: WorldOf = () => ({ now }),
): BatchChecker {
  const checker = textChecker(settings, worldOf, only === undefined ? undefined : new Set(only), new Set(named))
  return async (paths) => {
    const counter = new Counter()
    const files: CheckedFile[] = []
    for (const path of paths) {
      const text = await read(path, RECORD_LIMIT)
      if (detail === 'numbers') {
        counter.add(text.ok ? orBroken(path, () => checker.count(text.value, path)) : unread(path, text.fault))
      } else {
        const file = text.ok ? orBroken(path, () => checker.check(text.value, path)) : unread(path, text.fault)
        counter.add(file)
        files.push(file)
      }
    }
    return { files, tally: counter.tally }
  }
}

function orBroken<T>(path: string, check: () => T): T | CheckedFile {
  try {
    return check()
  } catch (cause) {
    return unread(path, brokenRule(cause))
  }
}

/** Checks files, in their order, a batch at a time. On many threads it is the adapter's work to give the batches out. */
export interface BatchRunner {
  run(files: AsyncIterable<Result<string>>, options: CheckOptions, threads: number): AsyncIterable<CheckedBatch>
}
