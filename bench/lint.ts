/**
 * How fast records are checked: the schema and all rules, whole programs on files, with one and two threads; against parsing and Ajv
 * alone, and against cvelint where a program of that name is on the PATH. `node bench/lint.ts` prints the figures.
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
import { best, type Figure, printFigures } from './figures.ts'

const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url))
const steward = fileURLToPath(new URL('../bin/steward.js', import.meta.url))

/** Real records under new identifiers. */
const RECORDS = 20_000

/** The same records again under other names. With so many, the start of a program no longer counts. */
const MANY = 100_000

/** About as many as the whole CVE List has. */
const WHOLE_LIST = 300_000

export function linting(): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    const texts = writeRecords(join(folder, 'some'))
    link(folder, 'many', MANY)
    link(folder, 'whole', WHOLE_LIST)
    const ajv = parseAndAjv(texts)
    const some = sizes(join(folder, 'some'), RECORDS)
    const many = sizes(join(folder, 'many'), MANY)
    return [
      { what: 'parse and Ajv alone, in memory, one thread', value: ajv, unit: 'files/s', note: 'best of 5' },
      ...some.figures,
      { what: 'two threads / parse and Ajv', value: some.two / ajv, unit: 'x' },
      ...many.figures,
      { what: 'two threads / parse and Ajv', value: many.two / ajv, unit: 'x' },
      memory(join(folder, 'some'), RECORDS),
      { ...memory(join(folder, 'whole'), WHOLE_LIST), atMost: 300 },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Writes the real records again and again under new identifiers, in folders as the CVE List has them; gives their texts. Drafts get what
 * CVE Services would write: cvelint looks at published records of a named CNA alone.
 */
function writeRecords(folder: string): readonly string[] {
  const real = globSync('cve5/*/*.json', { cwd: shared })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(shared, file), 'utf8')) as { readonly cveMetadata: object })
  const texts: string[] = []
  for (let i = 0; i < RECORDS; i++) {
    const cveId = `CVE-${2001 + (i % 25)}-${10_000 + i}`
    const record = real[i % real.length]
    const cveMetadata = {
      assignerOrgId: ORG_ID,
      assignerShortName: 'LSF',
      state: 'PUBLISHED',
      ...record?.cveMetadata,
      cveId,
    }
    const text = JSON.stringify({ ...record, cveMetadata }, undefined, 2)
    const place = join(folder, String(2001 + (i % 25)), `${Math.floor((10_000 + i) / 1000)}xxx`)
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, `${cveId}.json`), text)
    texts.push(text)
  }
  return texts
}

const ORG_ID = '8254265b-2729-46b6-b9e3-3dfca2d5bfca'

/** Gives the files of `some` further names, a thousand in a folder. */
function link(folder: string, name: string, count: number): void {
  const files = globSync('some/*/*/*.json', { cwd: folder })
  for (let i = 0; i < count; i++) {
    const place = join(folder, name, String(Math.floor(i / 1000)))
    if (i % 1000 === 0) mkdirSync(place, { recursive: true })
    linkSync(join(folder, files[i % files.length] ?? ''), join(place, `CVE-2001-${10_000 + i}.json`))
  }
}

/** Records a second. */
function parseAndAjv(texts: readonly string[]): number {
  const schema = JSON.parse(readFileSync(join(shared, 'schemas/cve-5.2.0/CVE_Record_Format_bundled.json'), 'utf8'))
  const ajv = new Ajv({ strict: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  const milliseconds = best(5, () => {
    for (const text of texts) validate(JSON.parse(text))
  })
  return (1000 * texts.length) / milliseconds
}

interface Sizes {
  readonly figures: readonly Figure[]
  /** Files a second with two threads. */
  readonly two: number
}

function sizes(folder: string, files: number): Sizes {
  const rate = (run: () => unknown): number => (1000 * files) / best(3, run)
  const [one, two] = ['1', '2'].map((threads) => rate(() => lint(folder, files, threads)))
  if (one === undefined || two === undefined) throw new Error('two rates were asked for')
  const title = `${files.toLocaleString('en-US')} files`
  const figures: Figure[] = [
    {
      what: `${title}: schema and all rules, one thread`,
      value: one,
      unit: 'files/s',
      note: 'best of 3, whole program',
    },
    { what: `${title}: the same, two threads`, value: two, unit: 'files/s', note: 'best of 3, whole program' },
    { what: 'two threads / one thread', value: two / one, unit: 'x', atLeast: 1.5 },
  ]
  if (spawnSync('cvelint', ['--help']).error === undefined) {
    const theirs = rate(() => spawnSync('cvelint', [folder], { maxBuffer: 1e9 }))
    figures.push(
      { what: `${title}: cvelint, all cores`, value: theirs, unit: 'files/s', note: 'best of 3, whole program' },
      { what: 'two threads / cvelint', value: two / theirs, unit: 'x', atLeast: 2 },
    )
  }
  return { figures, two }
}

/** Runs the program; its peak memory in kB. */
function lint(folder: string, files: number, threads: string): number {
  const words = ['cve', 'lint', '--alone', '--summary', '--threads', threads, folder]
  const run = spawnSync(process.execPath, ['--import', MEASURE, steward, ...words], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  const peak = /peak (\d+) kB/.exec(run.stderr)?.[1]
  const found = / findings in [\d,]+ of ([\d,]+) records/.exec(run.stdout)?.[1]
  if (peak === undefined || Number(found?.replaceAll(',', '')) !== files) throw new Error(run.stdout + run.stderr)
  return Number(peak)
}

function memory(folder: string, files: number): Figure {
  const title = `${files.toLocaleString('en-US')} files`
  return { what: `${title}: peak memory, two threads`, value: lint(folder, files, '2') / 1024, unit: 'MB' }
}

/** Tells at the end how much memory the process has had, its threads included. */
const MEASURE = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + ' kB' + String.fromCharCode(10)))",
)}`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(shared)) console.log('no ../shared/data: nothing was measured')
  else process.stdout.write(printFigures(linting()))
}
