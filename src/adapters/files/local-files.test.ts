import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { localFiles } from '#adapters/files'
import type { Fault, Result } from '#fault'
import { fileFault } from './file-fault.ts'

const POSIX = process.platform === 'win32' ? 'Windows has other names for these' : false
const NOT_ROOT = process.getuid?.() === 0 ? 'root may read everything' : POSIX

const root = mkdtempSync(path.join(tmpdir(), 'steward-files-'))
after(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string): string => path.join(root, name)

function put(name: string, content: string | Uint8Array = ''): string {
  mkdirSync(path.dirname(at(name)), { recursive: true })
  writeFileSync(at(name), content)
  return at(name)
}

function pipe(name: string): string {
  execFileSync('mkfifo', [at(name)])
  return at(name)
}

async function linesOf(file: string, limit = 1000): Promise<readonly Result<string>[]> {
  const found: Result<string>[] = []
  for await (const line of localFiles.lines(file, limit)) found.push(line)
  return found
}

const texts: readonly [why: string, content: string | Uint8Array, text: string][] = [
  ['nothing', '', ''],
  ['text', 'a\nb\n', 'a\nb\n'],
  ['a byte order mark is dropped', '\ufeffa', 'a'],
  ['exactly as much as is allowed', 'x'.repeat(1000), 'x'.repeat(1000)],
  ['characters over several bytes', 'é日\u{1f600}', 'é日\u{1f600}'],
]
for (const [why, content, text] of texts) {
  test(`read: ${why}`, async () => {
    assert.deepEqual(await localFiles.read(put('text', content), 1000), { ok: true, value: text })
  })
}

test('read: a text that is longer than one piece, cut inside of a character', async () => {
  const text = `${'x'.repeat(64 * 1024 - 1)}é${'y'.repeat(70_000)}`
  assert.deepEqual(await localFiles.read(put('long', text), 1_000_000), { ok: true, value: text })
})

/** Reads and lists lines: both say the same of what cannot be read. */
async function refused(file: string, code: string): Promise<Fault> {
  const limit = 1000
  const started = performance.now()
  const whole = await localFiles.read(file, limit)
  assert(!whole.ok, 'a fault was expected')
  assert.equal(whole.fault.code, code)
  assert.equal(whole.fault.place?.source, file)
  const [line, ...more] = await linesOf(file, limit)
  if (code !== 'FILE_TOO_LARGE') assert.deepEqual([line?.ok === false && line.fault.code, more.length], [code, 0])
  assert(performance.now() - started < 2500, 'no waiting')
  return whole.fault
}

test('read: a byte too many', async () => {
  await refused(put('large', 'x'.repeat(1001)), 'FILE_TOO_LARGE')
})
test('read: a sparse file of 100 GB', async () => {
  truncateSync(put('sparse'), 100 * 1024 ** 3)
  const fault = await refused(at('sparse'), 'FILE_TOO_LARGE')
  assert.match(fault.message, /larger than 1000 bytes/)
})
test('read: a file that does not exist', async () => {
  await refused(at('nothing'), 'FILE_ABSENT')
})
test('read: below a file', async () => {
  await refused(path.join(put('file'), 'below'), 'FILE_ABSENT')
})
test('read: a folder', { skip: POSIX }, async () => {
  await refused(root, 'FILE_IS_FOLDER')
})
test('read: a name that is too long', { skip: POSIX }, async () => {
  await refused(at('n'.repeat(300)), 'FILE_NAME_TOO_LONG')
})
test('read: a name that holds a NUL', async () => {
  await refused(at('a\0b'), 'FILE_NAME_MALFORMED')
})
test('read: a device without end', { skip: POSIX }, async () => {
  await refused('/dev/zero', 'FILE_NOT_REGULAR')
})
test('read: a device without content', { skip: POSIX }, async () => {
  await refused('/dev/null', 'FILE_NOT_REGULAR')
})
test('read: links that form a loop', { skip: POSIX }, async () => {
  symlinkSync('loop', at('loop'))
  await refused(at('loop'), 'FILE_LINK_LOOP')
})
test('read: a link to nothing', { skip: POSIX }, async () => {
  symlinkSync('gone', at('dangling'))
  await refused(at('dangling'), 'FILE_ABSENT')
})
test('read: a link to a file', { skip: POSIX }, async () => {
  put('target', 'a')
  symlinkSync('target', at('link'))
  assert.deepEqual(await localFiles.read(at('link'), 10), { ok: true, value: 'a' })
})
test('read: a file without permission', { skip: NOT_ROOT }, async () => {
  chmodSync(put('secret'), 0)
  await refused(at('secret'), 'FILE_REFUSED')
})
test('read: a socket', { skip: POSIX }, async () => {
  const server = createServer().listen(at('socket'))
  await new Promise((resolve) => server.once('listening', resolve))
  await refused(at('socket'), 'FILE_NOT_REGULAR')
  server.close()
})

test('read: a pipe into which nobody writes', { skip: POSIX }, async () => {
  const fault = await refused(pipe('silent'), 'FILE_PIPE_SILENT')
  assert.equal(fault.kind, 'unreachable')
})

test('read: a pipe whose writer comes late, and writes in pieces', { skip: POSIX }, async () => {
  const file = pipe('late')
  spawn('sh', ['-c', 'sleep 0.1; { printf "a\\nb"; sleep 0.2; printf "c\\n"; } > "$0"', file])
  assert.deepEqual(await localFiles.read(file, 100), { ok: true, value: 'a\nbc\n' })
  spawn('sh', ['-c', '{ printf "a\\nb"; sleep 0.2; printf "c"; } > "$0"', file])
  assert.deepEqual(
    (await linesOf(file)).map((line) => line.ok && line.value),
    ['a', 'bc'],
  )
})

test('read: a pipe without end', { skip: POSIX }, async () => {
  const file = pipe('endless')
  const writer = spawn('sh', ['-c', 'while :; do echo endless; done > "$0"', file], { stdio: 'ignore' })
  const read = await localFiles.read(file, 10_000)
  assert.equal(!read.ok && read.fault.code, 'FILE_TOO_LARGE')
  writer.kill('SIGKILL')
})

test('read: text that is not UTF-8 has its line', async () => {
  const file = put('latin', Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a, 0x62))
  const whole = await localFiles.read(file, 10)
  assert.deepEqual(!whole.ok && [whole.fault.code, whole.fault.place], ['NOT_UTF8', { source: file, line: 2 }])
  const lines = await linesOf(file)
  assert.deepEqual(
    lines.map((line) => (line.ok ? line.value : `${line.fault.code} ${line.fault.place?.line}`)),
    ['a', 'NOT_UTF8 2', 'b'],
    'the other lines go on',
  )
})

const lineCases: readonly [why: string, content: string, lines: readonly string[]][] = [
  ['nothing', '', []],
  ['one line without an end', 'a', ['a']],
  ['an end of line is no line', 'a\n', ['a']],
  ['empty lines are lines', '\n\na\n', ['', '', 'a']],
  ['CR stays', 'a\r\nb', ['a\r', 'b']],
  ['a line at the limit', `${'x'.repeat(1000)}\n`, ['x'.repeat(1000)]],
]
for (const [why, content, expected] of lineCases) {
  test(`lines: ${why}`, async () => {
    const lines = await linesOf(put('lines', content))
    assert.deepEqual(
      lines.map((line) => line.ok && line.value),
      expected,
    )
  })
}

test('lines: pieces and lines do not fall together', async () => {
  const wanted = Array.from({ length: 5000 }, (_, i) => `${i}:${'é'.repeat(i % 97)}`)
  const lines = await linesOf(put('many', wanted.join('\n')))
  assert.deepEqual(
    lines.map((line) => line.ok && line.value),
    wanted,
  )
})

for (const [why, content] of [
  ['with an end', `a\n${'x'.repeat(1001)}\nb\n`],
  ['without an end', `a\n${'x'.repeat(200_000)}`],
] as const) {
  test(`lines: a byte too many ${why} ends the reading`, async () => {
    const [first, second, ...more] = await linesOf(put('wide', content))
    assert.deepEqual(first, { ok: true, value: 'a' })
    assert.deepEqual(second?.ok === false && [second.fault.code, second.fault.place?.line], ['FILE_LINE_TOO_LONG', 2])
    assert.deepEqual(more, [])
  })
}

test('lines: whoever stops early leaves no file open', {
  skip: process.platform !== 'linux' && 'needs /proc',
}, async () => {
  const file = put('early', 'a\n'.repeat(100_000))
  for await (const line of localFiles.lines(file, 100)) {
    assert(line.ok)
    break
  }
  const open = execFileSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' })
  assert(!open.includes(file))
})

test('list: files by their ending, in folders of folders, sorted', async () => {
  for (const name of ['b.md', 'a.md', 'x/c.md', 'x/y/d.md', 'x/note.txt', '.hidden.md', '.git/e.md', 'x/.cache/f.md'])
    put(`facts/${name}`)
  mkdirSync(at('facts/folder.md'))
  const found = await localFiles.list(at('facts'), '.md')
  assert(found.ok)
  assert.deepEqual(
    found.value.map((file) => path.relative(at('facts'), file)),
    ['a.md', 'b.md', 'x/c.md', 'x/y/d.md'].map((name) => name.replaceAll('/', path.sep)),
  )
})

test('list: links to files are listed, also those to nothing; linked folders are not entered', {
  skip: POSIX,
}, async () => {
  put('linked/a.md')
  symlinkSync('a.md', at('linked/b.md'))
  symlinkSync('gone.md', at('linked/c.md'))
  symlinkSync('.', at('linked/itself'))
  const found = await localFiles.list(at('linked'), '.md')
  assert(found.ok)
  assert.deepEqual(
    found.value.map((file) => path.basename(file)),
    ['a.md', 'b.md', 'c.md'],
  )
})

test('list: no folder, no files; but a link to nothing and a file are faults', { skip: POSIX }, async () => {
  assert.deepEqual(await localFiles.list(at('nowhere'), '.md'), { ok: true, value: [] })
  symlinkSync('gone', at('gone-facts'))
  for (const folder of [at('gone-facts'), put('facts-file')]) {
    const found = await localFiles.list(folder, '.md')
    assert.deepEqual(!found.ok && [found.fault.code, found.fault.place], ['FILE_ABSENT', { source: folder }])
  }
})

test('exists: what cannot be read exists all the same', { skip: POSIX }, async () => {
  symlinkSync('gone', at('to-nothing'))
  symlinkSync('round', at('round'))
  const answers: readonly [file: string, exists: boolean][] = [
    [put('here'), true],
    [root, true],
    [at('not-here'), false],
    [path.join(put('plain'), 'below'), false],
    [at('to-nothing'), true],
    [at('round'), true],
    [path.join(at('round'), 'below'), true],
  ]
  for (const [file, expected] of answers) assert.equal(await localFiles.exists(file), expected, file)
})

test('every reason of the system is a fault that says what to do, where there is something', () => {
  const reasons: readonly [errno: string, code: string, kind: string][] = [
    ['ENOENT', 'FILE_ABSENT', 'absent'],
    ['EACCES', 'FILE_REFUSED', 'refused'],
    ['EROFS', 'FILE_REFUSED', 'refused'],
    ['ENOSPC', 'FILE_NO_SPACE', 'unreachable'],
    ['EDQUOT', 'FILE_NO_SPACE', 'unreachable'],
    ['ENXIO', 'FILE_NOT_REGULAR', 'invalid'],
    ['EIO', 'FILE_FAILED', 'unreachable'],
  ]
  for (const [errno, code, kind] of reasons) {
    const fault = fileFault('write the file', '/x', Object.assign(new Error('no'), { code: errno, syscall: 'write' }))
    assert.deepEqual([fault.code, fault.kind, fault.place], [code, kind, { source: '/x' }], errno)
  }
})

test('an exception that is not of the system is a bug and goes on its way', () => {
  assert.throws(() => fileFault('read the file', '/x', new TypeError('a bug')), TypeError)
})

async function walked(place: string, ...endings: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for await (const each of localFiles.walk(place, ...(endings.length === 0 ? ['.json'] : endings))) {
    found.push(each.ok ? path.relative(root, each.value) : each.fault.code)
  }
  return found
}

test('walk: the files of a folder in order, then those of its folders; nothing hidden, nothing else', async () => {
  for (const name of ['b.json', 'a.json', 'c.txt', '.d.json', 'b/e.json', 'a/z/f.json', '.git/g.json'])
    put(`tree/${name}`)
  assert.deepEqual(await walked(at('tree')), ['tree/a.json', 'tree/b.json', 'tree/a/z/f.json', 'tree/b/e.json'])
})

test('walk: several endings, in one order', async () => {
  for (const name of ['b.json', 'a.yaml', 'c.yml', 'd.yaml.bak', 'e/f.yaml', 'e/a.json']) put(`mixed/${name}`)
  assert.deepEqual(await walked(at('mixed'), '.json', '.yaml'), [
    'mixed/a.yaml',
    'mixed/b.json',
    'mixed/e/a.json',
    'mixed/e/f.yaml',
  ])
})

test('walk: a file is itself, whatever it is called; what is not there is for reading to tell', async () => {
  assert.deepEqual(await walked(put('alone.txt')), ['alone.txt'])
  assert.deepEqual(await walked(at('nowhere')), ['nowhere'])
})

test('walk: linked folders are not entered', async () => {
  put('linked/a.json')
  symlinkSync('.', at('linked/round'))
  symlinkSync('a.json', at('linked/b.json'))
  assert.deepEqual(await walked(at('linked')), ['linked/a.json', 'linked/b.json'])
})

test('walk: a folder that cannot be read is a fault, and the others go on', { skip: NOT_ROOT }, async () => {
  put('shut/a/x.json')
  put('shut/b/y.json')
  chmodSync(at('shut/a'), 0)
  assert.deepEqual(await walked(at('shut')), ['FILE_REFUSED', 'shut/b/y.json'])
  chmodSync(at('shut/a'), 0o700)
})
