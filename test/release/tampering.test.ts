// What lies in an archive, and in a plan, may come from somebody who wishes ill: links, files that changed, plans that were edited.
import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, before, beforeEach, describe, test } from 'node:test'
import { sha256 } from '#bytes'
import { runCli } from '#cli'
import { parsePlan } from '#desk/archive'
import type { JsonObject } from '#json'
import { skip } from '../sigstore/data.ts'
import { type CommandLine, commandLine, type Said } from '../worlds/command-line.ts'
import { type CorpusRow, corpus, IDENTITIES, REKOR_DUMP, writeRows } from './python-org.ts'

interface Change {
  path: string
  before: string | null
  after: string
  bundle: JsonObject
  identity: string
  signedAt: string
}

describe('an archive and a plan of somebody else', { skip }, () => {
  let folder = ''
  let steward: CommandLine
  let rows: readonly CorpusRow[] = []
  const at = (...steps: readonly string[]): string => join(folder, ...steps)
  const run = (line: string): Promise<Said> => steward.run(line)
  const codeOf = ({ exit, err }: Said): string =>
    exit === 0 ? 'done' : (/\[([A-Z_]+)\]/.exec(err)?.[1] ?? `exit ${exit}`)
  const plan = (): { changes: Change[] } => JSON.parse(readFileSync(at('plan.json'), 'utf8'))
  const savePlan = (changed: object): void => writeFileSync(at('plan.json'), JSON.stringify(changed))
  const bundle = (): string => at('tree', plan().changes[0]?.path ?? '')
  const audit = async (): Promise<Said> => run('release audit tree --policy policy.json --digests digests.json')

  before(() => {
    const all = corpus().filter(({ crt }) => crt !== null)
    const old = all.filter(({ sigstore_2024_09_07: each }) => !JSON.stringify(each).includes('checkpoint'))
    rows = old.slice(0, 2)
  })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-tamper-'))
    steward = commandLine(folder)
    writeRows(folder, rows)
    for (const line of [
      `trust import ${IDENTITIES} --out policy.json`,
      `release plan tree --policy policy.json --digests digests.json --rekor ${REKOR_DUMP} --out plan.json`,
    ]) {
      const said = await run(line)
      assert.equal(said.exit, 0, said.err)
    }
    assert.equal(plan().changes.length, 2)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('the mode of a file stays', async () => {
    chmodSync(bundle(), 0o640)
    assert.equal(codeOf(await run('release apply plan.json')), 'done')
    assert.equal(statSync(bundle()).mode & 0o777, 0o640)
    assert.equal(codeOf(await run('release rollback plan.json')), 'done')
    assert.equal(statSync(bundle()).mode & 0o777, 0o640)
  })

  const changed: readonly [why: string, code: string, change: () => void][] = [
    ['one byte more', 'ARCHIVE_CHANGED', () => writeFileSync(bundle(), `${readFileSync(bundle(), 'utf8')} `)],
    ['gone', 'ARCHIVE_CHANGED', () => rmSync(bundle())],
    [
      'a link to the very same content',
      'ARCHIVE_LINK',
      () => {
        renameSync(bundle(), at('elsewhere'))
        symlinkSync(at('elsewhere'), bundle())
      },
    ],
    ['another name too', 'ARCHIVE_SHARED', () => linkSync(bundle(), at('second-name'))],
    [
      'a folder',
      'ARCHIVE_NOT_REGULAR',
      () => {
        rmSync(bundle())
        mkdirSync(bundle())
      },
    ],
    [
      'its folder became a link that leads out',
      'ARCHIVE_OUTSIDE',
      () => {
        const place = join(bundle(), '..')
        renameSync(place, at('moved'))
        symlinkSync(at('moved'), place)
      },
    ],
  ]
  for (const [why, code, change] of changed) {
    test(`changed since the plan: ${why}; nothing at all is applied`, async () => {
      const second = at('tree', plan().changes[1]?.path ?? '')
      const untouched = readFileSync(second, 'utf8')
      const isSameFolder = join(second, '..') === join(bundle(), '..')
      change()
      assert.equal(codeOf(await run('release apply plan.json')), code)
      if (!(isSameFolder && code === 'ARCHIVE_OUTSIDE')) assert.equal(readFileSync(second, 'utf8'), untouched)
      assert.equal(existsSync(at('plan.json.journal')), false)
    })
  }

  test('a file that changed after the plan was applied stops the way back', async () => {
    assert.equal(codeOf(await run('release apply plan.json')), 'done')
    writeFileSync(bundle(), '{}')
    assert.equal(codeOf(await run('release rollback plan.json')), 'ARCHIVE_CHANGED')
    assert.equal(readFileSync(bundle(), 'utf8'), '{}')
  })

  test('what was kept is checked before it goes back', async () => {
    assert.equal(codeOf(await run('release apply plan.json')), 'done')
    writeFileSync(at('plan.json.old', plan().changes[0]?.before ?? ''), 'spoilt')
    assert.equal(codeOf(await run('release rollback plan.json')), 'ARCHIVE_KEPT_BROKEN')
  })

  /** The plan with its first change edited, digests made to fit. */
  function edited(edit: (change: Change) => void): void {
    const whole = plan()
    const [first] = whole.changes
    assert(first)
    edit(first)
    first.after = sha256(JSON.stringify(first.bundle))
    savePlan(whole)
  }
  const other = (): JsonObject => plan().changes[1]?.bundle ?? {}
  const evil: readonly [why: string, code: string, edit: (change: Change) => void][] = [
    ['the bundle of another file', 'REPAIR_CHANGES_SIGNATURE', (change) => Object.assign(change, { bundle: other() })],
    [
      'a signature of nothing',
      'REPAIR_CHANGES_SIGNATURE',
      (change) =>
        Object.assign(change.bundle, {
          messageSignature: { ...(change.bundle.messageSignature as object), signature: 'AAAA' },
        }),
    ],
    [
      'another digest',
      'REPAIR_CHANGES_SIGNATURE',
      (change) =>
        Object.assign(change.bundle, {
          messageSignature: {
            ...(change.bundle.messageSignature as object),
            messageDigest: { algorithm: 'SHA2_256', digest: Buffer.alloc(32).toString('base64') },
          },
        }),
    ],
    [
      'another file for which it is',
      'DIGEST_MISMATCH',
      (change) => Object.assign(change, { artifact: '0'.repeat(64) }),
    ],
    ['another signer', 'PLAN_OTHER', (change) => Object.assign(change, { identity: 'mallory@lantern.example' })],
    ['another time', 'PLAN_OTHER', (change) => Object.assign(change, { signedAt: '2020-01-01T00:00:00Z' })],
    ['a path that leads out', 'SHAPE_VALUE', (change) => Object.assign(change, { path: '../outside.sigstore' })],
    [
      'a released file',
      'SHAPE_VALUE',
      (change) => Object.assign(change, { path: change.path.replace('.sigstore', '') }),
    ],
    [
      'an .asc file',
      'SHAPE_VALUE',
      (change) => Object.assign(change, { path: change.path.replace('.sigstore', '.asc') }),
    ],
    ['a new bundle out of nothing', 'PLAN_BROKEN', (change) => Object.assign(change, { before: null })],
    ['no bundle at all', 'PLAN_BUNDLE', (change) => Object.assign(change, { bundle: 'x' })],
  ]
  for (const [why, code, edit] of evil) {
    test(`a plan that was edited is refused: ${why}`, async () => {
      const before = readFileSync(bundle(), 'utf8')
      const place = bundle()
      edited(edit)
      assert.equal(codeOf(await run('release apply plan.json')), code)
      assert.equal(readFileSync(place, 'utf8'), before)
    })
  }

  test('a bundle that has not the digest of the plan', () => {
    const whole = plan()
    Object.assign(whole.changes[0]?.bundle ?? {}, { more: 1 })
    const read = parsePlan(JSON.stringify(whole), 'plan.json')
    assert.equal(read.ok ? 'read' : read.fault.code, 'PLAN_BROKEN')
  })

  test('one plan, one worker: a lock that somebody alive holds stops the second, one of the dead does not', async () => {
    writeFileSync(at('plan.json.lock'), String(process.ppid))
    assert.equal(codeOf(await run('release apply plan.json')), 'ARCHIVE_LOCKED')
    writeFileSync(at('plan.json.lock'), '999999999')
    assert.equal(codeOf(await run('release apply plan.json')), 'done')
    assert.equal(existsSync(at('plan.json.lock')), false)
  })

  test('Ctrl-C stops between two files, says how far it came, and leaves no lock; the same command goes on', async () => {
    // Looked at before each of 2 checks, 2 copies and 2 changes.
    for (const [looks, said] of [
      [0, 'nothing was changed'],
      [3, 'nothing was changed'],
      [5, '1 of 2 files were done; run the same again to go on, or `steward release rollback` to go back'],
    ] as const) {
      let asked = 0
      const errors: string[] = []
      const terminal = { ...steward.world.terminal, err: (line: string) => void errors.push(line) }
      const world = { ...steward.world, terminal, stopAsked: () => () => asked++ >= looks }
      assert.equal(await runCli(['release', 'apply', 'plan.json'], world), 5)
      assert.deepEqual(errors, [
        'steward: it was stopped before all files were done [ARCHIVE_STOPPED]',
        `steward: hint: ${said}`,
      ])
      assert.equal(existsSync(at('plan.json.lock')), false)
    }
    const said = await run('release apply plan.json')
    assert.match(said.out, /1 file changed; 1 file was so already/)
  })

  test('a dry run checks everything and changes nothing', async () => {
    const before = readFileSync(bundle(), 'utf8')
    const said = await run('release apply plan.json --dry-run')
    assert.match(said.out, /2 changes checked, all preconditions hold/)
    assert.equal(readFileSync(bundle(), 'utf8'), before)
    assert.deepEqual(
      [existsSync(at('plan.json.journal')), existsSync(at('plan.json.old')), existsSync(at('plan.json.lock'))],
      [false, false, false],
    )
  })

  test('an audit follows no link, and says so', async () => {
    writeFileSync(at('secret-3.12.0.tgz'), 'secret')
    symlinkSync(at('secret-3.12.0.tgz'), at('tree', 'secret-3.12.0.tgz'))
    symlinkSync(folder, at('tree', 'round'))
    const said = await audit()
    assert.match(said.out, /2 links were not followed \[LINK_PASSED_OVER\]/)
    assert.doesNotMatch(said.out, new RegExp(sha256('secret')))
    assert.match(said.out, /2 artifacts, 4 checks/, 'nothing behind the links is counted')
  })

  test('an audit reads no signature through a link', async () => {
    const place = bundle()
    renameSync(place, at('elsewhere'))
    symlinkSync(at('elsewhere'), place)
    const said = await audit()
    assert.match(said.out, /One link was not followed/)
    assert(lstatSync(place).isSymbolicLink())
  })

  test('a manifest names no link either', async () => {
    symlinkSync('/etc/hosts', at('link.sigstore'))
    mkdirSync(at('sub'))
    symlinkSync('/etc', at('sub', 'etc'))
    const row = (name: string, path: string): string =>
      JSON.stringify({ name, sha256: 'ab'.repeat(32), release: '3.12.0', bundle: path })
    writeFileSync(
      at('m.jsonl'),
      `${row('a.tgz', 'link.sigstore')}\n${row('b.tgz', 'sub/etc/hosts')}\n${row('c.tgz', 'absent.sigstore')}\n`,
    )
    const said = await run('release audit m.jsonl --policy policy.json --json')
    const { artifacts } = JSON.parse(said.out) as { artifacts: readonly { verdict: string; code: string }[] }
    assert.deepEqual(
      artifacts.map(({ verdict, code }) => `${verdict} ${code}`),
      ['fail ARCHIVE_LINK', 'fail ARCHIVE_OUTSIDE', 'fail FILE_ABSENT'],
    )
  })

  test('a policy may ask for a trusted root that came by a recent TUF root', async () => {
    const policy = JSON.parse(readFileSync(at('policy.json'), 'utf8')) as JsonObject
    for (const [minVersion, exit] of [
      [1, 0],
      [9999, 1],
    ] as const) {
      const asking = { ...policy, instances: { public: { tufRoot: { minVersion } } } }
      writeFileSync(at('asking.json'), JSON.stringify(asking))
      const said = await run('release audit tree --policy asking.json --digests digests.json')
      assert.equal(said.exit, exit, said.out)
      assert.equal(/asked for \[TRUST_INSTANCE\]/.test(said.out), exit === 1)
    }
  })

  test('nothing to audit is no clean audit', async () => {
    mkdirSync(at('empty'))
    writeFileSync(at('empty.jsonl'), '\n')
    assert.equal(codeOf(await run('release audit empty --policy policy.json')), 'ARCHIVE_EMPTY')
    assert.equal(codeOf(await run('release audit empty.jsonl --policy policy.json')), 'ARCHIVE_EMPTY')
    assert.equal(codeOf(await run('release audit tree')), 'USAGE_POLICY')
  })
})
