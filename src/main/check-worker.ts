/** A thread that checks record files: it gets batches of paths, and answers with what was found. */
import module from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

// Threads do not share the compiled code of the program; from the cache on disk they start in a third of the time.
module.enableCompileCache()
const { readAtOnce } = await import('#adapters/files')
const { batchChecker } = await import('#desk/lint')

const check = batchChecker(workerData, readAtOnce)

parentPort?.on('message', async (paths: readonly string[]) => {
  parentPort?.postMessage(await check(paths))
})
