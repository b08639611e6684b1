// What the audit says to look at first, each on the files of python.org: as they are, or with the one thing changed that it is about.
import assert from 'node:assert/strict'
import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { diskSpools } from '#adapters/files'
import { runCli } from '#cli'
import { dataRows, dataUrl, skip } from '../sigstore/data.ts'
import { type CommandLine, commandLine } from '../worlds/command-line.ts'
import { type ArtifactRow, type CorpusRow, corpus, IDENTITIES, type WrittenRow, writeRows } from './python-org.ts'

interface Found {
  readonly code: string
  readonly level: string
  readonly message: string
  readonly detail: string
  readonly files: readonly string[]
}

describe('look at these first', { skip }, () => {
  let folder = ''
  let steward: CommandLine
  const at = (...steps: readonly string[]): string => join(folder, ...steps)

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-odd-'))
    steward = commandLine(folder)
    assert.equal((await steward.run(`trust import ${IDENTITIES} --out policy.json`)).exit, 0)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Three files of one release with bundles, `.crt` and `.sig`. */
  function three(): readonly [CorpusRow, CorpusRow, CorpusRow] {
    const [a, b, c] = corpus().filter(({ release, crt }) => release === '3.12.5' && crt !== null)
    assert(a && b && c)
    return [a, b, c]
  }

  async function audit(
    place: string,
    flags = '',
  ): Promise<{ readonly exit: number; readonly found: readonly Found[] }> {
    const said = await steward.run(`release audit ${place} --policy policy.json --json ${flags}`)
    assert.notEqual(said.out, '', said.err)
    return { exit: said.exit, found: JSON.parse(said.out).summary.anomalies }
  }
  const tree = (flags = '--digests digests.json'): ReturnType<typeof audit> => audit('tree', flags)
  const codes = (found: readonly Found[]): readonly string[] => found.map(({ level, code }) => `${level} ${code}`)

  test('nothing odd: three files as they were published', async () => {
    writeRows(folder, three())
    assert.deepEqual(await tree(), { exit: 0, found: [] })
  })

  test('the whole archive of 2026: one error page under two names, unsigned files of signed branches, and nothing else', async () => {
    writeManifest(dataRows<ArtifactRow>('python-org/artifacts-2026-04.jsonl'))
    const { exit, found } = await audit('m.jsonl')
    assert.equal(exit, 1)
    const [shared, ...others] = found
    assert.deepEqual([shared?.code, shared?.files], ['DIGEST_SHARED', ['python322.chm', 'python324.chm']])
    assert(others.every(({ code }) => code === 'NO_SIGNATURE'))
    const newest = others.find(({ message }) => message.includes('3.14'))
    assert.equal(newest?.message, 'windows-3.14.0b3.json has no signature at all')
    assert.match(newest?.detail ?? '', /133 other files of the stream have one, and the stream has no GPG/)
  })

  test('two published lists: seven installers of 3.10.0 have two digests, 802 agree', async () => {
    writeManifest(dataRows<ArtifactRow>('python-org/artifacts-2026-04.jsonl'))
    const { found } = await audit('m.jsonl', `--digests ${dataUrl('python-org/digests-2024.json').pathname}`)
    const conflicts = found.filter(({ code }) => code === 'DIGEST_CONFLICT')
    assert.deepEqual(
      conflicts.flatMap(({ files }) => files),
      [
        'python-3.10.0post2-macos11.pkg',
        'python-3.10.0a2.exe',
        'python-3.10.0a3.exe',
        'python-3.10.0a4-amd64.exe',
        'python-3.10.0b4.exe',
        'python-3.10.0b4-amd64.exe',
        'python-3.10.0b4-macos11.pkg',
      ],
    )
    for (const { detail } of conflicts) assert.match(detail, /The cause is not known/)
  })

  test('an old file and its bundle under the name of a new one: the signature holds, digest and list tell', async () => {
    const [old, fresh] = three()
    const renamed = { ...old, name: fresh.name }
    writeRows(folder, [renamed])
    writeFileSync(at('SHA256SUMS'), `${fresh.sha256}  ${fresh.name}\n`)
    const { exit, found } = await tree('--digests digests.json --digests SHA256SUMS')
    assert.deepEqual([exit, ...codes(found)], [1, 'error DIGEST_CONFLICT'])
    writeRows(folder, [old, renamed])
    assert.deepEqual(codes((await tree()).found), ['error DIGEST_SHARED'])
  })

  test('a file in the folder of another release', async () => {
    const [file] = three()
    writeRows(folder, [{ ...file, release: '3.12.50' }])
    const { exit, found } = await tree()
    assert.deepEqual([exit, ...codes(found)], [1, 'error NAME_OTHER_RELEASE'], '3.12.5 is not 3.12.50')
    assert.deepEqual(found[0]?.files, [`3.12.50/${file.name}`])
  })

  test('files signed by somebody whom the policy does not name: one thing, with all its files', async () => {
    writeRows(folder, three())
    const policy = readFileSync(at('policy.json'), 'utf8').replace('"thomas@python.org"', '"somebody@python.org"')
    writeFileSync(at('policy.json'), policy)
    const { exit, found } = await tree()
    assert.deepEqual([exit, ...codes(found)], [1, 'error FAILED_ALIKE'])
    assert.equal(found[0]?.message, '3 files of 3.12.5 failed: TRUST_IDENTITY')
    assert.deepEqual(found[0]?.files.length, 3)
  })

  test('.crt and .sig of another signing than the bundle', async () => {
    const [file, other] = three()
    writeRows(folder, [{ ...file, crt: other.crt, sig: other.sig }])
    const { found } = await tree()
    assert.deepEqual(codes(found), ['error FAILED_ALIKE', 'question SIGNED_TWICE'])
    assert.equal(found[1]?.message, '3.12.5 was signed twice')
  })

  test('detached signatures without the log: nobody can tell when', async () => {
    writeRows(
      folder,
      three().map((row): WrittenRow => ({ ...row, bundle: false })),
    )
    const { exit, found } = await tree()
    assert.deepEqual([exit, ...codes(found)], [1, 'question TIME_UNPROVED'])
    assert.equal(found[0]?.message, '3 signatures without a time')
  })

  test('one file of a signed stream without a signature', async () => {
    const [file, other, bare] = three()
    writeRows(folder, [file, other])
    writeFileSync(at('tree', '3.12.5', bare.name), 'a file')
    const { exit, found } = await tree()
    assert.deepEqual([exit, ...codes(found)], [0, 'notice NO_SIGNATURE'])
    assert.deepEqual(found[0]?.files, [`3.12.5/${bare.name}`])
  })

  test('a signature whose file and digest nobody knows', async () => {
    const [file] = three()
    writeRows(folder, [file])
    const { exit, found } = await tree('')
    assert.deepEqual([exit, ...codes(found)], [1, 'question SIGNATURE_ORPHAN'])
  })

  test('links and second names', { skip: process.platform === 'win32' }, async () => {
    writeRows(folder, three())
    symlinkSync('3.12.5', at('tree', 'latest'))
    const [file] = three()
    const place = at('tree', '3.12.5', `${file.name}.sigstore`)
    linkSync(place, at('elsewhere'))
    const { exit, found } = await tree()
    assert.deepEqual([exit, ...codes(found)], [0, 'notice LINK_PASSED_OVER', 'notice FILE_SHARED'])
    assert.deepEqual(
      found.map(({ files }) => files),
      [['latest'], [`3.12.5/${file.name}.sigstore`]],
    )
  })

  test('where there is no room to put aside what is found, there is no report, and the reason', async () => {
    writeManifest(dataRows<ArtifactRow>('python-org/artifacts-2026-04.jsonl'))
    const archives = await steward.world.archives()
    const world = { ...steward.world, archives: async () => ({ ...archives, spools: diskSpools(at('nowhere'), 1000) }) }
    let err = ''
    const terminal = { ...steward.world.terminal, err: (line: string) => (err += `${line}\n`) }
    const exit = await runCli(['release', 'audit', 'm.jsonl', '--policy', 'policy.json', '--out', 'a.html'], {
      ...world,
      terminal,
    })
    assert.equal(exit, 4)
    assert.match(err, /cannot put what was found aside: it does not exist \[FILE_ABSENT\]\n.*TMPDIR/)
    assert.throws(() => readFileSync(at('a.html')))
  })

  function writeManifest(rows: readonly ArtifactRow[]): void {
    const lines = rows.map(({ url, release, sha256, sigstore }) => {
      const name = url.slice(url.lastIndexOf('/') + 1)
      return `${JSON.stringify({ name, release, sha256, bundle: sigstore })}\n`
    })
    writeFileSync(at('m.jsonl'), lines.join(''))
  }
})
