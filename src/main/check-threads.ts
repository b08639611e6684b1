import { Worker } from 'node:worker_threads'
import { readAtOnce } from '#adapters/files'
import { type BatchRunner, batchChecker, type CheckedBatch, type CheckOptions } from '#desk/lint'
import type { Fault, Result } from '#fault'

/** Files in a batch: enough that handing them over costs little, few enough that progress is seen. */
const BATCH = 100

/** Batches that a thread has waiting besides the one it works on. */
const AHEAD = 2

/** So many batches are done before threads would have started. */
const ALONE = 3

/** Checks on this machine's threads; few files, and all where one thread is asked for, in this very thread. */
export const checkThreads: BatchRunner = {
  async *run(files, options, threads) {
    const check = batchChecker(options, readAtOnce)
    const pool: CheckThread[] = []
    // Answers in the order of the questions: at most so many are under way, so that memory does not grow with the files.
    const underWay: { readonly answer: Promise<CheckedBatch>; readonly faults: readonly Fault[] }[] = []
    let turn = 0
    try {
      for await (const { paths, faults } of batches(files)) {
        if (threads <= 1 || turn < ALONE) {
          turn++
          yield withFaults(await check(paths), faults)
          continue
        }
        while (pool.length < threads) pool.push(new CheckThread(options))
        const thread = pool[turn++ % threads]
        if (thread === undefined) throw new Error('a pool has threads')
        underWay.push({ answer: thread.check(paths), faults })
        if (underWay.length < threads * (1 + AHEAD)) continue
        const first = underWay.shift()
        if (first !== undefined) yield withFaults(await first.answer, first.faults)
      }
      for (const { answer, faults } of underWay) yield withFaults(await answer, faults)
    } finally {
      await Promise.all(pool.map((thread) => thread.close()))
    }
  },
}

interface PathBatch {
  readonly paths: readonly string[]
  readonly faults: readonly Fault[]
}

async function* batches(files: AsyncIterable<Result<string>>): AsyncGenerator<PathBatch> {
  let paths: string[] = []
  let faults: Fault[] = []
  for await (const file of files) {
    if (file.ok) paths.push(file.value)
    else faults.push(file.fault)
    if (paths.length + faults.length < BATCH) continue
    yield { paths, faults }
    paths = []
    faults = []
  }
  if (paths.length + faults.length > 0) yield { paths, faults }
}

/** Folders that could not be listed are told of with the files around them. */
function withFaults(batch: CheckedBatch, faults: readonly Fault[]): CheckedBatch {
  return faults.length === 0
    ? batch
    : { ...batch, tally: { ...batch.tally, faults: [...batch.tally.faults, ...faults] } }
}

/** One worker thread. It answers in the order in which it was asked. */
class CheckThread {
  readonly #worker: Worker
  readonly #waiting: { resolve(batch: CheckedBatch): void; reject(cause: unknown): void }[] = []

  constructor(options: CheckOptions) {
    // A checkout runs its sources, the published package what was built from them.
    const file = import.meta.url.endsWith('.ts') ? './check-worker.ts' : './check-worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: options, resourceLimits: { maxYoungGenerationSizeMb: 8 } })
    this.#worker.on('message', (batch: CheckedBatch) => this.#waiting.shift()?.resolve(batch))
    this.#worker.on('error', (cause) => {
      for (const { reject } of this.#waiting.splice(0)) reject(cause)
    })
  }

  check(paths: readonly string[]): Promise<CheckedBatch> {
    const answer = new Promise<CheckedBatch>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    // Whoever asked may be gone before the answer is: an error then reaches nobody, and must not end the program.
    answer.catch(() => undefined)
    this.#worker.postMessage(paths)
    return answer
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
