/**
 * How fast records are checked: the schema and all rules, on files, with one and two threads; against parsing and Ajv alone, and
 * against cvelint where a program of that name is on the PATH. `node bench/lint.ts` prints the figures.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { localFiles } from '#adapters/files'
import { NO_TALLY, sum } from '#desk/lint'
import { NO_SETTINGS } from '#lint'
import { checkThreads } from '../src/main/check-threads.ts'
import { best, type Figure, printFigures } from './figures.ts'

const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url))
const steward = fileURLToPath(new URL('../bin/steward.js', import.meta.url))

/** Real records under new identifiers. */
const RECORDS = 20_000

/** About as many as the whole CVE List has. */
const WHOLE_LIST = 300_000

/**
 * What cvelint 1.x did on two cores beside parsing and Ajv alone on one thread, when both were measured on one machine: 10,000 and
 * 37,000 files a second. Twice cvelint is then 0.54 of parsing and Ajv.
 */
const TWICE_CVELINT = (2 * 10_000) / 37_000

export async function linting(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    const texts = writeRecords(folder)
    const perSecond = (milliseconds: number): number => (1000 * RECORDS) / milliseconds
    const ajv = perSecond(parseAndAjv(texts))
    const one = perSecond(await bestOf(3, () => check(folder, 1)))
    const two = perSecond(await bestOf(3, () => check(folder, 2)))
    return [
      { what: 'parse and Ajv alone, in memory, one thread', value: ajv, unit: 'files/s' },
      { what: 'schema and all rules, from files, one thread', value: one, unit: 'files/s' },
      { what: 'the same, two threads', value: two, unit: 'files/s' },
      {
        what: 'two threads / parse and Ajv',
        value: two / ajv,
        unit: 'x',
        atLeast: TWICE_CVELINT,
        note: 'twice cvelint',
      },
      { what: 'two threads / one thread', value: two / one, unit: 'x', atLeast: 1.5 },
      ...againstCvelint(folder, two),
      ...memoryOfWholeList(folder),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the real records again and again under new identifiers, in folders as the CVE List has them; gives the texts of some. */
function writeRecords(folder: string): readonly string[] {
  const real = globSync('cve5/*/*.json', { cwd: shared })
    .sort()
    .map((file) => readFileSync(join(shared, file), 'utf8'))
  const texts: string[] = []
  for (let i = 0; i < RECORDS; i++) {
    const id = `CVE-${2001 + (i % 25)}-${10_000 + i}`
    const text = (real[i % real.length] ?? '').replace(/"CVE-\d{4}-\d{4,19}"/, `"${id}"`)
    const place = join(folder, 'list', String(2001 + (i % 25)), `${Math.floor((10_000 + i) / 1000)}xxx`)
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, `${id}.json`), text)
    texts.push(text)
  }
  return texts
}

function parseAndAjv(texts: readonly string[]): number {
  const schema = JSON.parse(readFileSync(join(shared, 'schemas/cve-5.2.0/CVE_Record_Format_bundled.json'), 'utf8'))
  const ajv = new Ajv({ strict: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  return best(5, () => {
    for (const text of texts) validate(JSON.parse(text))
  })
}

async function check(folder: string, threads: number): Promise<void> {
  const options = { settings: NO_SETTINGS, now: '2030-02-20T09:00:00Z', detail: 'numbers' } as const
  let tally = NO_TALLY
  for await (const batch of checkThreads.run(localFiles.walk(join(folder, 'list'), '.json'), options, threads)) {
    tally = sum(tally, batch.tally)
  }
  if (tally.files !== RECORDS || tally.faults.length > 0)
    throw new Error(`${tally.files} files, ${tally.faults.length} faults`)
  if (tally.flagged === 0) throw new Error('the rules found nothing: this measures something else')
}

async function bestOf(times: number, run: () => Promise<void>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    await run()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return shortest
}

function againstCvelint(folder: string, ours: number): readonly Figure[] {
  if (spawnSync('cvelint', ['--version']).error !== undefined) return []
  const run = (): unknown => spawnSync('cvelint', [join(folder, 'list')], { maxBuffer: 1e9 })
  const theirs = (1000 * RECORDS) / best(3, run)
  return [
    { what: 'cvelint, from files, all cores', value: theirs, unit: 'files/s' },
    { what: 'two threads / cvelint', value: ours / theirs, unit: 'x', atLeast: 2 },
  ]
}

/** The largest resident memory of the whole program for as many files as the CVE List has. */
function memoryOfWholeList(folder: string): readonly Figure[] {
  const files = globSync('list/*/*/*.json', { cwd: folder })
  for (let i = 0; i < WHOLE_LIST; i++) {
    const place = join(folder, 'whole', String(i % 300))
    if (i < 300) mkdirSync(place, { recursive: true })
    linkSync(join(folder, files[i % files.length] ?? ''), join(place, `CVE-2001-${10_000 + i}.json`))
  }
  const peak = (list: string): number => {
    const words = ['cve', 'lint', '--alone', '--summary', list]
    const run = spawnSync(process.execPath, ['--import', MEASURE, steward, ...words], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    })
    const found = /peak (\d+) kB/.exec(run.stderr)
    if (found === null) throw new Error(run.stderr)
    return Number(found[1]) / 1024
  }
  const some = peak(join(folder, 'list'))
  const whole = peak(join(folder, 'whole'))
  return [
    { what: `peak memory, ${RECORDS.toLocaleString('en-US')} files`, value: some, unit: 'MB' },
    { what: `peak memory, ${WHOLE_LIST.toLocaleString('en-US')} files`, value: whole, unit: 'MB', atMost: 300 },
  ]
}

/** Tells at the end how much memory the process has had, its threads included. */
const MEASURE = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + ' kB' + String.fromCharCode(10)))",
)}`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(shared)) console.log('no ../shared/data: nothing was measured')
  else process.stdout.write(printFigures(await linting()))
}
