// The archive of python.org, before and after its migration of 2024: what their own audit found, and what their own migration made.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { AuditRow } from '#desk/archive'
import type { Json, JsonObject } from '#json'
import { dataRows, skip } from '../sigstore/data.ts'
import { type CommandLine, commandLine, type Said } from '../worlds/command-line.ts'
import {
  type CorpusRow,
  corpus,
  IDENTITIES,
  type MigratedRow,
  type PublishedRow,
  REKOR_DUMP,
  writeRows,
} from './python-org.ts'

interface AuditAnswer {
  readonly artifacts: readonly AuditRow[]
  readonly summary: {
    readonly repairs: readonly { readonly kind: string; readonly files: number; readonly ready: number }[]
  }
}

/** What python.org's audit calls our verdicts. */
const RESULT = { pass: 'PASS', incomplete: 'FAIL', fail: 'FAIL', unsigned: 'N/A' } as const
const key = (artifact: string, material: string | null): string => `${artifact} ${material}`

describe('python.org in 2024', { skip }, () => {
  let folder = ''
  let steward: CommandLine
  let rows: readonly CorpusRow[] = []
  const run = async (line: string, exit: number): Promise<Said> => {
    const said = await steward.run(line)
    assert.equal(said.exit, exit, `${line}\n${said.out.slice(0, 2000)}${said.err}`)
    return said
  }
  const audit = async (place: string, exit: number, flags = ''): Promise<AuditAnswer> =>
    JSON.parse(
      (await run(`release audit ${place} --policy policy.json --digests digests.json --json ${flags}`, exit)).out,
    )

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-audit-'))
    steward = commandLine(folder)
    rows = corpus()
    writeRows(folder, rows)
    // Python's verifier of the time demanded a proof with a checkpoint.
    await run(`trust import ${IDENTITIES} --evidence proof --out policy.json`, 0)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const published = (file: string): ReadonlyMap<string, PublishedRow> =>
    new Map(dataRows<PublishedRow>(`python-org/${file}`).map((row) => [key(row.artifact, row.material), row]))

  /** Compares our rows with the published ones, for every row that there is material for. */
  function compare(found: readonly AuditRow[], audited: ReadonlyMap<string, PublishedRow>): number {
    let compared = 0
    for (const row of found) {
      const theirs = audited.get(key(row.name, row.material))
      if (theirs === undefined) continue
      assert.equal(RESULT[row.verdict], theirs.result, `${row.name} ${row.material}: ${row.code} ${row.diagnosis}`)
      assert.deepEqual(row.expected, { identity: theirs.identity, issuer: theirs.provider })
      compared++
    }
    return compared
  }

  test('the audit before the migration: the same verdicts, and every failure is repairable with its reason', async () => {
    const { artifacts } = await audit('tree', 1, `--rekor ${REKOR_DUMP}`)
    // 249 bundles; of 84 pairs of .crt and .sig two are not known to the byte.
    assert.equal(compare(artifacts, published('audit-2024-08-23.jsonl')), 249 + 82)
    const failed = artifacts.filter(({ verdict }) => verdict !== 'pass')
    // Two of them (.chm) stand in no dump: nobody asked the log for them.
    assert.equal(failed.length, 229)
    for (const row of failed) {
      assert.deepEqual([row.verdict, row.code, row.repair?.kind], ['incomplete', 'TRUST_EVIDENCE', 'add-checkpoint'])
      assert.equal(row.repair?.from, row.name.endsWith('.chm') ? null : REKOR_DUMP, row.name)
    }
  })

  test('plan and apply: what python.org did, in meaning, and nothing but evidence', async () => {
    const before = snapshot(join(folder, 'tree'))
    const planned = await run(
      `release plan tree --policy policy.json --digests digests.json --rekor ${REKOR_DUMP} --out plan.json --json`,
      0,
    )
    const plan = JSON.parse(planned.out) as {
      changes: readonly { path: string; kind: string }[]
      left: readonly JsonObject[]
    }
    assert.equal(plan.changes.length, 227)
    assert.deepEqual(snapshot(join(folder, 'tree')), before, 'a plan changes nothing')
    await run('release apply plan.json', 0)
    const theirs = new Map(dataRows<MigratedRow>('python-org/migration-2024-09.jsonl').map((row) => [row.sha256, row]))
    let compared = 0
    for (const { name, release, sha256, sigstore_2024_09_07: old } of rows) {
      const now = JSON.parse(readFileSync(join(folder, 'tree', release, `${name}.sigstore`), 'utf8')) as JsonObject
      const migrated = theirs.get(sha256)
      assert.deepEqual(now.messageSignature, old.messageSignature)
      if (migrated === undefined) continue
      assert.deepEqual(now, meaning(migrated.after), name)
      compared++
    }
    assert.equal(compared, 227)
    const { artifacts } = await audit('tree', 1)
    assert.equal(
      compare(
        artifacts.filter(({ name }) => !name.endsWith('.chm')),
        published('audit-2024-09-11.jsonl'),
      ),
      540,
    )
    const again = JSON.parse((await run('release apply plan.json --json', 0)).out)
    assert.deepEqual([again.changed, again.already], [[], 227], 'a second time there is nothing to do')
    await run('release rollback plan.json', 0)
    assert.deepEqual(snapshot(join(folder, 'tree')), before, 'and back, to the byte')
  })

  test('detached signatures alone: incomplete without the log, a verifying bundle with it', async () => {
    rmSync(join(folder, 'tree'), { recursive: true })
    writeRows(
      folder,
      rows.map((row) => ({ ...row, bundle: false })),
    )
    const pairs = rows.filter(({ crt }) => crt !== null).length
    assert.equal(pairs, 269)
    const alone = await audit('tree', 1)
    for (const row of alone.artifacts)
      assert.deepEqual([row.verdict, row.code], ['incomplete', 'SIGNED_TIME_ABSENT'], row.name)
    const withLog = await audit('tree', 0, `--rekor ${REKOR_DUMP}`)
    assert.equal(withLog.artifacts.filter(({ verdict }) => verdict === 'pass').length, pairs)
    assert.deepEqual(
      withLog.summary.repairs.map(({ kind, files, ready }) => [kind, files, ready]),
      [['backfill', pairs, pairs]],
    )
    await run(`release plan tree --policy policy.json --digests digests.json --rekor ${REKOR_DUMP} --out fill.json`, 0)
    await run('release apply fill.json', 0)
    const filled = await audit('tree', 0)
    const bundles = filled.artifacts.filter(({ material }) => material === '.sigstore')
    assert.equal(bundles.length, pairs)
    for (const row of bundles)
      assert.deepEqual([row.verdict, row.evidence, row.format], ['pass', 'proof', '0.3'], row.name)
    for (const { name, release, sig } of rows.filter((row) => row.crt !== null)) {
      const place = join(folder, 'tree', release, `${name}.sigstore`)
      const now = JSON.parse(readFileSync(place, 'utf8')) as { messageSignature: { signature: string } }
      assert.equal(now.messageSignature.signature, sig?.trim())
    }
    await run('release rollback fill.json', 0)
    assert.equal((await audit('tree', 1)).artifacts.length, pairs, 'the new bundles are gone')
  })
})

/** A bundle without what protobuf leaves out because it says nothing. */
function meaning(bundle: JsonObject): Json {
  return JSON.parse(JSON.stringify(bundle))
}

/** Every file below a folder with its bytes. */
function snapshot(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files
      .map(({ parentPath, name }): [string, string] => [
        join(parentPath, name),
        readFileSync(join(parentPath, name), 'base64'),
      ])
      .sort(),
  )
}
