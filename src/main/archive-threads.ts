import { Worker } from 'node:worker_threads'
import type { AuditRunner, PlanRunner, Subject } from '#desk/archive'
import { type ArchiveWork, beginWork, type Work } from './archive-work.ts'

/** Files in a batch: enough that handing them over costs little, few enough that progress is seen. */
const BATCH = 32

/** Questions that a thread has at a time: one that it works on, one that waits. */
const AT_A_TIME = 2

/** Room for what is new and soon garbage, in MB. Left alone it grows with the time that a thread works, and wins none. */
const YOUNG = { maxYoungGenerationSizeMb: 16 }

/** Fewer files than this are done before a thread would have started. */
const ALONE = 64

/** Audits on this machine's threads: reading, hashing and verifying happen where a file is audited. */
export const auditThreads: AuditRunner = {
  run: (subjects, options, threads) => onThreads('audit', subjects, options, threads),
}

/** Plans on this machine's threads. */
export const planThreads: PlanRunner = {
  run: (subjects, options, threads) => onThreads('plan', subjects, options, threads),
}

type Subjects = AsyncIterable<Subject> | Iterable<Subject>

/** Answers come out in the order in which the files went in, and only a few batches are held. */
async function* onThreads<Kind extends keyof ArchiveWork>(
  kind: Kind,
  subjects: Subjects,
  options: ArchiveWork[Kind]['options'],
  threads: number,
): AsyncGenerator<ArchiveWork[Kind]['answer']> {
  const pool: ArchiveThread<ArchiveWork[Kind]['answer']>[] = []
  const queue: Promise<readonly ArchiveWork[Kind]['answer'][]>[] = []
  let own: Work<Kind> | undefined
  let seen = 0
  try {
    for await (const batch of batches(subjects)) {
      seen += batch.length
      if (threads > 1 && seen > ALONE && pool.length === 0) {
        while (pool.length < threads) pool.push(new ArchiveThread({ kind, options }))
      }
      if (pool.length === 0) {
        own ??= await beginWork(kind, options)
        queue.push(each(batch, own))
      } else {
        queue.push(leastBusy(pool).ask(batch))
      }
      while (queue.length > Math.max(1, pool.length) * AT_A_TIME) yield* (await queue.shift()) ?? []
    }
    for (const answer of queue.splice(0)) yield* await answer
  } finally {
    await Promise.all(pool.map((thread) => thread.close()))
  }
}

async function each<Answer>(
  batch: readonly Subject[],
  work: (subject: Subject) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const subject of batch) answers.push(await work(subject))
  return answers
}

function leastBusy<Answer>(pool: readonly ArchiveThread<Answer>[]): ArchiveThread<Answer> {
  return pool.reduce((best, each) => (each.questions < best.questions ? each : best))
}

async function* batches(subjects: Subjects): AsyncGenerator<readonly Subject[]> {
  let batch: Subject[] = []
  for await (const subject of subjects) {
    batch.push(subject)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** One worker thread. It answers in the order in which it was asked. */
class ArchiveThread<Answer> {
  readonly #worker: Worker
  readonly #waiting: { resolve(answers: readonly Answer[]): void; reject(cause: unknown): void }[] = []

  constructor(task: { readonly kind: keyof ArchiveWork; readonly options: object }) {
    // A checkout runs its sources, the published package what was built from them.
    const file = import.meta.url.endsWith('.ts') ? './archive-worker.ts' : './archive-worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: task, resourceLimits: YOUNG })
    this.#worker.on('message', (answers: readonly Answer[]) => this.#waiting.shift()?.resolve(answers))
    this.#worker.on('error', (cause) => {
      for (const { reject } of this.#waiting.splice(0)) reject(cause)
    })
  }

  ask(batch: readonly Subject[]): Promise<readonly Answer[]> {
    this.#worker.postMessage(batch)
    const answer = new Promise<readonly Answer[]>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    // It is awaited when its turn comes: until then a failure waits too.
    answer.catch(() => undefined)
    return answer
  }

  get questions(): number {
    return this.#waiting.length
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
