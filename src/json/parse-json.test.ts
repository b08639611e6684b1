import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Json, parseJson, pointer } from '#json'
import { mutated } from './testdata/mutations.ts'
import { computing } from './testdata/stopwatch.ts'

/** Where `parseJson` is stricter than `JSON.parse`, on purpose. */
const STRICTER = [
  'JSON_DUPLICATE_KEY',
  'JSON_FORBIDDEN_KEY',
  'JSON_NUMBER_RANGE',
  'JSON_LONE_SURROGATE',
  'JSON_TOO_DEEP',
]

/** Compares with `JSON.parse`; the code of the documented difference, if there is one. */
function compare(text: string): string | undefined {
  const ours = parseJson(text)
  let theirs: unknown
  try {
    theirs = JSON.parse(text)
  } catch {
    assert(!ours.ok, `accepted what JSON.parse refuses: ${JSON.stringify(text)}`)
    return undefined
  }
  if (ours.ok) {
    assert.deepStrictEqual(ours.value.value, theirs, JSON.stringify(text))
    return undefined
  }
  assert(STRICTER.includes(ours.fault.code), `${ours.fault.code} for what JSON.parse accepts: ${JSON.stringify(text)}`)
  return ours.fault.code
}

test('any JSON value is read as JSON.parse reads it, however it is spaced', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 8, stringUnit: 'binary' }),
      fc.constantFrom('', ' ', '\t', '\n\n', '\r'),
      (value, space) => {
        compare(JSON.stringify(value, undefined, space))
      },
    ),
    { numRuns: 2000, seed: 1 },
  )
})

const SAMPLES = [
  '{"id":"LSF-2030-4","affected":[{"ranges":[{"events":[{"introduced":"0"},{"fixed":"1.2"}]}]}]}',
  '[1, -0, 1.5e3, 1E-7, 0.1, 123456789012345678901234567890, true, false, null, ""]',
  '{"a":{"b":{"c":[[],{},[{}]]}},"":"","a/b~c":"\\u00e9\\ud83d\\ude00\\n\\\\\\"\\/"}',
  '  "text with \\u2028 and \u2028 and \u007f"  ',
]
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '\\u',
  'd800',
  '0',
  '-',
  '+',
  '.',
  'e',
  '1e999',
  ' ',
  '\t',
  '\n',
  '\r',
]
PIECES.push(
  '\0',
  '\u001f',
  '\u00a0',
  '\ufeff',
  '\ud800',
  '\udc00',
  'é',
  'true',
  'nul',
  '"a":1,',
  '"__proto__":1,',
  '/**/',
  "'",
  '٣',
)

test('20,000 damaged texts are accepted and refused as by JSON.parse, but for the documented differences', () => {
  const met = new Set<string>()
  let accepted = 0
  for (const text of mutated(SAMPLES, PIECES, 20_000, 7)) {
    const difference = compare(text)
    if (difference !== undefined) met.add(difference)
    else if (parseJson(text).ok) accepted++
  }
  assert(accepted > 1000, `${accepted} accepted`)
  assert.deepEqual([...met].toSorted(), STRICTER.filter((code) => code !== 'JSON_TOO_DEEP').toSorted())
})

const values: readonly [why: string, text: string, value: Json][] = [
  ['minus zero keeps its sign', '-0', -0],
  ['the largest double', '1.7976931348623157e308', Number.MAX_VALUE],
  ['a number too small for a double is zero', '1e-400', 0],
  ['an integer beyond 2^53 becomes the nearest double', '9007199254740993', 9007199254740992],
  ['an escaped pair is one character', '"\\ud83d\\ude00"', '\u{1f600}'],
  ['an escaped NUL is a character', '"\\u0000"', '\0'],
  ['the line separators of JavaScript are characters', '"\u2028\u2029"', '\u2028\u2029'],
  ['keys of Object.prototype are keys', '{"constructor":1,"toString":2}', { constructor: 1, toString: 2 }],
  ['an empty key', '{"":1}', { '': 1 }],
  ['white space around', ' \t\r\n 1 \t\r\n', 1],
]
for (const [why, text, value] of values) {
  test(`reads: ${why}`, () => {
    const read = parseJson(text)
    assert(read.ok)
    assert.deepStrictEqual(read.value.value, value)
  })
}

test('a value has nothing of a prototype but what every object has', () => {
  const read = parseJson('{"a":{"b":1}}')
  assert(read.ok)
  const value = read.value.value as { readonly a: object }
  assert.equal(Object.getPrototypeOf(value.a), Object.prototype)
  assert.deepEqual(Object.keys(value.a), ['b'])
})

const faults: readonly [
  why: string,
  text: string,
  code: string,
  line: number,
  column: number,
  at: string,
  detail: RegExp,
][] = [
  ['nothing', '', 'JSON_SYNTAX', 1, 1, '', /the text ends where a value should be/],
  ['white space alone', ' \n ', 'JSON_SYNTAX', 2, 2, '', /the text ends where a value should be/],
  ['a byte order mark in the text', '\ufeff{}', 'JSON_SYNTAX', 1, 1, '', /found "\\ufeff"/],
  ['a control character that would colour a terminal', '\u001b', 'JSON_SYNTAX', 1, 1, '', /found "\\u001b"/],
  ['a second value', '{} {}', 'JSON_SYNTAX', 1, 4, '', /goes on after the value/],
  ['a comma at the end of a list', '[1,]', 'JSON_SYNTAX', 1, 4, '/1', /expected a value, found "\]"/],
  ['a comma at the end of an object', '{"a":1,}', 'JSON_SYNTAX', 1, 8, '', /expected a key in double quotes/],
  ['a key in single quotes', "{'a':1}", 'JSON_SYNTAX', 1, 2, '', /expected a key in double quotes/],
  ['a key without a colon', '{"a" 1}', 'JSON_SYNTAX', 1, 6, '', /expected ":" after the key "a"/],
  ['a list that does not end', '[1', 'JSON_SYNTAX', 1, 3, '', /expected "," or "]"/],
  ['a comment', '[1 /* one */]', 'JSON_SYNTAX', 1, 4, '', /expected "," or "]"/],
  ['a wrong value deep inside', '{"a":\n  [0,\n   x]}', 'JSON_SYNTAX', 3, 4, '/a/1', /expected a value, found "x"/],
  ['a pointer is escaped', '{"a/b":{"~":?}}', 'JSON_SYNTAX', 1, 13, '/a~1b/~0', /expected a value, found "\?"/],
  ['a number with a leading zero', '01', 'JSON_SYNTAX', 1, 2, '', /goes on after the value/],
  ['a number with a plus', '+1', 'JSON_SYNTAX', 1, 1, '', /expected a value, found "\+"/],
  ['NaN', 'NaN', 'JSON_SYNTAX', 1, 1, '', /expected a value, found "N"/],
  ['half a word', '[tru]', 'JSON_SYNTAX', 1, 2, '/0', /expected true/],
  ['a number out of range', '[1, 1e400]', 'JSON_NUMBER_RANGE', 1, 5, '/1', /the number 1e400 is out of range/],
  ['a string that does not end', '["abc', 'JSON_SYNTAX', 1, 6, '/0', /no closing quote/],
  ['a line break in a string', '["a\nb"]', 'JSON_SYNTAX', 1, 4, '/0', /a control character must be escaped/],
  ['a NUL in a string', '"\0"', 'JSON_SYNTAX', 1, 2, '', /a control character must be escaped/],
  ['an unknown escape', '"\\x41"', 'JSON_SYNTAX', 1, 2, '', /unknown escape "\\\\x"/],
  ['an escape cut short', '"\\u12"', 'JSON_SYNTAX', 1, 2, '', /four hexadecimal digits/],
  ['half a pair, escaped', '["\\ud800"]', 'JSON_LONE_SURROGATE', 1, 2, '/0', /holds half of a surrogate pair/],
  ['half a pair, as it is', '["\udc00"]', 'JSON_LONE_SURROGATE', 1, 2, '/0', /the string "\\udc00"/],
  ['half a pair in a key', '{"\\ud800":1}', 'JSON_LONE_SURROGATE', 1, 2, '', /half of a surrogate pair/],
  ['a key twice', '{"a":1,\r\n"a":2}', 'JSON_DUPLICATE_KEY', 2, 1, '', /the key "a" stands twice/],
  ['a key twice, escaped once', '{"a":1,"\\u0061":2}', 'JSON_DUPLICATE_KEY', 1, 8, '', /the key "a" stands twice/],
  ['the key __proto__', '{"a":{"__proto__":{"x":1}}}', 'JSON_FORBIDDEN_KEY', 1, 7, '/a', /"__proto__" is not allowed/],
  ['the key __proto__, escaped', '{"\\u005f_proto__":1}', 'JSON_FORBIDDEN_KEY', 1, 2, '', /"__proto__" is not allowed/],
  ['65 lists in one another', '['.repeat(65), 'JSON_TOO_DEEP', 1, 65, '/0'.repeat(64), /nested more than 64 deep/],
]
for (const [why, text, code, line, column, at, detail] of faults) {
  test(`refuses: ${why}`, () => {
    const read = parseJson(text)
    assert(!read.ok)
    const { fault } = read
    assert.deepEqual([fault.code, fault.place, fault.at], [code, { line, column }, at])
    assert.match(fault.message, detail)
    assert.match(fault.message, /^cannot read as JSON: [^\p{Cc}\n]+$/u, 'one line that can be shown')
  })
}

test('64 lists in one another are read, and a wide text is not a deep one', () => {
  assert(parseJson(`${'['.repeat(64)}${']'.repeat(64)}`).ok)
  assert(parseJson(`[${'[],'.repeat(1000)}[]]`).ok)
})

test('limits are exact', () => {
  const limits = { length: 4, depth: 1 }
  assert(parseJson('[10]', limits).ok)
  const long = parseJson('[100]', limits)
  assert.equal(!long.ok && long.fault.code, 'JSON_TOO_LONG')
  const deep = parseJson('[{}]', limits)
  assert.equal(!deep.ok && deep.fault.code, 'JSON_TOO_DEEP')
})

test('a key that begins with an escape is read as it is, whatever was read before', () => {
  // JSON.parse of Node 26.10 reads the second and the third as the first.
  for (const key of ['\\\\', '\\"', '\\u0061']) {
    const read = parseJson(`[{"x":1,"${key}":2},{"x":1,"${key}":2}]`)
    assert(read.ok)
    const [first, second] = read.value.value as readonly object[]
    const wanted = ['x', { '\\\\': '\\', '\\"': '"', '\\u0061': 'a' }[key]]
    assert.deepEqual([Object.keys(first!), Object.keys(second!)], [wanted, wanted])
  }
})

/** A tree whose leaves are all different numbers, so that each can be told from the text. */
const trees = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constant(0),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('2', '10', 'a/b', '~', '"', '\\', ']')), tie('tree'), {
      maxKeys: 4,
    }),
  ),
})).tree

test('locate finds every value of a text, in any order of asking', () => {
  fc.assert(
    fc.property(trees, fc.constantFrom('', '  ', '\t'), fc.boolean(), (tree, space, backwards) => {
      let leaf = 1000
      const text = JSON.stringify(tree, (_key, value) => (value === 0 ? leaf++ : value), space)
      const read = parseJson(text)
      if (!read.ok) return // a key that is refused
      const wanted: [string, Json][] = []
      const walk = (value: Json, at: string): void => {
        wanted.push([at, value])
        if (typeof value !== 'object' || value === null) return
        for (const [key, child] of Object.entries(value)) walk(child as Json, at + pointer(key))
      }
      walk(read.value.value, '')
      for (const [at, value] of backwards ? wanted.toReversed() : wanted) {
        const { line = 0, column = 0 } = read.value.locate(at)
        const rest = text
          .split('\n')
          .slice(line - 1)
          .join('\n')
          .slice(column - 1)
        const start = typeof value === 'number' ? String(value) : Array.isArray(value) ? '[' : '{'
        assert(rest.startsWith(start), `${at} of ${text}: found ${rest.slice(0, 20)}`)
      }
    }),
    { numRuns: 500, seed: 3 },
  )
})

const places: readonly [at: string, line: number, column: number, why: string][] = [
  ['', 2, 1, 'the whole document'],
  ['/a', 3, 8, 'a value, not its key'],
  ['/a/1', 3, 12, 'an item of a list'],
  ['/a/2', 4, 10, 'behind a string that holds brackets and quotes'],
  ['/a/9', 3, 8, 'beyond the list: the list'],
  ['/a/-', 3, 8, 'a step that is no place in a list: the list'],
  ['/a/01', 3, 8, 'a place is written without leading zeros'],
  ['/b~1c/~0', 6, 17, 'escaped steps'],
  ['/b~1c/d/e/f', 5, 10, 'nothing there: the nearest ancestor'],
  ['/1', 7, 7, 'a key that looks like a number keeps its place in the text'],
  ['/toString', 2, 1, 'what objects inherit is not in the text'],
  ['/a/1/x', 3, 12, 'below a value that has nothing inside'],
]
test('locate says line and column', () => {
  const text = '\n{\n  "a": [1, "]}\\"",\n         2],\n "b/c" : {\n   "\\u007e"   : 3},\n  "1":4}'
  const read = parseJson(text)
  assert(read.ok)
  for (const [at, line, column, why] of places) {
    assert.deepEqual(read.value.locate(at), { line, column }, `${at}: ${why}`)
  }
})

test('a hundred places at the end of a megabyte take no longer than a few', () => {
  const text = `[${'{"a":[1,2]},\n'.repeat(80_000)}0]`
  const read = parseJson(text)
  assert(read.ok)
  const took = computing(() => {
    for (let i = 79_000; i < 79_100; i++) {
      assert.deepEqual(read.value.locate(`/${i}/a/1`), { line: i + 1, column: 9 })
    }
  })
  assert(took < 500, `${took.toFixed()} ms`)
})

test('what is read quickly is what is read with care', () => {
  // Each differs from plain JSON in one way that only the careful reader may decide on.
  const doubtful = [
    '{"a":1,"a":2}',
    '{"a":{"b":1},"a":{"b":1}}',
    '{"\\u0061":1,"a":2}',
    '{"__proto__":1}',
    '{"\\u005f_proto__":1}',
    '[1e999]',
    '["\\ud800"]',
    '["\\uD83D\\uDC0D"]',
    '["\ud800"]',
    `${'['.repeat(65)}${']'.repeat(65)}`,
    'null',
  ]
  for (const text of doubtful) {
    const read = parseJson(text)
    if (read.ok) assert.deepEqual(read.value.value, JSON.parse(text), text)
    else assert.match(read.fault.code, /^JSON_/)
  }
  assert.deepEqual(
    doubtful.map((text) => parseJson(text).ok),
    [false, false, false, false, false, false, false, true, false, false, true],
  )
})
