import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { readAtOnce } from '#adapters/files'
import { type BatchRunner, batchChecker, type CheckedBatch, type CheckOptions } from '#desk/lint'
import type { Fault, Result } from '#fault'

/** Files in a batch: enough that handing them over costs little, few enough that progress is seen. */
const BATCH = 100

/** Questions that a thread has at a time: one that it works on, one that waits. */
const AT_A_TIME = 2

/** So many batches are done before a thread would have started. */
const ALONE = 2

/** Batches that are under way at most: enough to go on with while a thread starts, few enough to hold. */
const MOST_UNDER_WAY = 64

interface UnderWay {
  readonly answer: Promise<CheckedBatch>
  readonly faults: readonly Fault[]
  isDone: boolean
}

/**
 * Checks on this machine's threads. This very thread is one of them: it works while the others start, and does what they have no time
 * for. Batches come out in the order in which they went in.
 */
export const checkThreads: BatchRunner = {
  async *run(files, options, threads) {
    const check = batchChecker(options, readAtOnce)
    const pool: CheckThread[] = []
    const queue: UnderWay[] = []
    let seen = 0
    try {
      for await (const { paths, faults } of batches(files)) {
        if (seen++ === ALONE) while (pool.length < threads - 1) pool.push(new CheckThread(options))
        const free = pool.find(({ questions }) => questions < AT_A_TIME)
        queue.push(underWay(free === undefined ? check(paths) : free.check(paths), faults))
        // The answers of others come in while this thread rests.
        if (free === undefined) await setImmediate()
        for (let first = queue[0]; first?.isDone || queue.length > MOST_UNDER_WAY; first = queue[0]) {
          queue.shift()
          if (first !== undefined) yield withFaults(await first.answer, first.faults)
        }
      }
      for (const { answer, faults } of queue) yield withFaults(await answer, faults)
    } finally {
      await Promise.all(pool.map((thread) => thread.close()))
    }
  },
}

function underWay(answer: Promise<CheckedBatch>, faults: readonly Fault[]): UnderWay {
  const entry: UnderWay = { answer, faults, isDone: false }
  // What went wrong is told where the answer is awaited.
  const done = (): void => {
    entry.isDone = true
  }
  answer.then(done, done)
  return entry
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
    this.#worker = new Worker(new URL(file, import.meta.url), {
      workerData: options,
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    })
    this.#worker.on('message', (batch: CheckedBatch) => this.#waiting.shift()?.resolve(batch))
    this.#worker.on('error', (cause) => {
      for (const { reject } of this.#waiting.splice(0)) reject(cause)
    })
  }

  check(paths: readonly string[]): Promise<CheckedBatch> {
    this.#worker.postMessage(paths)
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  /** Batches that it was asked for and has not answered. */
  get questions(): number {
    return this.#waiting.length
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
