/** Carries out a plan in a process of its own, and kills that process at a milestone: `plan direction number`. */
import { readFileSync, writeSync } from 'node:fs'
import { archiveWriter, localArchive } from '#adapters/artifacts'
import { embeddedRoot } from '#adapters/tuf'
import { sha256 } from '#bytes'
import { applyPlan, type Direction, parsePlan } from '#desk/archive'
import { readTrustedRoot } from '#sigstore'

const [file = '', direction = 'apply', at = '0'] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const plan = parsePlan(text, file)
const root = readTrustedRoot(embeddedRoot().text)
if (!plan.ok || !root.ok) throw new Error('no plan or no root')

let reached = 0
const writer = archiveWriter((milestone) => {
  if (++reached !== Number(at)) return
  writeSync(1, milestone)
  process.kill(process.pid, 'SIGKILL')
})
const done = await applyPlan(
  {
    plan: plan.value,
    planDigest: sha256(text),
    file,
    direction: direction as Direction,
    roots: [{ root: root.value, name: 'public' }],
    now: Date.parse('2030-02-20T09:00:00Z'),
    dryRun: false,
    progress: () => undefined,
    isStopped: () => false,
  },
  { reader: localArchive, writer },
)
if (!done.ok) throw new Error(JSON.stringify(done.fault))
