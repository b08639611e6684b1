import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { localFiles } from '#adapters/files'

const POSIX = process.platform === 'win32' ? 'Windows has no such thing' : false
const project = fileURLToPath(new URL('../../../', import.meta.url))

const root = mkdtempSync(path.join(tmpdir(), 'steward-write-'))
after(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

function fresh(): string {
  const folder = path.join(root, `f${folders++}`)
  mkdirSync(folder)
  return folder
}

async function refused(file: string, text = 'new'): Promise<string> {
  const written = await localFiles.write(file, text)
  assert(!written.ok, 'a fault was expected')
  assert.equal(written.fault.place?.source, file)
  return written.fault.code
}

/** A pid that no process has: one that has just ended. */
function deadPid(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }))
}

test('a new file, in folders that are made for it', async () => {
  const file = path.join(fresh(), 'a', 'b', 'c.json')
  assert.deepEqual(await localFiles.write(file, 'text\n'), { ok: true, value: undefined })
  assert.equal(readFileSync(file, 'utf8'), 'text\n')
  assert.deepEqual(readdirSync(path.dirname(file)), ['c.json'])
})

test('a file that was there is replaced whole, with pieces too', async () => {
  const file = path.join(fresh(), 'a.md')
  writeFileSync(file, 'a much longer old text')
  function* pieces(): Generator<string> {
    yield 'é'
    yield ''
    yield 'new'
  }
  assert((await localFiles.write(file, pieces())).ok)
  assert.equal(readFileSync(file, 'utf8'), 'énew')
})

test('what was private stays private', { skip: POSIX }, async () => {
  const file = path.join(fresh(), 'a.md')
  for (const mode of [0o600, 0o640, 0o755]) {
    writeFileSync(file, '')
    chmodSync(file, mode)
    assert((await localFiles.write(file, 'new')).ok)
    assert.equal(statSync(file).mode & 0o777, mode)
  }
})

test('a reader who has the old file open goes on reading it', { skip: POSIX }, async () => {
  const file = path.join(fresh(), 'a.md')
  writeFileSync(file, 'old')
  const before = statSync(file).ino
  assert((await localFiles.write(file, 'new')).ok)
  assert.notEqual(statSync(file).ino, before, 'another file under the same name')
})

test('a symbolic link is refused, and neither it nor its target is touched', { skip: POSIX }, async () => {
  const folder = fresh()
  writeFileSync(path.join(folder, 'target'), 'old')
  for (const [name, target] of [
    ['link', 'target'],
    ['dangling', 'gone'],
    ['loop', 'loop'],
    ['folder', '.'],
  ] as const) {
    const link = path.join(folder, name)
    symlinkSync(target, link)
    assert.equal(await refused(link), 'FILE_IS_LINK', name)
    assert.equal(readlinkSync(link), target)
  }
  assert.equal(readFileSync(path.join(folder, 'target'), 'utf8'), 'old')
  assert.deepEqual(readdirSync(folder), ['dangling', 'folder', 'link', 'loop', 'target'])
})

test('a folder that is a link is gone through: a person put it there', { skip: POSIX }, async () => {
  const folder = fresh()
  mkdirSync(path.join(folder, 'elsewhere'))
  symlinkSync('elsewhere', path.join(folder, 'records'))
  assert((await localFiles.write(path.join(folder, 'records', 'a.json'), 'new')).ok)
  assert.equal(readFileSync(path.join(folder, 'elsewhere', 'a.json'), 'utf8'), 'new')
  assert(lstatSync(path.join(folder, 'records')).isSymbolicLink())
})

test('folders, devices and pipes are refused', { skip: POSIX }, async () => {
  const folder = fresh()
  mkdirSync(path.join(folder, 'folder'))
  execFileSync('mkfifo', [path.join(folder, 'pipe')])
  assert.equal(await refused(path.join(folder, 'folder')), 'FILE_IS_FOLDER')
  assert.equal(await refused(path.join(folder, 'pipe')), 'FILE_NOT_REGULAR')
  assert.equal(await refused('/dev/null'), 'FILE_NOT_REGULAR')
  assert(lstatSync('/dev/null').isCharacterDevice())
  assert.deepEqual(readdirSync(folder), ['folder', 'pipe'])
})

test('names that cannot be', { skip: POSIX }, async () => {
  const folder = fresh()
  writeFileSync(path.join(folder, 'file'), 'old')
  assert.equal(await refused(path.join(folder, 'n'.repeat(300))), 'FILE_NAME_TOO_LONG')
  assert.equal(await refused(path.join(folder, 'file', 'below')), 'FILE_ABSENT')
  assert.equal(readFileSync(path.join(folder, 'file'), 'utf8'), 'old')
})

/** Writes in a process of its own, started by a shell line in which "$@" is the program; as another user where we are root. */
function writeApart(file: string, length: number, shell = 'exec "$@"', uid?: number): string {
  const script = `import { localFiles } from '#adapters/files'
    const written = await localFiles.write(${JSON.stringify(file)}, 'n'.repeat(${length}))
    process.stdout.write(written.ok ? 'written' : written.fault.code)`
  const words = [process.execPath, '--input-type=module', '-e', script]
  const run = spawnSync('bash', ['-c', shell, 'bash', ...words], {
    cwd: project,
    encoding: 'utf8',
    ...(uid !== undefined && { uid }),
  })
  return run.stdout || run.stderr
}

/** Whether another user can read this checkout and the Node in it: in a private folder of root's nobody can. */
function canRun(uid: number): boolean {
  const run = spawnSync(process.execPath, ['-e', "require('node:fs').readFileSync('package.json')"], {
    cwd: project,
    uid,
  })
  return run.status === 0
}

test('a folder in which nobody may write', { skip: POSIX }, (t) => {
  // Root may write everywhere, so somebody else must try.
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined
  if (nobody !== undefined && !canRun(nobody)) {
    t.skip('root may write everywhere, and no other user may read this checkout')
    return
  }
  const folder = fresh()
  const file = path.join(folder, 'a.md')
  writeFileSync(file, 'old')
  chmodSync(root, 0o755)
  chmodSync(folder, 0o555)
  assert.equal(writeApart(file, 3, undefined, nobody), 'FILE_REFUSED')
  chmodSync(folder, 0o755)
  assert.equal(readFileSync(file, 'utf8'), 'old')
  assert.deepEqual(readdirSync(folder), ['a.md'])
})

test('no room in the middle of the writing leaves the old file and nothing else', { skip: POSIX }, () => {
  const folder = fresh()
  const file = path.join(folder, 'a.md')
  writeFileSync(file, 'old')
  // A limit of 8 blocks on the size of files stops the write as a full disk would.
  assert.equal(writeApart(file, 100_000, 'ulimit -f 8; exec "$@"'), 'FILE_NO_SPACE')
  assert.equal(readFileSync(file, 'utf8'), 'old')
  assert.deepEqual(readdirSync(folder), ['a.md'])
})

test('a text that cannot be made is a bug, and leaves the old file and nothing else', async () => {
  const folder = fresh()
  const file = path.join(folder, 'a.md')
  writeFileSync(file, 'old')
  function* broken(): Generator<string> {
    yield 'half of it'
    throw new TypeError('a bug')
  }
  await assert.rejects(localFiles.write(file, broken()), TypeError)
  assert.equal(readFileSync(file, 'utf8'), 'old')
  assert.deepEqual(readdirSync(folder), ['a.md'])
})

test('of many writers at once one wins, with its whole text', async () => {
  const folder = fresh()
  const file = path.join(folder, 'a.md')
  const texts = Array.from({ length: 20 }, (_, i) => `${i}\n`.repeat(20_000))
  const written = await Promise.all(texts.map((text) => localFiles.write(file, text)))
  assert(written.every(({ ok }) => ok))
  assert(texts.includes(readFileSync(file, 'utf8')), 'one of the texts, whole')
  assert.deepEqual(readdirSync(folder), ['a.md'])
})

test('leftovers of dead writers go, those of living ones and other files stay', async () => {
  const folder = fresh()
  const dead = deadPid()
  const stays = [
    `.b.md.${process.ppid}-0123abcd.steward-tmp`, // the process above is alive
    `.c.md.${process.pid}-0123abcd.steward-tmp`, // and so are we
    `.d.md.${dead}-0123abc.steward-tmp`, // not a name that Steward gives
    `e.md.${dead}-0123abcd.steward-tmp`,
    '.f.md.steward-tmp',
  ]
  const goes = [
    `.a.md.${dead}-0123abcd.steward-tmp`,
    `.other.md.${dead}-ffffffff.steward-tmp`,
    `.old.md.${process.pid}-00000000.steward-tmp`,
  ]
  for (const name of [...stays, ...goes]) writeFileSync(path.join(folder, name), 'half')
  // Left by an earlier run that had the same number, as it happens in containers.
  utimesSync(path.join(folder, goes[2]!), 1, 1)
  assert((await localFiles.write(path.join(folder, 'a.md'), 'new')).ok)
  assert.deepEqual(readdirSync(folder).toSorted(), ['a.md', ...stays].toSorted())
})
