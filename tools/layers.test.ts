import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** The house from the ground up. A room imports rooms above its own line here, never one below and never one beside it. */
const FLOORS: readonly (readonly string[])[] = [
  ['fault'],
  ['json', 'bytes'],
  ['ids', 'versions'],
  ['cvss', 'weaknesses'],
  ['history'],
  ['project'],
  ['vulnerability'],
  ['cve', 'osv', 'sigstore'],
  ['trust', 'openpgp'],
  ['advisory', 'lint'],
  ['desk'],
  ['desk/init', 'desk/import', 'desk/sync', 'desk/cna', 'desk/lint', 'desk/releases'],
  ['desk/store', 'desk/outbound', 'desk/archive'],
  ['desk/people', 'desk/published'],
  ['desk/audit'],
  ['desk/projects'],
  ['desk/advisories'],
  ['desk/review', 'desk/identifiers', 'desk/cases'],
  ['desk/publishing'],
  ['desk/board'],
  ['desk/home'],
  ['desk/demo'],
  [
    'adapters/git',
    'adapters/vault',
    'adapters/files',
    'adapters/cve-services',
    'adapters/links',
    'adapters/artifacts',
    'adapters/signing',
    'adapters/tuf',
    'adapters/rekor',
    'adapters/clock',
    'adapters/database',
    'adapters/secrets',
    'adapters/passkeys',
    'adapters/oidc',
    'adapters/jobs',
    'adapters/log',
    'adapters/metrics',
    'sandbox',
    'cli',
    'http',
  ],
  ['main'],
]

/** Rooms that stay data in, data out: neither Node's modules nor the clock nor chance. */
const PURE = new Set(
  FLOORS.slice(
    0,
    FLOORS.findIndex((floor) => floor.includes('desk')),
  ).flat(),
)

/**
 * Of `node:crypto` a pure room may take what is a function of its arguments: checking a signature is data in, data out, and nobody
 * should do it with code of their own where OpenSSL does it. The rest makes keys and chance.
 */
const DETERMINISTIC =
  /^import (?:type )?\{ (?:(?:type )?(?:constants|createECDH|createHash|createPublicKey|createVerify|ECDH|hash|KeyObject|publicDecrypt|verify|X509Certificate)(?:, )?)+ \} from 'node:crypto'$/m

/** `node:path` joins names and touches nothing; the command line reads its own words with `node:util`. */
const HARMLESS = new Set(['node:path', 'node:util'])

const root = new URL('../', import.meta.url)
const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room))
const roomOf = (file: string): string => /^src\/(adapters\/[^/]+|desk\/[a-z-]+(?=\/)|[^/]+)/.exec(file)?.[1] ?? ''
const sources = globSync('src/**/*.ts', { cwd: root }).filter(
  (file) => !file.endsWith('.test.ts') && !file.includes('testdata'),
)

test('every file stands in a room of the house', () => {
  assert(sources.length > 100, `${sources.length} files`)
  for (const file of sources) assert(floorOf(roomOf(file)) >= 0, `${file} stands in no room`)
})

test('imports run one way, through the doors', () => {
  const wrong: string[] = []
  for (const file of sources) {
    const room = roomOf(file)
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('#')) {
        const target = specifier.slice(1)
        const mainJoinsAll = room === 'main'
        if (floorOf(target) < 0) wrong.push(`${file}: ${specifier} is no room`)
        else if (!mainJoinsAll && floorOf(target) >= floorOf(room))
          wrong.push(`${file}: ${room} must not import ${target}`)
        // The command line asks for the world through ports: only main joins it to the adapters.
      } else if (specifier.startsWith('.')) {
        const path = new URL(specifier, new URL(file, root)).pathname.slice(root.pathname.length)
        if (roomOf(path) !== room) wrong.push(`${file}: ${specifier} leaves the room`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('domain rooms are pure', () => {
  const wrong: string[] = []
  for (const file of sources) {
    if (!PURE.has(roomOf(file))) continue
    const text = readFileSync(new URL(file, root), 'utf8')
    for (const specifier of importsOf(file)) {
      if (specifier === 'node:crypto' && DETERMINISTIC.test(text)) continue
      if (specifier.startsWith('node:')) wrong.push(`${file} imports ${specifier}`)
    }
    for (const word of [/\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\(/, /\bprocess\./, /\bfetch\(/]) {
      if (word.test(text)) wrong.push(`${file} uses ${word.source}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('the desk and the command line touch the world through ports only', () => {
  const wrong = sources
    .filter((file) => /^(desk|cli)/.test(roomOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter((each) => each.startsWith('node:') && !HARMLESS.has(each))
        .map((each) => `${file} imports ${each}`),
    )
  assert.deepEqual(wrong, [])
})

test('no file is named for what it is not', () => {
  const vague = sources.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.ts$)/.test(file))
  assert.deepEqual(vague, [])
})

/** Static and dynamic imports and re-exports of one file. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(new URL(file, root), 'utf8')
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"\n;]*(?:\n[^'"\n;]*)*?from '([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import '([^']+)'/gm,
    ),
  ].map((found) => found[1] ?? found[2] ?? found[3] ?? '')
}
