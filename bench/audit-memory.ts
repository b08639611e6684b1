/**
 * Memory of an audit as the archive grows: the peak of a process of its own at 3,000 and at 30,000 files, with every report written.
 * `node bench/audit-memory.ts`
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ArtifactRow, IDENTITIES } from '../test/release/python-org.ts'
import { dataRows, skip } from '../test/sigstore/data.ts'
import { type Figure, printFigures } from './figures.ts'

const FEW = 3000
const TIMES = 10
/** Of the peak with few files. What does not grow with the archive: the program, its threads, what garbage they let lie. */
const MOST = 1.25

const REPORTS = ['html', 'json', 'csv', 'md'].map((ending) => `--out report.${ending}`).join(' ')

export function auditMemory(): readonly Figure[] {
  if (skip !== false) return []
  const few = peakOf(FEW)
  const many = peakOf(FEW * TIMES)
  return [
    { what: `peak of an audit of ${FEW} files, every report written`, value: few, unit: 'MB' },
    {
      what: `the same with ${TIMES} times the files`,
      value: many / few,
      unit: 'x',
      atMost: MOST,
      note: `${many.toFixed(0)} MB`,
    },
  ]
}

function peakOf(files: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    writeManifest(join(folder, 'files.jsonl'), files)
    steward(folder, `trust import ${IDENTITIES} --out policy.json`, 0)
    const said = steward(folder, `release audit files.jsonl --policy policy.json ${REPORTS}`, 1)
    return Number(said.slice(said.lastIndexOf('\n') + 1)) / 1024
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Tells the peak of its process, in kilobytes, when that ends; threads load it too. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  import { isMainThread } from 'node:worker_threads'
  if (isMainThread) process.on('exit', () => writeSync(2, '\\n' + process.resourceUsage().maxRSS))
`)}`

/** The program as it is started by people. Gives what it says on standard error. */
function steward(folder: string, line: string, exit: number): string {
  const program = fileURLToPath(new URL('../bin/steward.js', import.meta.url))
  const words = ['--import', TELL_PEAK, program, ...line.split(' ')]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
  if (status !== exit) throw new Error(`${line}: ${status}\n${stdout}${stderr}`)
  return stderr
}

/** A third signed as python.org signed it, a third with the bundle of another file, a third not signed: what is odd grows with the rest. */
function writeManifest(place: string, files: number): void {
  const signed = dataRows<ArtifactRow>('python-org/artifacts-2026-04.jsonl').filter(({ sigstore }) => sigstore !== null)
  const file = openSync(place, 'w')
  for (let i = 0; i < files; i++) {
    const { url, release, sha256, sigstore } = signed[i % signed.length]!
    const name = `${i}-${url.slice(url.lastIndexOf('/') + 1)}`
    const other = createHash('sha256').update(name).digest('hex')
    const row = i % 3 === 0 ? { sha256, bundle: sigstore } : { sha256: other, bundle: i % 3 === 1 ? sigstore : null }
    writeSync(file, `${JSON.stringify({ name, release, ...row })}\n`)
  }
  closeSync(file)
}

if (import.meta.main) process.stdout.write(printFigures(auditMemory()))
