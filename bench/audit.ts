/** Audits of whole archives: by digest alone, and with the released files at hand. `node bench/audit.ts` */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedRoot } from '#adapters/tuf'
import { type AuditedSubject, type AuditOptions, type Subject, subjectsInTree } from '#desk/archive'
import { importIdentities } from '#trust'
import { auditThreads } from '../src/main/audit-threads.ts'
import { type Figure, printFigures, value } from './figures.ts'

const data = new URL('../../shared/data/python-org/', import.meta.url)

/** Threads: what a small machine has. */
const THREADS = 2
/** Bundles of an archive of python.org's size. */
const BUNDLES = 3000
/** Bytes of each released file in the archive that has them: more than is ever kept in memory. */
const FILE_SIZE = 1024 * 1024 + 1
const FILES = 300

export async function auditing(): Promise<readonly Figure[]> {
  if (!existsSync(data)) {
    console.log('no ../shared/data/python-org: audits were not measured')
    return []
  }
  return [...(await byDigest()), ...(await withFiles())]
}

function options(root: string): AuditOptions {
  const policy = importIdentities(readFileSync(new URL('identities.json', data), 'utf8'), 'identities.json', {
    evidence: 'promise',
    artifacts: ['*'],
    members: [],
    threshold: 1,
    issuedAt: Date.UTC(2026, 0),
    expires: Date.UTC(2036, 0),
  })
  return {
    root,
    policy: { text: JSON.stringify(value(policy).json), file: 'policy.json' },
    roots: [{ text: embeddedRoot().text, name: 'public' }],
    entries: [],
    now: Date.UTC(2030, 0),
    freshness: 'enforce',
  }
}

interface Row {
  readonly url: string
  readonly release: string
  readonly sha256: string
  readonly sigstore: null | { readonly [key: string]: never }
}

/** The 600 real bundles of python.org, as often as it takes: their certificates are all different, so nothing is cached. */
function subjects(): readonly Subject[] {
  const rows = readFileSync(new URL('artifacts-2026-04.jsonl', data), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .filter(({ sigstore }) => sigstore !== null)
  return Array.from({ length: BUNDLES }, (_, i) => {
    const { url, release, sha256, sigstore } = rows[i % rows.length]!
    const name = url.slice(url.lastIndexOf('/') + 1)
    return {
      name,
      path: name,
      isPresent: false,
      known: [{ sha256, from: 'manifest' }],
      release,
      bundles: [{ kind: 'json', json: sigstore }],
      hasSbom: false,
    }
  })
}

async function run(
  input: readonly Subject[],
  settings: AuditOptions,
): Promise<{ seconds: number; audited: AuditedSubject[]; peak: number }> {
  const start = performance.now()
  const before = process.memoryUsage.rss()
  const audited: AuditedSubject[] = []
  let peak = 0
  for await (const each of auditThreads.run(feed(input), settings, THREADS)) {
    audited.push(each)
    if (audited.length % 100 === 0) peak = Math.max(peak, process.memoryUsage.rss() - before)
  }
  return { seconds: (performance.now() - start) / 1000, audited, peak: peak / 1e6 }
}

async function* feed(input: readonly Subject[]): AsyncGenerator<Subject> {
  yield* input
}

async function byDigest(): Promise<readonly Figure[]> {
  const { seconds, audited, peak } = await run(subjects(), options('/'))
  const passes = audited.filter(({ rows }) => rows.every(({ verdict }) => verdict === 'pass')).length
  if (passes !== BUNDLES) throw new Error(`${passes} of ${BUNDLES} bundles pass`)
  return [
    { what: `audit of ${BUNDLES} bundles by digest alone, ${THREADS} threads`, value: seconds, unit: 's', atMost: 20 },
    { what: 'memory of that audit, threads included', value: peak, unit: 'MB', atMost: 600 },
  ]
}

/** Files of their own, with bundles that belong to others: every step of a verification but the last is taken, and the hashing is whole. */
async function withFiles(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    const names = subjects().slice(0, FILES)
    const paths: string[] = []
    mkdirSync(join(folder, '3.13'))
    for (const [i, { bundles }] of names.entries()) {
      const [bundle] = bundles
      const file = `3.13/file-3.13.${i}.zip`
      writeFileSync(join(folder, file), Buffer.alloc(FILE_SIZE, i))
      writeFileSync(join(folder, `${file}.sigstore`), JSON.stringify(bundle?.kind === 'json' ? bundle.json : {}))
      paths.push(file, `${file}.sigstore`)
    }
    const hashing = performance.now()
    for (const file of paths.filter((each) => each.endsWith('.zip'))) {
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest()
    }
    const hashed = (performance.now() - hashing) / 1000
    const { seconds } = await run(subjectsInTree(paths, new Map()), options(folder))
    const per3000 = ((seconds - hashed / THREADS) * 3000) / FILES
    return [{ what: '3000 bundles with their files at hand, beyond hashing', value: per3000, unit: 's', atMost: 5 }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) process.stdout.write(printFigures(await auditing()))
