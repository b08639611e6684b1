import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { faultsOf } from '#fault'
import { type Json, parseJson, parseYaml, pointer } from '#json'
import { mutated } from './testdata/mutations.ts'
import { computing } from './testdata/stopwatch.ts'

const values: readonly [why: string, text: string, value: Json][] = [
  ['nothing', '', null],
  ['comments alone', '# a\n\n# b\n', null],
  ['a key with nothing behind it', 'a:', { a: null }],
  ['a document between its marks', '---\na: 1\n...\n', { a: 1 }],
  ['lines that end in CRLF', 'a: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
  ['CRLF in a block of text becomes LF', 'a: |\r\n  x\r\n  y\r\n', { a: 'x\ny\n' }],
  ['a byte order mark at the start', '\ufeffa: 1', { a: 1 }],
  ['dates and times stay text', 'a: 2030-03-01\nb: 12:30:45', { a: '2030-03-01', b: '12:30:45' }],
  ['yes and no are words (YAML 1.1 had them as booleans)', 'a: yes\nb: NO\nc: on', { a: 'yes', b: 'NO', c: 'on' }],
  ['yes is a word even under %YAML 1.1', '%YAML 1.1\n---\na: yes', { a: 'yes' }],
  ['true and null in their three spellings', '[true, True, TRUE, null, Null, ~]', [true, true, true, null, null, null]],
  ['a version of three numbers is text', 'a: 1.2.3', { a: '1.2.3' }],
  ['a number that reads back the same', 'a: 100\nb: 0.5', { a: 100, b: 0.5 }],
  ['a quoted version', "a: '3.10'", { a: '3.10' }],
  ['a version with the tag of text', 'a: !!str 3.10', { a: '3.10' }],
  ['keys as they are written', '1: a\ntrue: b\n~: c\n: d', { 1: 'a', true: 'b', '~': 'c', '': 'd' }],
  ['keys that differ as text', "'3.10': a\n'3.1': b", { '3.10': 'a', '3.1': 'b' }],
  ['keys of Object.prototype', 'constructor: 1\ntoString: 2', { constructor: 1, toString: 2 }],
  ['the merge key is a key like any other', '<<: {a: 1}\nb: 2', { '<<': { a: 1 }, b: 2 }],
  ['a pair in a flow list', '[a: b, c]', [{ a: 'b' }, 'c']],
  ['colons and number signs inside words', 'a: b:c#d', { a: 'b:c#d' }],
  ['an escaped pair of surrogates', 'a: "\\ud83d\\ude00"', { a: '\u{1f600}' }],
]
for (const [why, text, value] of values) {
  test(`reads: ${why}`, () => {
    const read = parseYaml(text)
    assert(read.ok, read.ok ? '' : read.fault.message)
    assert.deepStrictEqual(read.value.value, value)
  })
}

const faults: readonly [why: string, text: string, code: string, line: number, column: number, hint: RegExp][] = [
  ['a version that is a number', 'a:\n  next: 3.10', 'YAML_NUMBER', 2, 9, /^quote it: '3\.10'$/],
  ['a branch that is a number', '3.10: a', 'YAML_NUMBER', 1, 1, /^quote it: '3\.10'$/],
  ['a version 1.0', '- 1.0', 'YAML_NUMBER', 1, 3, /quote it/],
  ['an abbreviated hash of digits and an e', '- 1234e567', 'YAML_NUMBER', 1, 3, /^quote it: '1234e567'$/],
  ['a hexadecimal number', '- 0x1F', 'YAML_NUMBER', 1, 3, /quote it/],
  ['an octal number', '- 0o17', 'YAML_NUMBER', 1, 3, /quote it/],
  ['a leading zero', '- 010', 'YAML_NUMBER', 1, 3, /quote it/],
  ['minus zero', '- -0', 'YAML_NUMBER', 1, 3, /quote it/],
  ['infinity', '- .inf', 'YAML_NUMBER', 1, 3, /quote it/],
  ['not a number', '- .nan', 'YAML_NUMBER', 1, 3, /quote it/],
  ['more digits than a double holds', '- 12345678901234567890', 'YAML_NUMBER', 1, 3, /quote it/],
  ['a hash of 40 digits', `- ${'1'.repeat(40)}`, 'YAML_NUMBER', 1, 3, /quote it/],
  ['a number of a thousand digits', `- ${'1'.repeat(1000)}`, 'YAML_NUMBER', 1, 3, /^quote it$/],
  ['a key twice', 'a: 1\nb: 2\na: 3', 'YAML_DUPLICATE_KEY', 3, 1, /keep one/],
  ['a key twice, quoted once', 'a: 1\n"a": 2', 'YAML_DUPLICATE_KEY', 2, 1, /keep one/],
  ['a key twice in a flow map', '{a: 1, a: 2}', 'YAML_DUPLICATE_KEY', 1, 8, /keep one/],
  ['a key twice, written out', '? a\n: 1\n? a\n: 2', 'YAML_DUPLICATE_KEY', 3, 3, /keep one/],
  ['the key __proto__', 'a:\n  __proto__: {x: 1}', 'YAML_KEY', 2, 3, /remove it/],
  ['the key __proto__, escaped', '"\\x5f_proto__": 1', 'YAML_KEY', 1, 1, /remove it/],
  ['a list as a key', 'a: 1\n? [b]\n: 1', 'YAML_KEY', 2, 3, /one word/],
  ['a map as a key', '{a: 1}: 2', 'YAML_KEY', 1, 1, /one word/],
  ['an anchor', 'a: &x 1', 'YAML_ALIAS', 1, 7, /write the value out/],
  ['an anchor at a list', 'a: &x\n  - b', 'YAML_ALIAS', 2, 3, /write the value out/],
  ['an anchor at a key', '&x a: 1', 'YAML_ALIAS', 1, 4, /write the value out/],
  ['an alias of nothing', 'a: *x', 'YAML_ALIAS', 1, 4, /write the value out/],
  ['an alias as a key', '*x : 1', 'YAML_ALIAS', 1, 1, /write the value out/],
  ['a merge of an alias', 'a: 1\n<<: *x', 'YAML_ALIAS', 2, 5, /write the value out/],
  ['a tag of its own', 'a: !lantern 1', 'YAML_TAG', 1, 13, /remove the tag/],
  ['bytes', 'a: !!binary aGk=', 'YAML_TAG', 1, 13, /remove the tag/],
  ['a set', 'a: !!set {x}', 'YAML_TAG', 1, 10, /remove the tag/],
  ['an ordered map, whose keys would be lost', 'a: !!omap [x: 1]', 'YAML_TAG', 1, 11, /remove the tag/],
  ['the tag of no tag', 'a: ! 3', 'YAML_TAG', 1, 6, /remove the tag/],
  ['a tag of JSON at another kind of value', 'a: !!map [1]', 'YAML_SYNTAX', 1, 4, /remove the tag/],
  ['a number that is none', 'a: !!int x', 'YAML_SYNTAX', 1, 4, /remove the tag/],
  ['two documents', 'a: 1\n---\nb: 2', 'YAML_DOCUMENTS', 2, 1, /one document/],
  ['an empty second document', 'a: 1\n---\n', 'YAML_DOCUMENTS', 2, 1, /one document/],
  ['text after the end of the document', 'a: 1\n...\nb: 2', 'YAML_DOCUMENTS', 3, 1, /one document/],
  ['a YAML of the future', '%YAML 1.3\n---\na: 1', 'YAML_SYNTAX', 1, 7, /remove the line/],
  ['an unknown directive', '%LANTERN\n---\na: 1', 'YAML_SYNTAX', 1, 1, /remove the line/],
  ['a tab as indentation', 'a:\n\tb: 1', 'YAML_SYNTAX', 2, 1, /indent with spaces/],
  ['a colon inside a title', 'a: 1\ntitle: Lantern: links followed', 'YAML_SYNTAX', 2, 8, /quote the text/],
  ['a value that begins with @', 'a: @b', 'YAML_SYNTAX', 1, 4, /quote the text/],
  ['a value that begins with a grave accent', 'a: `b`', 'YAML_SYNTAX', 1, 4, /quote the text/],
  ['indentation between two levels', 'a:\n  b: 1\n c: 2', 'YAML_SYNTAX', 3, 1, /alike/],
  ['an unknown escape', 'a: "C:\\dir"', 'YAML_SYNTAX', 1, 7, /single quotes/],
  ['a list that does not end', 'a: [b,\n', 'YAML_SYNTAX', 2, 1, /bracket/],
  ['a bracket too many', 'a: [b]]', 'YAML_SYNTAX', 1, 7, /brackets/],
  ['a text that does not end', 'a: "b\n', 'YAML_SYNTAX', 2, 1, /quotes/],
  ['a list and then a map', '- a\nb: 1', 'YAML_SYNTAX', 2, 1, /indentation/],
  ['a NUL', 'a: 1\nb: \0', 'YAML_CONTROL', 2, 4, /remove it/],
  ['the escape that colours a terminal', 'a: \u001b[31m', 'YAML_CONTROL', 1, 4, /remove it/],
  ['the same as one C1 character', 'a: \u009b31m', 'YAML_CONTROL', 1, 4, /remove it/],
  ['half a pair of surrogates', 'a: "\\ud800"', 'YAML_LONE_SURROGATE', 1, 4, /whole character/],
  ['half a pair, as it is', 'a: \udc00', 'YAML_LONE_SURROGATE', 1, 4, /whole character/],
  ['half a pair in a key', '"\\udfff": 1', 'YAML_LONE_SURROGATE', 1, 1, /whole character/],
  ['33 flow lists in one another', '['.repeat(33), 'YAML_TOO_DEEP', 1, 33, /closing bracket/],
  ['33 block lists on one line', '- '.repeat(33), 'YAML_TOO_DEEP', 1, 65, /closing bracket/],
  ['33 block maps', stairs(33), 'YAML_TOO_DEEP', 33, 33, /closing bracket/],
]
for (const [why, text, code, line, column, hint] of faults) {
  test(`refuses: ${why}`, () => {
    const read = parseYaml(text)
    assert(!read.ok)
    const { fault } = read
    assert.deepEqual([fault.code, fault.place], [code, { line, column }], fault.message)
    assert.match(fault.hint ?? '', hint)
    assert.match(fault.message, /^cannot read as YAML: [^\p{Cc}\n]{1,300}$/u, 'one short line that can be shown')
  })
}

/** `a:` below `a:`, each one space further in. */
function stairs(depth: number): string {
  return Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:\n`).join('')
}

test('32 levels are read', () => {
  for (const text of [`${'['.repeat(32)}${']'.repeat(32)}`, '- '.repeat(32), stairs(32)])
    assert(parseYaml(text).ok, text)
})

test('brackets and dashes inside text are not nesting', () => {
  const read = parseYaml(`a: |\n${'  [[[[ - - - {{{{\n'.repeat(100)}b: '${'['.repeat(1000)}'\n`)
  assert(read.ok)
})

test('faults of one document are all told, in the order of the text', () => {
  const read = parseYaml('next: 3.10\na: &x 1\nb: *x\nnext: 3.20\nc: !y 1\n')
  assert(!read.ok)
  assert.deepEqual(
    faultsOf(read.fault).map(({ code, place }) => `${code} ${place?.line}`),
    ['YAML_NUMBER 1', 'YAML_ALIAS 2', 'YAML_ALIAS 3', 'YAML_DUPLICATE_KEY 4', 'YAML_NUMBER 4', 'YAML_TAG 5'],
  )
})

test('a thousand faults are told as a hundred', () => {
  const read = parseYaml('- 3.10\n'.repeat(1000))
  assert.equal(!read.ok && faultsOf(read.fault).length, 100)
})

test('a file that is no YAML at all is told in ten faults', () => {
  const read = parseYaml('- ]\n'.repeat(1000))
  assert.equal(!read.ok && faultsOf(read.fault).length, 10)
})

test('billion laughs have no first laugh', () => {
  const read = parseYaml('a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n')
  assert(!read.ok)
  assert(faultsOf(read.fault).every(({ code }) => code === 'YAML_ALIAS'))
})

test('JSON without control characters is YAML: both readers agree', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, space) => {
      const text = JSON.stringify(value, undefined, space)
      const json = parseJson(text)
      const yaml = parseYaml(text)
      if (!json.ok || !yaml.ok) {
        // A number that JavaScript writes with an exponent is refused here: nothing but its text could give it back.
        assert(!json.ok || /YAML_NUMBER|YAML_CONTROL|YAML_SYNTAX/.test(yaml.ok ? '' : yaml.fault.code), text)
        return
      }
      assert.deepStrictEqual(yaml.value.value, json.value.value, text)
    }),
    { numRuns: 1000, seed: 5 },
  )
})

test('locate finds every key and item', () => {
  const text = `a: 1
b c:
  - x
  -   y: 2
      "z/~": [p, {q: r}]
'3.10': |
  text
`
  const read = parseYaml(`\n${text}`)
  assert(read.ok)
  const places: readonly [at: string, line: number, column: number, why: string][] = [
    ['', 2, 1, 'the document begins after the empty line'],
    ['/a', 2, 1, 'a key'],
    ['/b c', 3, 1, 'a key with a space'],
    ['/b c/0', 4, 5, 'an item'],
    ['/b c/1', 5, 7, 'a map in a list'],
    ['/b c/1/y', 5, 7, 'its first key'],
    [pointer('b c', 1, 'z/~'), 6, 7, 'an escaped key'],
    [pointer('b c', 1, 'z/~', 1), 6, 18, 'a flow map'],
    [pointer('b c', 1, 'z/~', 1, 'q'), 6, 19, 'a key in a flow map'],
    ['/3.10', 7, 1, 'a quoted key'],
    ['/b c/9', 3, 1, 'nothing there: the nearest ancestor'],
    ['/b c/x', 3, 1, 'no place in a list'],
    ['/b c/1/nothing/at/all', 5, 7, 'nothing there'],
    ['/a/x', 2, 1, 'below a value that has nothing inside'],
  ]
  for (const [at, line, column, why] of places)
    assert.deepEqual(read.value.locate(at), { line, column }, `${at}: ${why}`)
})

const SAMPLES = [
  "id: LSF-2030-4\ntitle: 'Link: followed'\nintroduced: [6ceb8aeda504]\nfixes:\n  - commits:\n      - 02a9259c7177\n    branch: '3.13'\n",
  'a: |\n  one\n   two\n\n  three\nb: >-\n  folded\n  text\n# comment\nc: "\\u00e9 \\"x\\"" # end\n',
  '{a: [1, 2, {b: null}], "c": true, ? d : e}\n',
  '---\n- - a\n  - b: c\n- ? k\n  : v\n-\n...\n',
]
const PIECES = [
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '- ',
  '-',
  ': ',
  ':',
  '? ',
  ', ',
  '[',
  ']',
  '{',
  '}',
  '#',
  ' #',
  '&a ',
  '*a',
  '!x ',
  '!!',
]
PIECES.push(
  '|',
  '>',
  '"',
  "'",
  '\\',
  '%',
  '@',
  '---\n',
  '...',
  '<<',
  '~',
  '\0',
  '\ufeff',
  '\ud800',
  '\u2028',
  '3.10',
  'é',
)

test('20,000 damaged texts are read or refused with a place, and none throws', () => {
  let accepted = 0
  for (const text of mutated(SAMPLES, PIECES, 20_000, 11)) {
    const read = parseYaml(text)
    if (read.ok) {
      accepted++
      // A value of the JSON kind, which the other reader takes as it is.
      const json = parseJson(JSON.stringify(read.value.value))
      assert(json.ok, text)
      assert.deepStrictEqual(json.value.value, read.value.value, text)
      continue
    }
    const lines = text.split('\n').length
    for (const { code, place, message } of faultsOf(read.fault)) {
      assert.match(code, /^YAML_[A-Z_]+$/)
      assert.match(message, /^cannot read as YAML: [^\p{Cc}]+$/u)
      assert((place?.line ?? 0) >= 1 && (place?.line ?? 0) <= lines && (place?.column ?? 0) >= 1, JSON.stringify(text))
    }
  }
  assert(accepted > 1000 && accepted < 19_000, `${accepted} accepted`)
})

/** Inputs that were slow, or filled the memory, in the parser underneath. `size` is in characters. */
const hostile: readonly [why: string, build: (size: number) => string, code: string | undefined][] = [
  ['closing brackets', (n) => ']'.repeat(n), 'YAML_TOO_MANY'],
  ['commas', (n) => `[${','.repeat(n)}]`, 'YAML_TOO_MANY'],
  ['opening brackets', (n) => '['.repeat(n), 'YAML_TOO_DEEP'],
  ['dashes', (n) => '- '.repeat(n / 2), 'YAML_TOO_DEEP'],
  ['question marks', (n) => '? '.repeat(n / 2), 'YAML_TOO_DEEP'],
  ['keys of one map, just below the limit', (n) => numbered(n / 5, (i) => `k${i}: v\n`), undefined],
  ['keys of one flow map, just below the limit', (n) => `{${numbered(n / 4, (i) => `k${i},`)}}`, undefined],
  ['the same key', (n) => 'k: v\n'.repeat(n / 5), 'YAML_TOO_MANY'],
  ['anchors', (n) => numbered(n, (i) => `- &a${i} x\n`), 'YAML_TOO_MANY'],
  ['anchors, just below the limit', (n) => numbered(n / 4, (i) => `- &a${i} x\n`), 'YAML_ALIAS'],
  ['tags on one line', (n) => '!a '.repeat(n / 3), 'YAML_TOO_MANY'],
  ['complex keys, just below the limit', (n) => '[a]: b\n'.repeat(n / 50), 'YAML_KEY'],
  ['bad escapes on one line', (n) => `"${'\\q'.repeat(n / 2)}"`, 'YAML_SYNTAX'],
  ['quotes without commas', (n) => `{${'"a" '.repeat(n / 4)}}`, 'YAML_TOO_MANY'],
  ['missing commas', (n) => `{${'a: b\n'.repeat(n / 40)}}`, 'YAML_TOO_DEEP'],
  ['a plain text of many lines', (n) => `a: b\n${'  c\n'.repeat(n / 4)}`, undefined],
  ['a quoted text of blanks', (n) => `"a${' '.repeat(n / 2)}\n${' '.repeat(n / 2)}b"`, undefined],
  ['a block of blank lines', (n) => `a: |\n${'  \n'.repeat(n / 3)}  x\n`, undefined],
  ['comments', (n) => `a: 1\n${'# c\n'.repeat(n / 12)}`, undefined],
  ['empty lines in CRLF', (n) => '\r\n'.repeat(n / 2), 'YAML_TOO_MANY'],
  ['documents', (n) => '---\n'.repeat(n / 4), 'YAML_TOO_MANY'],
  ['stairs', () => stairs(1400), 'YAML_TOO_DEEP'],
  ['one word', (n) => 'a'.repeat(n), undefined],
]
for (const [why, build, code] of hostile) {
  test(`a megabyte of ${why} takes below two seconds`, () => {
    const text = build(1_000_000)
    const took = computing(() => {
      const read = parseYaml(text)
      assert.equal(read.ok ? undefined : read.fault.code, code)
    })
    assert(took < 2000, `${took.toFixed()} ms`)
  })
}

/** Lines until `size` characters are full. */
function numbered(size: number, line: (i: number) => string): string {
  const lines: string[] = []
  for (let i = 0, length = 0; length < size; i++) {
    lines.push(line(i))
    length += line(i).length
  }
  return lines.join('')
}

test('limits are exact', () => {
  const limits = { length: 3, depth: 1 }
  assert(parseYaml('[a]', limits).ok)
  const long = parseYaml('[ab]', limits)
  assert.equal(!long.ok && long.fault.code, 'YAML_TOO_LONG')
  const deep = parseYaml('[[]', limits)
  assert.equal(!deep.ok && deep.fault.code, 'YAML_TOO_DEEP')
})

test('a small stack is no crash', () => {
  const most = (depth: number): number => {
    try {
      return most(depth + 1)
    } catch {
      return depth
    }
  }
  const below = <T>(depth: number, run: () => T): T => (depth === 0 ? run() : below(depth - 1, run))
  const text = `[[a]${'\n'.repeat(99_000)}]`
  assert(parseYaml(text).ok, 'with the whole stack')
  // Another text: the newest one is remembered.
  const read = below(Math.floor(most(0) * 0.6), () => parseYaml(`${text}\n`))
  assert.equal(!read.ok && read.fault.code, 'YAML_SYNTAX')
})

test('what was read last is read again as it was, and what could not be read is tried again', () => {
  const [first, second] = ['a: 1\n', 'a: [\n']
  for (const text of [first, first, second, second, first]) {
    const read = parseYaml(text)
    assert.deepEqual(read.ok && read.value.value, text === first && { a: 1 }, text)
  }
})

test('the limit of stack traces is as it was before', () => {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = 7
  parseYaml('[,,]')
  const left = Error.stackTraceLimit
  Error.stackTraceLimit = before
  assert.equal(left, 7)
})
