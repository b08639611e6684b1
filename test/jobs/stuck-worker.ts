/** A worker that begins a job and never ends it: `stuck-worker.ts DATABASE JOURNAL`. */
import { appendFileSync } from 'node:fs'
import { openSite } from './site.ts'

const [, , at = '', journal = ''] = process.argv

await openSite(at, [
  {
    kind: 'work',
    run: async (job) => {
      appendFileSync(journal, `begun attempt ${job.attempts}\n`)
      console.log('begun')
      return await new Promise(() => undefined)
    },
  },
])
console.log('working')
