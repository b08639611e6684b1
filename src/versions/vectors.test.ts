import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  compareVersions,
  contains,
  parseNativeRange,
  parseVers,
  SCHEMES,
  type Scheme,
  type Version,
  type VersionRange,
  versText,
} from '#versions'
import { sortConstraints } from './constraint.ts'

// The test vectors of the VERS specification, read in place.
const folder = new URL('../../../shared/data/vers/', import.meta.url)
const skip = existsSync(folder) ? false : 'no ../shared/data/vers'

interface Input {
  readonly scheme?: string
  readonly input_scheme?: string
  readonly versions?: readonly string[]
  readonly version?: string
  readonly vers?: string
  readonly native_range?: string
}

interface Vector {
  readonly test_type: string
  readonly input: string | Input
  readonly expected_output?: unknown
  readonly expected_failure?: boolean
}

const vectors: readonly Vector[] = skip
  ? []
  : readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { tests: Vector[] }).tests)

/** The VERS type that a vector is about: named, or the head of a VERS text. */
function typeOf({ input }: Vector): string {
  if (typeof input === 'string') return /^vers:([^/]*)/.exec(input)![1]!
  return input.scheme ?? input.input_scheme ?? /^vers:([^/]*)/.exec(input.vers!)![1]!
}

function schemeOf(type: string): Scheme | undefined {
  return SCHEMES.find((scheme) => scheme.versTypes.includes(type))
}

const known = vectors.filter((vector) => schemeOf(typeOf(vector)) !== undefined)

/** What a vector's input gives here, in the form of its `expected_output`; undefined for a refusal. */
function outcome(vector: Vector): unknown {
  const input: Input = typeof vector.input === 'string' ? {} : vector.input
  const type = typeOf(vector)
  switch (vector.test_type) {
    case 'equality': {
      const [a, b] = readAll(type, input.versions!)
      return compareVersions(a!, b!) === 0
    }
    case 'comparison':
      return readAll(type, input.versions!)
        .toSorted((a, b) => compareVersions(a, b)!)
        .map((version) => version.text)
    case 'from_native': {
      const range = parseNativeRange(type, input.native_range!)
      return range.ok ? versText(type, range.value.listed) : undefined
    }
    case 'containment': {
      const vers = parseVers(input.vers!)
      return vers.ok && contains(vers.value.range, readAll(type, [input.version!])[0]!)
    }
    case 'validate': {
      const vers = parseVers(String(vector.input))
      if (!vers.ok) return undefined
      const { constraints } = vers.value
      return versText(type, constraints === '*' ? '*' : sortConstraints(constraints))
    }
    case 'parse': {
      const vers = parseVers(String(vector.input))
      if (!vers.ok) return undefined
      const { constraints } = vers.value
      const pairs = constraints === '*' ? [] : constraints.map((each) => [each.comparator, each.version.text])
      return { scheme: type, version_constraints: pairs }
    }
    default:
      return `no test of the type ${vector.test_type}`
  }
}

function readAll(type: string, texts: readonly string[]): readonly Version[] {
  return texts.map((text) => {
    const version = schemeOf(type)!.parse(text)
    assert(version.ok, `${type} ${text}`)
    return version.value
  })
}

/** Vectors that are wrong, by their input, and why. */
const WRONG: ReadonlyMap<string, string> = new Map([
  [
    '>= 0.2.0 <= 0.9.6 || ~0.8.0-pre',
    'writes ~0.8.0-pre as >=0.8.0-pre <0.8.0 || >=0.8.0 <0.8.1: 0.8.0 stands twice, and node-semver reaches to 0.9.0',
  ],
])

function isWrong({ input }: Vector): boolean {
  return typeof input !== 'string' && WRONG.has(input.native_range!)
}

const groups = Map.groupBy(
  known.filter((vector) => !isWrong(vector)),
  (vector) => `${typeOf(vector)} ${vector.test_type}`,
)
if (skip) test('VERS vectors', { skip }, () => {})

for (const [name, group] of groups) {
  test(`VERS vectors: ${group.length} of ${name}`, () => {
    for (const vector of group) {
      const expected = vector.expected_failure ? undefined : vector.expected_output
      assert.deepEqual(outcome(vector), expected, JSON.stringify(vector.input))
    }
  })
}

for (const vector of known.filter(isWrong)) {
  const input = (vector.input as Input).native_range!
  test(`VERS vectors: "${input}" is wrong (${WRONG.get(input)}), but means the same versions`, () => {
    const ours = parseNativeRange(typeOf(vector), input)
    const theirs = parseVers(String(vector.expected_output))
    assert(ours.ok && theirs.ok)
    assert.notEqual(versText('npm', ours.value.listed), vector.expected_output)
    assert.deepEqual(texts(ours.value.range), texts(theirs.value.range))
  })
}

function texts(range: VersionRange): unknown {
  return range.map(({ lower, upper }) => [
    lower?.version.normal,
    lower?.inclusive,
    upper?.version.normal,
    upper?.inclusive,
  ])
}

const unknown = Map.groupBy(
  vectors.filter((vector) => !known.includes(vector)),
  typeOf,
)
const counts = [...unknown].map(([type, group]) => `${group.length} ${type}`).join(', ')
if (!skip) {
  test(`VERS vectors: none is left out but those of schemes that Steward does not have: ${counts}`, () => {
    const types = ['alpm', 'apk', 'conan', 'datetime', 'gentoo', 'lexicographic', 'nginx', 'nuget']
    assert.deepEqual([...unknown.keys()].sort(), types)
  })
}
