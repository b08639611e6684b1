/** A thread that checks record files: it gets batches of paths, and answers with what was found. */
import { parentPort, workerData } from 'node:worker_threads'
import { readAtOnce } from '#adapters/files'
import { batchChecker, type CheckOptions } from '#desk/lint'

const check = batchChecker(workerData as CheckOptions, readAtOnce)

parentPort?.on('message', async (paths: readonly string[]) => {
  parentPort?.postMessage(await check(paths))
})
