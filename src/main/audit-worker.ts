/** A thread that audits released files: it gets batches of them, and answers with what was found. */
import module from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { AuditedSubject, AuditOptions, Subject } from '#desk/archive'

// Threads do not share the compiled code of the program; from the cache on disk they start in a third of the time.
module.enableCompileCache()
const { localArchive } = await import('#adapters/artifacts')
const { auditContext, auditor } = await import('#desk/archive')

const options = workerData as AuditOptions
const context = auditContext(options)
const made = context.ok ? await auditor(options, context.value, localArchive) : context
if (!made.ok) throw new Error(made.fault.message)
const audit = made.value

// One batch after the other: two at a time would be answered in the order in which they happen to end.
let done = Promise.resolve()
parentPort?.on('message', (batch: readonly Subject[]) => {
  done = done.then(async () => {
    const audited: AuditedSubject[] = []
    for (const subject of batch) audited.push(await audit(subject))
    parentPort?.postMessage(audited)
  })
})
