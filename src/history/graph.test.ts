import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { findCommit, graphReader, makeHistory, parseGraph, tagsContaining, writeGraph } from '#history'

const curl = new URL('../../../shared/data/curl/', import.meta.url)
const skip = existsSync(curl) ? false : 'no ../shared/data/curl'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)
const C = 'c'.repeat(40)
const LONG = 'd'.repeat(64)
const HEADER = '# commit parent-line-numbers(0-based, oldest first); then tags: T name line\n'
const WITH_BRANCHES =
  '# commit parent-line-numbers(0-based, oldest first); then tags: T name line [date]; then branch tips: B name line\n'

const roundTrips: readonly [why: string, text: string][] = [
  ['one commit', `${HEADER}${A}\n`],
  ['a merge and tags with and without a day', `${HEADER}${A}\n${B} 0\n${C} 1 0\nT v1 0\nT v2 2 2030-02-28\n`],
  ['branch tips', `${WITH_BRANCHES}${A}\n${B} 0\nT v1 0\nB main 1\nB origin/3.12 0\n`],
  ['SHA-256', `${HEADER}${LONG}\n${'e'.repeat(64)} 0\n`],
  ['a tag that looks like an option', `${HEADER}${A}\nT -x 0\n`],
]
for (const [why, text] of roundTrips) {
  test(`a graph is written back as it was read: ${why}`, () => {
    const read = parseGraph(text)
    assert(read.ok, read.ok ? '' : read.fault.message)
    assert.equal([...writeGraph(read.value)].join(''), text)
  })
}

const refused: readonly [why: string, text: string, code: string, line: number][] = [
  ['nothing', '', 'GRAPH_EMPTY', 1],
  ['only a header', HEADER, 'GRAPH_EMPTY', 1],
  ['no header', `${A}\n`, 'GRAPH_HEADER_MISSING', 1],
  ['something else', '{"a": 1}\n', 'GRAPH_HEADER_MISSING', 1],
  ['a short hash', `${HEADER}abc\n`, 'GRAPH_LINE_MALFORMED', 2],
  ['capitals', `${HEADER}${'A'.repeat(40)}\n`, 'GRAPH_LINE_MALFORMED', 2],
  ['hashes of two lengths', `${HEADER}${A}\n${LONG} 0\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a carriage return', `${HEADER}${A}\r\n`, 'GRAPH_LINE_MALFORMED', 2],
  ['an empty line', `${HEADER}${A}\n\n${B}\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a space at the end', `${HEADER}${A} \n`, 'GRAPH_LINE_MALFORMED', 2],
  ['a parent with a sign', `${HEADER}${A}\n${B} -0\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a parent with a leading zero', `${HEADER}${A}\n${B} 00\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a parent beyond all numbers', `${HEADER}${A}\n${B} 99999999999999999999\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a commit that is its own parent', `${HEADER}${A} 0\n`, 'HISTORY_ORDER', 2],
  ['a parent further down', `${HEADER}${A}\n${B} 2\n${C}\n`, 'HISTORY_ORDER', 3],
  ['a commit listed twice', `${HEADER}${A}\n${B}\n${A}\n`, 'HISTORY_COMMIT_DUPLICATE', 4],
  ['a tag of no commit', `${HEADER}${A}\nT v1 1\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a tag without a place', `${HEADER}${A}\nT v1\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a tag listed twice', `${HEADER}${A}\nT v1 0\nT v1 0\n`, 'GRAPH_LINE_MALFORMED', 4],
  ['a tag that climbs', `${HEADER}${A}\nT ../../x 0\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a tag with an escape', `${HEADER}${A}\nT v\u001b[2J 0\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a day that is none', `${HEADER}${A}\nT v1 0 2030-02-29\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a branch with a day', `${HEADER}${A}\nB main 0 2030-02-28\n`, 'GRAPH_LINE_MALFORMED', 3],
  ['a commit after a tag', `${HEADER}${A}\nT v1 0\n${B}\n`, 'GRAPH_LINE_MALFORMED', 4],
  ['no line feed at the end: "T v1 1" may have been "T v1 12"', `${HEADER}${A}\n${B}\nT v1 1`, 'GRAPH_CUT_SHORT', 4],
]
for (const [why, text, code, line] of refused) {
  test(`a graph is refused: ${why}`, () => {
    const read = parseGraph(text)
    assert(!read.ok)
    assert.deepEqual([read.fault.code, read.fault.place?.line], [code, line])
  })
}

test('a tag that is not UTF-8 is refused', () => {
  const read = parseGraph(Buffer.concat([Buffer.from(`${HEADER}${A}\nT v`), Buffer.of(0xff), Buffer.from(' 0\n')]))
  assert(!read.ok)
  assert.equal(read.fault.code, 'GRAPH_LINE_MALFORMED')
})

test('a line, and the number of commits, have a limit', () => {
  const limits = { lineBytes: 100, commits: 2 }
  const long = graphReader(limits)
  assert.equal(long.push(new Uint8Array(101).fill(0x61))?.code, 'GRAPH_LINE_TOO_LONG')
  const pieces = graphReader(limits)
  assert.equal(pieces.push(new Uint8Array(60).fill(0x61)), undefined)
  assert.equal(pieces.push(new Uint8Array(60).fill(0x61))?.code, 'GRAPH_LINE_TOO_LONG')
  const many = graphReader(limits)
  assert.equal(many.push(Buffer.from(`# x\n${A}\n${B}\n${C}\n`))?.code, 'GRAPH_TOO_LARGE')
  assert(!many.end().ok, 'the fault stays')
})

test('pieces may end anywhere', () => {
  const text = `${WITH_BRANCHES}${A}\n${B} 0\n${C} 1 0\nT vé 2 2030-02-28\nB main 1\n`
  const bytes = new TextEncoder().encode(text)
  const whole = parseGraph(bytes)
  assert(whole.ok)
  const property = fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 }), (cuts) => {
    const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
    assert.deepEqual(parseGraph(at.slice(1).map((end, i) => bytes.subarray(at[i], end))), whole)
  })
  fc.assert(property, { seed: 3, numRuns: 200 })
})

test('a mistake anywhere in a file never makes an exception', () => {
  const bytes = new TextEncoder().encode(`${WITH_BRANCHES}${A}\n${B} 0\n${C} 1 0\nT v1 2 2030-02-28\nB main 1\n`)
  const property = fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
    const changed = bytes.slice()
    changed[at] = byte
    parseGraph(changed)
    parseGraph(bytes.subarray(0, at))
  })
  fc.assert(property, { seed: 5, numRuns: 1000 })
})

test("curl's graph is read, and written back byte for byte", { skip }, () => {
  const bytes = gunzipSync(readFileSync(new URL('curl.graph.gz', curl)))
  const read = parseGraph(bytes)
  assert(read.ok)
  assert.equal(read.value.size, 39_573)
  assert.equal(read.value.tags.length, 225)
  assert.equal([...writeGraph(read.value)].join(''), bytes.toString('utf8'))
})

interface Vulnerability {
  readonly id: string
  readonly introduced_commits: readonly string[]
  readonly fixed_commits: readonly string[]
  /** What git said of curl's repository when the data were made. */
  readonly git_result: { readonly computed_tagged_versions?: readonly string[] }
}

test('the releases of curl with a flaw and without its fix are those that git found', { skip }, () => {
  const read = parseGraph(gunzipSync(readFileSync(new URL('curl.graph.gz', curl))))
  assert(read.ok)
  const history = read.value
  const releases = new Set<string>()
  for (const { name } of history.tags) if (/^curl-[0-9_]+$/.test(name)) releases.add(name)
  const tagsOf = (hash: string): ReadonlySet<string> => {
    const found = findCommit(history, hash)
    assert(found.ok, hash)
    return new Set(tagsContaining(history, [found.value])[0]!.map(({ name }) => name))
  }

  let compared = 0
  const lines = readFileSync(new URL('vulns.jsonl', curl), 'utf8').split('\n').filter(Boolean)
  for (const vulnerability of lines.map((line) => JSON.parse(line) as Vulnerability)) {
    const expected = vulnerability.git_result.computed_tagged_versions
    if (expected === undefined || vulnerability.introduced_commits.length === 0) continue
    const introduced = vulnerability.introduced_commits.map(tagsOf)
    const fixes = vulnerability.fixed_commits.map(tagsOf)
    // Two fixing commits are both needed.
    const affected = [...releases].filter(
      (tag) => introduced.some((tags) => tags.has(tag)) && !fixes.every((tags) => tags.has(tag)),
    )
    const versions = affected.map((tag) => tag.slice('curl-'.length).replaceAll('_', '.'))
    assert.deepEqual(versions.toSorted(), expected.toSorted(), vulnerability.id)
    compared++
  }
  assert(compared > 50, `${compared} compared`)
})

test('hashes of every kind survive', () => {
  const made = makeHistory({
    hashLength: 20,
    hashes: Uint8Array.from({ length: 40 }, (_, i) => i * 6),
    parentStart: Uint32Array.of(0, 0, 1),
    parents: Uint32Array.of(0),
  })
  assert(made.ok)
  assert.deepEqual(parseGraph(writeGraph(made.value)), made)
})
