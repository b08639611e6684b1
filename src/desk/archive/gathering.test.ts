// What is audited: names in a folder, rows of a manifest, lists of digests.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type ArchiveReader,
  countTree,
  gatherTree,
  type Notice,
  readDigestList,
  readManifestRow,
  roleOf,
  subjectsInTree,
} from '#desk/archive'
import { fail, ok } from '#fault'

const SHA = 'ab'.repeat(32)

const roles: readonly [file: string, of: string | undefined, role?: string][] = [
  ['a-1.0.tgz', undefined],
  ['a-1.0.tgz.sigstore', 'a-1.0.tgz', 'bundle'],
  ['a-1.0.tgz.sigstore.json', 'a-1.0.tgz', 'bundle'],
  ['a-1.0.tgz.crt', 'a-1.0.tgz', 'crt'],
  ['a-1.0.tgz.asc', 'a-1.0.tgz', 'asc'],
  ['a-1.0.tgz.spdx.json', undefined],
  ['.sigstore', undefined],
]
for (const [file, of, role] of roles) {
  test(`${file} is ${role === undefined ? 'a released file' : `the ${role} of ${of}`}`, () =>
    assert.deepEqual(roleOf(file), of === undefined ? undefined : { of, role }))
}

test('a tree: files with what lies beside them, files of which only the signature is there, and no lists of digests', () => {
  const files = [
    '3.1/a.tgz',
    '3.1/a.tgz.crt',
    '3.1/a.tgz.sig',
    '3.1/a.tgz.sigstore',
    '3.1/a.tgz.spdx.json',
    '3.1/b.tgz.sigstore.json',
    'SHA256SUMS',
    'index.html',
  ]
  const digests = new Map([['b.tgz', [{ sha256: SHA, from: 'SHA256SUMS' }]]])
  const found = subjectsInTree(files, digests).map(({ path, isPresent, bundles, crt, known, hasSbom }) => ({
    path,
    isPresent,
    bundles: bundles.length,
    crt: crt !== undefined,
    known: known.length,
    hasSbom,
  }))
  assert.deepEqual(found, [
    { path: '3.1/a.tgz', isPresent: true, bundles: 1, crt: true, known: 0, hasSbom: true },
    { path: '3.1/a.tgz.spdx.json', isPresent: true, bundles: 0, crt: false, known: 0, hasSbom: false },
    { path: '3.1/b.tgz', isPresent: false, bundles: 1, crt: false, known: 1, hasSbom: false },
  ])
})

test('the order of the files does not matter', () => {
  const files = ['a', 'a.crt', 'a.sig', 'b/c.sigstore', 'b/c', 'd.asc']
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) =>
      assert.deepEqual(subjectsInTree(shuffled, new Map()), subjectsInTree(files, new Map())),
    ),
    { seed: 1 },
  )
})

/** A tree of these files; folders called `closed` cannot be listed. */
function treeOf(files: readonly string[]): ArchiveReader {
  const never = (): never => assert.fail('nothing is read')
  return {
    isFolder: never,
    text: never,
    bytes: never,
    artifact: never,
    list: async (_, folder) => {
      if (folder.endsWith('closed')) return fail({ code: 'ARCHIVE_UNREADABLE', kind: 'refused', message: folder })
      const below = files.flatMap((file) =>
        folder === '' ? [file] : file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1)] : [],
      )
      const path = (name: string): string => (folder === '' ? name : `${folder}/${name}`)
      return ok({
        files: below.filter((name) => !name.includes('/')).map(path),
        folders: [
          ...new Set(below.filter((name) => name.includes('/')).map((name) => path(name.slice(0, name.indexOf('/'))))),
        ],
        odd: folder === 'a' ? [{ path: 'a/link', kind: 'link' }] : [],
      })
    },
  }
}

async function gathered(files: readonly string[], notice: Notice): Promise<readonly string[]> {
  const paths: string[] = []
  for await (const { path } of gatherTree(treeOf(files), '/', new Map(), notice)) paths.push(path)
  return paths
}

test('a tree is gone through folder by folder, and its files come in the order of their paths', async () => {
  const names = fc.constantFrom('a', 'a.crt', 'a-b', 'a.b', 'a!', 'b', '3.14', '3.14.0', '3.14-old')
  const way = fc.array(names, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/'))
  const ignore = { miss: () => undefined, passOver: () => undefined }
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(way), async (drawn) => {
      // What is a folder of another is no file.
      const files = drawn.filter((file) => !drawn.some((other) => other.startsWith(`${file}/`)))
      const whole = subjectsInTree(files, new Map()).map(({ path }) => path)
      assert.deepEqual(await gathered(files, ignore), whole)
      assert.equal(await countTree(treeOf(files), '/'), whole.length)
    }),
    { seed: 1 },
  )
})

test('what cannot be listed and what is no file is told, and the rest goes on', async () => {
  const told: string[] = []
  const notice = {
    miss: ({ message }: { message: string }) => void told.push(message),
    passOver: ({ path }: { path: string }) => void told.push(path),
  }
  const deep = Array.from({ length: 70 }, () => 'd').join('/')
  assert.deepEqual(await gathered(['a/x', 'b/closed/y', 'c', `${deep}/z`], notice), ['a/x', 'c'])
  assert.deepEqual(told, ['a/link', 'b/closed', 'folders are nested more than 64 deep'])
})

const row = (fields: object): string => JSON.stringify({ name: 'a-1.0.tgz', sha256: SHA, ...fields })
const SIG = Buffer.concat([Buffer.of(0x30, 0x44), Buffer.alloc(68, 7)]).toString('base64')
const sources: readonly [why: string, fields: object, expected: object][] = [
  ['a bundle as an object', { bundle: { mediaType: 'x' } }, { bundles: [{ kind: 'json', json: { mediaType: 'x' } }] }],
  ['a bundle as a path', { bundle: 'x/a.sigstore' }, { bundles: [{ kind: 'file', path: 'x/a.sigstore' }] }],
  ['a bundle as text', { bundle: '{"mediaType":"x"}' }, { bundles: [{ kind: 'text', text: '{"mediaType":"x"}' }] }],
  ['null is absent', { bundle: null, crt: null, release: null }, { bundles: [] }],
  [
    'a certificate as text',
    { crt: '-----BEGIN CERTIFICATE-----\n' },
    { crt: { kind: 'text', text: '-----BEGIN CERTIFICATE-----\n' } },
  ],
  ['a certificate as a path', { crt: 'a.crt' }, { crt: { kind: 'file', path: 'a.crt' } }],
  ['a signature as text', { sig: `${SIG}\n` }, { sig: { kind: 'text', text: `${SIG}\n` } }],
  ['a signature as a path', { sig: 'a-1.0.tgz.sig' }, { sig: { kind: 'file', path: 'a-1.0.tgz.sig' } }],
]
for (const [why, fields, expected] of sources) {
  test(`a manifest: ${why}`, () => {
    const read = readManifestRow(row(fields), 'm.jsonl', 1)
    assert(read.ok, JSON.stringify(read))
    for (const [key, value] of Object.entries(expected))
      assert.deepEqual(read.value[key as keyof typeof read.value], value)
  })
}

const refused: readonly [why: string, line: string, code: string][] = [
  ['no JSON', '{', 'JSON_SYNTAX'],
  ['no digest', '{"name":"a"}', 'SHAPE_MISSING'],
  ['a digest of another length', row({ sha256: 'ab' }), 'SHAPE_VALUE'],
  ['a name with a folder', row({ name: '../a' }), 'SHAPE_VALUE'],
  ['a path that leads out', row({ bundle: '../secret.sigstore' }), 'MANIFEST_PATH'],
  ['a path that leads out later', row({ crt: 'x/../../secret.crt' }), 'MANIFEST_PATH'],
  ['an absolute path', row({ sig: '/etc/passwd' }), 'MANIFEST_PATH'],
  ['a field that is misspelt', row({ bundel: {} }), 'SHAPE_UNKNOWN_FIELD'],
]
for (const [why, line, code] of refused) {
  test(`a row is refused with its line: ${why}`, () => {
    const read = readManifestRow(line, 'm.jsonl', 7)
    assert.equal(read.ok ? 'read' : read.fault.code, code)
    assert.deepEqual(!read.ok && read.fault.place?.line, 7)
  })
}

const lists: readonly [why: string, text: string, names: readonly string[] | string][] = [
  ['sha256sum', `${SHA}  a.tgz\n${SHA} *b.tgz\n\n# c\n`, ['a.tgz', 'b.tgz']],
  ['BSD', `SHA256 (a (1).tgz) = ${SHA}\n`, ['a (1).tgz']],
  ['a path', `${SHA}  ./3.1/a.tgz\r\n`, ['3.1/a.tgz']],
  ['JSON', JSON.stringify({ 'a.tgz': SHA.toUpperCase() }), ['a.tgz']],
  ['neither', `hello\n`, 'DIGEST_LIST'],
  ['MD5', `${'ab'.repeat(16)}  a.tgz\n`, 'DIGEST_LIST'],
  ['JSON with something else in it', '{"a":1}', 'SHAPE_TYPE'],
]
for (const [why, text, expected] of lists) {
  test(`a list of digests: ${why}`, () => {
    const read = readDigestList(text, 'list')
    if (typeof expected === 'string') assert.equal(read.ok ? 'read' : read.fault.code, expected)
    else {
      assert(read.ok, JSON.stringify(read))
      assert.deepEqual(
        [...read.value],
        expected.map((name) => [name, { sha256: SHA, from: 'list' }]),
      )
    }
  })
}
