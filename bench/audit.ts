/**
 * Audits of whole archives: by digest alone, and with the released files at hand. Measured in CPU seconds for each core, so that other work
 * on the machine does not count. `node bench/audit.ts`
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedRoot } from '#adapters/tuf'
import { type AuditedSubject, type AuditOptions, type Subject, subjectsInTree } from '#desk/archive'
import { auditThreads } from '../src/main/archive-threads.ts'
import { importedPolicy } from '../test/release/python-org.ts'
import { commandLine } from '../test/worlds/command-line.ts'
import { startSigstore } from '../test/worlds/sigstore-instance.ts'
import { bareVerifications } from './bare-verifications.ts'
import { cpuTime, type Figure, middle, printFigures, ratioOf, turnAbout } from './figures.ts'

const data = new URL('../../shared/data/python-org/', import.meta.url)

/** Threads: what a small machine has. */
const THREADS = 2
/** Bundles of an archive of python.org's size. */
const BUNDLES = 3000
/** Bytes of each released file in the archive that has them: more than is ever kept in memory. */
const FILE_SIZE = 1024 * 1024 + 1
/** So many lie on the disk, and are audited in turn until there are as many as bundles: nothing that is found is kept. */
const FILES = 400
/** Rounds in which audit, hashing and the bare operations are timed, each in every round. Each audit starts its own threads. */
const ROUNDS = 3

export async function auditing(): Promise<readonly Figure[]> {
  if (!existsSync(data)) {
    console.log('no ../shared/data/python-org: audits were not measured')
    return []
  }
  return [...(await byDigest()), ...(await withFiles())]
}

function options(root: string): AuditOptions {
  return {
    root,
    policy: { text: JSON.stringify(importedPolicy()), file: 'policy.json' },
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

interface Run {
  /** Seconds of all threads together. */
  readonly cpu: number
  readonly audited: readonly AuditedSubject[]
  /** MB. */
  readonly peak: number
}

async function run(input: readonly Subject[], settings: AuditOptions): Promise<Run> {
  const start = process.cpuUsage()
  const before = process.memoryUsage.rss()
  const audited: AuditedSubject[] = []
  let peak = 0
  for await (const each of auditThreads.run(feed(input), settings, THREADS)) {
    audited.push(each)
    if (audited.length % 100 === 0) peak = Math.max(peak, process.memoryUsage.rss() - before)
  }
  const { user, system } = process.cpuUsage(start)
  return { cpu: (user + system) / 1e6, audited, peak: peak / 1e6 }
}

async function* feed(input: readonly Subject[]): AsyncGenerator<Subject> {
  yield* input
}

async function byDigest(): Promise<readonly Figure[]> {
  const { cpu, audited, peak } = await run(subjects(), options('/'))
  const passes = audited.filter(({ rows }) => rows.every(({ verdict }) => verdict === 'pass')).length
  if (passes !== BUNDLES) throw new Error(`${passes} of ${BUNDLES} bundles pass`)
  return [
    {
      what: `audit of ${BUNDLES} bundles by digest alone, per core of ${THREADS}`,
      value: cpu / THREADS,
      unit: 's',
      atMost: 20,
    },
    { what: 'memory of that audit, threads included', value: peak, unit: 'MB', atMost: 600 },
  ]
}

/** Files that are really there, each signed by a Sigstore instance on this machine: read, hashed and verified. */
async function withFiles(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  const instance = await startSigstore()
  try {
    const names = Array.from({ length: FILES }, (_, i) => `lantern-3.13.${i}.zip`)
    for (const [i, name] of names.entries()) writeFileSync(join(folder, name), Buffer.alloc(FILE_SIZE, i))
    writeFileSync(join(folder, 'root.json'), instance.trustedRoot)
    writeFileSync(join(folder, 'config.json'), instance.signingConfig(1))
    const words = ['release', 'sign', ...names, '--signing-config', 'config.json', '--trusted-root', 'root.json']
    const line = commandLine(folder, {}, {}, () => new Date())
    const signed = await line.run([...words, '--identity-token', instance.token('ruta@lantern.example')])
    if (signed.exit !== 0) throw new Error(signed.out + signed.err)
    const settings = { ...options(folder), ...lanternOptions(instance.trustedRoot) }
    const read = (name: string): Buffer => readFileSync(join(folder, name))
    const bare = bareVerifications()
    const passes = (): void => {
      if (!bare()) throw new Error('no signature')
    }
    const taken = await turnAbout(
      ROUNDS,
      {
        audit: () => runFiles(names, settings),
        hashing: () =>
          cpuTime(
            BUNDLES,
            inTurn(names, (name) => createHash('sha256').update(read(name)).digest()),
          ),
        bare: () => cpuTime(BUNDLES, passes),
      },
      0,
    )
    const beyond = taken.audit.map((each, i) => each - taken.hashing[i]!)
    const { ratio, spread } = ratioOf(beyond, taken.bare)
    return [
      {
        what: `${BUNDLES} bundles with files of 1 MB, beyond hashing, per core`,
        value: middle(beyond) / 1e6 / THREADS,
        unit: 's',
        atMost: 5,
      },
      {
        what: 'the same / the bare operations of node:crypto',
        value: ratio,
        unit: 'x',
        atMost: 2,
        note: `half of the rounds: ${spread}`,
      },
    ]
  } finally {
    await instance.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** CPU microseconds of an audit of files with bundles beside them, from the start of its threads; all must pass. */
async function runFiles(names: readonly string[], settings: AuditOptions): Promise<number> {
  const paths = names.flatMap((name) => [name, `${name}.sigstore.json`])
  const once = [...subjectsInTree(paths, new Map())]
  const subjects = Array.from({ length: BUNDLES }, (_, i) => once[i % once.length]!)
  const { cpu, audited } = await run(subjects, settings)
  const passes = audited.filter(({ rows }) => rows.every(({ verdict }) => verdict === 'pass')).length
  if (passes !== BUNDLES) throw new Error(`${passes} of ${BUNDLES} files pass: ${audited[0]?.rows[0]?.diagnosis}`)
  return cpu * 1e6
}

/** Does something with one name after the other, in a circle. */
function inTurn(names: readonly string[], act: (name: string) => void): () => void {
  let next = 0
  return () => act(names[next++ % names.length]!)
}

function lanternOptions(trustedRoot: string): Pick<AuditOptions, 'policy' | 'roots' | 'now'> {
  const policy = {
    mediaType: 'application/vnd.steward.trust-policy.v1+json',
    policyId: 'org.lantern',
    version: 1,
    issuedAt: '2026-01-01T00:00:00Z',
    expires: '2099-01-01T00:00:00Z',
    instances: { own: { trustedRoots: [`sha256:${createHash('sha256').update(trustedRoot).digest('hex')}`] } },
    identities: {
      ruta: { san: 'ruta@lantern.example', type: 'email', issuer: 'https://issuer.example', instance: 'own' },
    },
    streams: [
      {
        id: 'lantern-3.13',
        product: 'lantern',
        release: '3.13',
        signers: [{ identity: 'ruta', from: null, until: null }],
        threshold: 1,
        evidence: 'promise',
        artifacts: ['*'],
        gpg: 'none',
      },
    ],
  }
  return {
    policy: { text: JSON.stringify(policy), file: 'policy.json' },
    roots: [{ text: trustedRoot }],
    now: Date.now() + 1000,
  }
}

if (import.meta.main) process.stdout.write(printFigures(await auditing()))
