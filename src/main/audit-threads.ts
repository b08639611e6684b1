import { Worker } from 'node:worker_threads'
import { localArchive } from '#adapters/artifacts'
import {
  type AuditedSubject,
  type AuditOptions,
  type AuditRunner,
  auditContext,
  auditor,
  type Subject,
} from '#desk/archive'

/** Files in a batch: enough that handing them over costs little, few enough that progress is seen. */
const BATCH = 32

/** Questions that a thread has at a time: one that it works on, one that waits. */
const AT_A_TIME = 2

/** Room for what is new and soon garbage, in MB. Left alone it grows with the time that a thread works, and wins none. */
const YOUNG = { maxYoungGenerationSizeMb: 16 }

/** Fewer files than this are done before a thread would have started. */
const ALONE = 64

/**
 * Audits on this machine's threads: reading, hashing and verifying happen where a file is audited. Results come out in the order in
 * which the files went in, and only a few batches are held.
 */
export const auditThreads: AuditRunner = {
  async *run(subjects, options, threads) {
    const pool: AuditThread[] = []
    const queue: Promise<readonly AuditedSubject[]>[] = []
    let own: Auditor | undefined
    let seen = 0
    try {
      for await (const batch of batches(subjects)) {
        seen += batch.length
        if (threads > 1 && seen > ALONE && pool.length === 0) {
          while (pool.length < threads) pool.push(new AuditThread(options))
        }
        if (pool.length === 0) {
          own ??= await ownAuditor(options)
          queue.push(each(batch, own))
        } else {
          queue.push(leastBusy(pool).audit(batch))
        }
        while (queue.length > Math.max(1, pool.length) * AT_A_TIME) yield* (await queue.shift()) ?? []
      }
      for (const answer of queue.splice(0)) yield* await answer
    } finally {
      await Promise.all(pool.map((thread) => thread.close()))
    }
  },
}

type Auditor = (subject: Subject) => Promise<AuditedSubject>

async function each(batch: readonly Subject[], audit: Auditor): Promise<readonly AuditedSubject[]> {
  const done: AuditedSubject[] = []
  for (const subject of batch) done.push(await audit(subject))
  return done
}

/** Whoever asks has read the options once already, to say what is wrong with them. */
async function ownAuditor(options: AuditOptions): Promise<Auditor> {
  const context = auditContext(options)
  const made = context.ok ? await auditor(options, context.value, localArchive) : context
  if (!made.ok) throw new Error(made.fault.message)
  return made.value
}

function leastBusy(pool: readonly AuditThread[]): AuditThread {
  return pool.reduce((best, each) => (each.questions < best.questions ? each : best))
}

async function* batches(subjects: AsyncIterable<Subject>): AsyncGenerator<readonly Subject[]> {
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
class AuditThread {
  readonly #worker: Worker
  readonly #waiting: { resolve(audited: readonly AuditedSubject[]): void; reject(cause: unknown): void }[] = []

  constructor(options: AuditOptions) {
    // A checkout runs its sources, the published package what was built from them.
    const file = import.meta.url.endsWith('.ts') ? './audit-worker.ts' : './audit-worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: options, resourceLimits: YOUNG })
    this.#worker.on('message', (audited: readonly AuditedSubject[]) => this.#waiting.shift()?.resolve(audited))
    this.#worker.on('error', (cause) => {
      for (const { reject } of this.#waiting.splice(0)) reject(cause)
    })
  }

  audit(batch: readonly Subject[]): Promise<readonly AuditedSubject[]> {
    this.#worker.postMessage(batch)
    const answer = new Promise<readonly AuditedSubject[]>((resolve, reject) => this.#waiting.push({ resolve, reject }))
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
