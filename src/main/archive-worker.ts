/** A thread that audits released files or plans for them: it gets batches of them, and answers with what came of each. */
import module from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Subject } from '#desk/archive'
import type { ArchiveWork } from './archive-work.ts'

// Threads do not share the compiled code of the program; from the cache on disk they start in a third of the time.
module.enableCompileCache()
const { beginWork } = await import('./archive-work.ts')

const { kind, options } = workerData as { kind: keyof ArchiveWork; options: ArchiveWork[keyof ArchiveWork]['options'] }
const work = await beginWork(kind, options)

// One batch after the other: two at a time would be answered in the order in which they happen to end.
let done = Promise.resolve()
parentPort?.on('message', (batch: readonly Subject[]) => {
  done = done.then(async () => {
    const answers: unknown[] = []
    for (const subject of batch) answers.push(await work(subject))
    parentPort?.postMessage(answers)
  })
})
