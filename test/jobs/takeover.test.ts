import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { ok } from '#fault'
import { onEachDatabase } from '../storage/both-databases.ts'
import { openSite } from './site.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-takeover-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Seconds after which another worker must have begun: pg-boss allows no heartbeat below 10 seconds, and looks every 2. */
const TAKEN_OVER_WITHIN = 30

let count = 0

onEachDatabase('the job of a worker that is killed is taken over, and ends once', async (at) => {
  const journal = path.join(folder, `${count++}.txt`)
  appendFileSync(journal, '')
  const stuck = spawn(process.execPath, [path.join(import.meta.dirname, 'stuck-worker.ts'), at, journal], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await said(stuck, 'working')
  const site = await openSite(at, [])
  await site.worker.stop()
  const id = await site.enqueue()
  await said(stuck, 'begun')
  stuck.kill('SIGKILL')
  const killed = Date.now()
  const second = await openSite(at, [
    {
      kind: 'work',
      run: async (job) => {
        appendFileSync(journal, `ended attempt ${job.attempts}\n`)
        return ok(null)
      },
    },
  ])
  const job = await second.at(id, TAKEN_OVER_WITHIN, 'done')
  assert(Date.now() - killed < TAKEN_OVER_WITHIN * 1000)
  assert.equal(job.attempts, 2)
  assert.equal(readFileSync(journal, 'utf8'), 'begun attempt 1\nended attempt 2\n')
  await second.close()
  await site.close()
})

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text) => String(text).includes(word) && resolve())
    child.once('exit', () => reject(new Error(`it ended before it said ${word}`)))
  })
}
