import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

/*
 * What a stranger gets: the packed package, installed into an empty folder. The platform Nodes are left out of the installation
 * (they are 190 MB each); the Node that runs this test stands in for them.
 */

const root = fileURLToPath(new URL('../', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-package-'))
const env = {
  ...process.env,
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
  npm_config_loglevel: 'error',
}
const run = (file: string, words: readonly string[], cwd = folder): string =>
  execFileSync(file, words, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

let packed = ''
before(() => {
  packed = run('npm', ['pack', '--pack-destination', folder], root).trim()
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  run('npm', ['install', '--omit=optional', '--prefer-offline', '--no-audit', '--no-fund', path.join(folder, packed)])
})
after(() => rmSync(folder, { recursive: true, force: true }))

const installed = path.join(folder, 'node_modules/steward')

test('the package carries JavaScript and declarations, and no sources or tests', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.includes('node_modules'),
  )
  assert(files.includes('dist/versions/index.js') && files.includes('dist/versions/index.d.ts'))
  assert(files.includes('LICENSE') && files.includes('README.md'))
  assert.deepEqual(
    files.filter((file) => (file.endsWith('.ts') && !file.endsWith('.d.ts')) || /\.test\.|testdata/.test(file)),
    [],
  )
})

test('packing says the name of the file and nothing else: pre-commit installs what it says', () => {
  assert.match(packed, /^steward-\d+\.\d+\.\d+\.tgz$/)
})

test('npx steward runs', () => {
  assert.match(run('npx', ['--no-install', 'steward', '--help']), /usage: steward/)
  assert.match(run('npx', ['--no-install', 'steward', '--version']), /^steward \d+\.\d+\.\d+\n$/)
  assert.equal(
    run('npx', ['--no-install', 'steward', 'version', 'compare', '3.13.0rc2', '3.13.0']),
    '3.13.0rc2 < 3.13.0\n',
  )
})

test('steward-verify is one file, and release verify runs it', () => {
  assert.match(run('npx', ['--no-install', 'steward-verify', '--help']), /^usage: steward release verify/)
  assert.match(run('npx', ['--no-install', 'steward', 'release', 'verify', '--help']), /^usage: steward release verify/)
})

test('the library is imported by its subpaths, runs and type-checks', () => {
  const source = `import { type Scheme, schemeNamed } from 'steward/versions'
import { parseCvss, scoreCvss } from 'steward/cvss'
import { diffCve, parseCveRecord } from 'steward/cve'
import { parseOsv } from 'steward/osv'
import { parseGraph } from 'steward/history'
import { assessAll } from 'steward/vulnerability'

const scheme = schemeNamed('python')
if (!scheme.ok) throw new Error(scheme.fault.message)
const python: Scheme = scheme.value
const a = python.parse('3.13.0rc2')
const b = python.parse('3.13.0')
if (!a.ok || !b.ok) throw new Error('unreadable')
const order: number | undefined = python.compare(a.value, b.value)
const vector = parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H')
console.log(order, vector.ok && scoreCvss(vector.value).score, [diffCve, parseCveRecord, parseOsv, parseGraph, assessAll].every((each) => typeof each === 'function'))
`
  mkdirSync(path.join(folder, 'src'))
  writeFileSync(path.join(folder, 'src/main.ts'), source)
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'nodenext',
        target: 'es2024',
        lib: ['es2024', 'dom'],
        types: [],
        noEmit: true,
      },
      include: ['src'],
    }),
  )
  run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'])
  assert.equal(run(process.execPath, ['src/main.ts']), '-1 7.5 true\n')
})

test('a room that is not exported stays closed', () => {
  const words = ['--input-type=module', '-e', "await import('steward/json')"]
  assert.throws(() => run(process.execPath, words), /ERR_PACKAGE_PATH_NOT_EXPORTED/)
})

test('the manifest names no file that is missing', () => {
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { types: string; default: string }>
  }
  for (const target of Object.values(manifest.exports)) {
    for (const file of typeof target === 'string' ? [target] : [target.types, target.default])
      readFileSync(path.join(installed, file))
  }
})
