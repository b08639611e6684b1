import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail, faultsOf, ok } from '#fault'
import {
  aMap,
  anyJson,
  atMost,
  boolean,
  constant,
  integer,
  type Json,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  parseJson,
  parseYaml,
  placeFaults,
  pointer,
  pointerParts,
  readShape,
  refine,
  type Shape,
  text,
  writeJson,
} from '#json'
import { computing } from './testdata/stopwatch.ts'

const read: readonly [why: string, shape: Shape<unknown>, value: Json, result: unknown][] = [
  ['any text, also none', text, '', ''],
  ['text that is not blank', nonEmpty, ' a ', ' a '],
  ['false is a boolean', boolean, false, false],
  ['a whole number below zero', integer, -3, -3],
  ['the constant', constant(1), 1, 1],
  ['one of the words', oneOf('a', 'b'), 'b', 'b'],
  ['null, where anything may stand', anyJson, null, null],
  ['an empty list', list(text), [], []],
  ['a list at its limit', atMost(2, list(text)), ['a', 'b'], ['a', 'b']],
  ['a table as a map', aMap(integer), { constructor: 1 }, new Map([['constructor', 1]])],
  ['an object without its optional field', object({ a: text, b: optional(text) }), { a: 'x' }, { a: 'x' }],
  ['fields for others are passed over', object({ a: text }), { a: 'x', 'x-b': 1 }, { a: 'x' }],
  ['fields come in the order of the shape', object({ a: text, b: text }), { b: 'y', a: 'x' }, { a: 'x', b: 'y' }],
  ['a value read further', parsed(text, (value) => ok(value.length)), 'abc', 3],
]
for (const [why, shape, value, result] of read) {
  test(`reads: ${why}`, () => {
    const found = readShape(shape, value)
    assert(found.ok, found.ok ? '' : found.fault.message)
    assert.deepStrictEqual(found.value, result)
    assert.equal(JSON.stringify(found.value), JSON.stringify(result), 'in this order')
  })
}

const LIFECYCLES = oneOf('prerelease', 'bugfix', 'security', 'end-of-life')

const refused: readonly [
  why: string,
  shape: Shape<unknown>,
  value: Json,
  code: string,
  message: string,
  hint?: string,
][] = [
  ['a number for text', text, 3.1, 'SHAPE_TYPE', 'expected text, found the number 3.1', "quote it: '3.1'"],
  ['null for text: a key with nothing behind it', text, null, 'SHAPE_TYPE', 'expected text, found nothing'],
  ['true for text', text, true, 'SHAPE_TYPE', 'expected text, found true'],
  ['a list for text', text, [], 'SHAPE_TYPE', 'expected text, found a list'],
  ['an object for text', text, {}, 'SHAPE_TYPE', 'expected text, found an object'],
  ['blank text', nonEmpty, ' \u00a0\t', 'SHAPE_VALUE', '" \u00a0\\t" must not be empty'],
  ['a word for a boolean', boolean, 'yes', 'SHAPE_TYPE', 'expected true or false, found "yes"'],
  ['text for a number', integer, '1', 'SHAPE_TYPE', 'expected a whole number, found "1"'],
  ['half a number', integer, 0.5, 'SHAPE_TYPE', 'expected a whole number, found the number 0.5'],
  [
    'a number that is not exact',
    integer,
    2 ** 53,
    'SHAPE_TYPE',
    'expected a whole number, found the number 9007199254740992',
  ],
  ['another version', constant(1), 2, 'SHAPE_TYPE', 'expected 1, found the number 2'],
  ['the text of a constant number', constant(1), '1', 'SHAPE_TYPE', 'expected 1, found "1"'],
  [
    'a near word',
    LIFECYCLES,
    'bugfixes',
    'SHAPE_WORD',
    'expected one of prerelease, bugfix, security, end-of-life, found "bugfixes"',
    'did you mean bugfix?',
  ],
  [
    'a near word in capitals',
    LIFECYCLES,
    'BUGFIX',
    'SHAPE_WORD',
    'expected one of prerelease, bugfix, security, end-of-life, found "BUGFIX"',
    'did you mean bugfix?',
  ],
  [
    'a far word',
    LIFECYCLES,
    'constructor',
    'SHAPE_WORD',
    'expected one of prerelease, bugfix, security, end-of-life, found "constructor"',
  ],
  ['a word between two', oneOf('cat', 'car'), 'cap', 'SHAPE_WORD', 'expected one of cat, car, found "cap"'],
  [
    'a number for a word',
    LIFECYCLES,
    3,
    'SHAPE_WORD',
    'expected one of prerelease, bugfix, security, end-of-life, found the number 3',
  ],
  ['an object for a list', list(text), { 0: 'a' }, 'SHAPE_TYPE', 'expected a list, found an object'],
  [
    'a list that is too long',
    atMost(1, list(text)),
    ['a', 'b'],
    'SHAPE_TOO_MANY',
    'a list of 2, at most 1 are allowed',
  ],
  ['a list for a table', aMap(text), [], 'SHAPE_TYPE', 'expected an object, found a list'],
  ['null for an object', object({}), null, 'SHAPE_TYPE', 'expected an object, found nothing'],
  ['a missing field', object({ id: text }), {}, 'SHAPE_MISSING', 'the field "id" is missing'],
  [
    'a field that every object inherits is missing',
    object({ toString: text }),
    {},
    'SHAPE_MISSING',
    'the field "toString" is missing',
  ],
  [
    'an optional field with nothing behind it',
    object({ id: optional(text) }),
    { id: null },
    'SHAPE_TYPE',
    'expected text, found nothing',
  ],
  [
    'a misspelt field',
    object({ title: optional(text) }),
    { tilte: 'x' },
    'SHAPE_UNKNOWN_FIELD',
    'the field "tilte" is not known here',
    'did you mean title?',
  ],
  [
    'an unknown field',
    object({ id: optional(text), title: optional(text) }),
    { severity: 1 },
    'SHAPE_UNKNOWN_FIELD',
    'the field "severity" is not known here',
    'the fields are id, title',
  ],
  [
    'a field with a name of Object.prototype',
    object({ id: optional(text) }),
    { constructor: 1 },
    'SHAPE_UNKNOWN_FIELD',
    'the field "constructor" is not known here',
    'the fields are id',
  ],
  [
    'a long unknown field is cut',
    object({}),
    { [`${'x'.repeat(100)}\u202e`]: 1 },
    'SHAPE_UNKNOWN_FIELD',
    `the field "${'x'.repeat(60)}..." is not known here`,
    'the fields are ',
  ],
  [
    'a refinement in words',
    refine(integer, (n) => (n < 7 ? undefined : 'must be below 7')),
    7,
    'SHAPE_VALUE',
    'the number 7 must be below 7',
  ],
  [
    'text that would change the terminal is escaped',
    refine(text, () => 'is wrong'),
    '\u001b[2J',
    'SHAPE_VALUE',
    '"\\u001b[2J" is wrong',
  ],
  [
    'a refinement with a fault of its own',
    refine(text, () => ({ code: 'OWN', kind: 'conflict', message: 'own', hint: 'do' })),
    '',
    'OWN',
    'own',
    'do',
  ],
  [
    'a parser with a fault of its own',
    parsed(text, () => fail({ code: 'OWN', kind: 'invalid', message: 'own' })),
    '',
    'OWN',
    'own',
  ],
]
for (const [why, shape, value, code, message, hint] of refused) {
  test(`refuses: ${why}`, () => {
    const found = readShape(shape, value)
    assert(!found.ok)
    const { fault } = found
    assert.deepEqual([fault.code, fault.message, fault.hint, fault.also], [code, message, hint, undefined])
  })
}

const PERSON = object({ name: nonEmpty, age: optional(integer), tags: optional(list(text)) })
const WRONG = { name: '', age: 'x', tags: ['a', 1, null], 'a/b': 1, extra: { deep: true } }

test('every fault is told at once, each with its pointer', () => {
  const found = readShape(object({ people: list(PERSON), also: aMap(boolean) }), {
    people: [WRONG],
    also: { 'k~': 1, ok: true },
  })
  assert(!found.ok)
  assert.deepEqual(
    faultsOf(found.fault).map(({ code, at }) => `${code} ${at}`),
    [
      'SHAPE_VALUE /people/0/name',
      'SHAPE_TYPE /people/0/age',
      'SHAPE_TYPE /people/0/tags/1',
      'SHAPE_TYPE /people/0/tags/2',
      'SHAPE_UNKNOWN_FIELD /people/0/a~1b',
      'SHAPE_UNKNOWN_FIELD /people/0/extra',
      'SHAPE_TYPE /also/k~0',
    ],
  )
})

test('a list that is too long is not looked at further', () => {
  let looked = 0
  const each: Shape<Json> = (value) => {
    looked++
    return value as Json
  }
  assert(!readShape(atMost(3, list(each)), [1, 2, 3, 4]).ok)
  assert.equal(looked, 0)
})

test('a million faults are told as a hundred, and quickly', () => {
  const value = new Array(500_000).fill({ tilte: 1 })
  const shape = list(object({ title: text, description: text }))
  const took = computing(() => {
    assert(!readShape(shape, value).ok)
  })
  assert(took < 1000, `${took.toFixed()} ms`)
  const found = readShape(shape, value)
  assert(!found.ok)
  const faults = faultsOf(found.fault)
  assert.equal(faults.length, 101)
  assert.deepEqual(
    [faults[100]?.code, faults[100]?.message],
    ['SHAPE_MORE_FAULTS', 'there are more than these 100 faults'],
  )
})

test('exactly a hundred faults have no note behind them', () => {
  const found = readShape(list(text), new Array(100).fill(1))
  assert.equal(!found.ok && faultsOf(found.fault).length, 100)
})

test('an exception inside a shape is a bug and goes on its way', () => {
  const broken = parsed(text, () => {
    throw new TypeError('a bug')
  })
  assert.throws(() => readShape(broken, ''), TypeError)
})

test('the result of a shape has no field that was not asked for', () => {
  const value = JSON.parse('{"name":"a","__proto__":{"admin":true}}') as Json
  const found = readShape(PERSON, value)
  assert(!found.ok)
  assert.equal(found.fault.code, 'SHAPE_UNKNOWN_FIELD')
})

test('placeFaults gives each fault its line, in JSON and in YAML', () => {
  const shape = object({ people: list(PERSON) })
  for (const [document, lines] of [
    [parseJson('{"people": [\n{"name": "a",\n"age": "x"},\n{"nam": "b"}]}'), ['3:8', '4:1', '4:9']],
    [parseYaml('people:\n- name: a\n  age: x\n- nam: b\n'), ['3:3', '4:3', '4:3']],
  ] as const) {
    assert(document.ok)
    const found = readShape(shape, document.value.value)
    assert(!found.ok)
    assert.deepEqual(
      faultsOf(placeFaults('p', document.value, found.fault)).map(
        ({ place }) => `${place?.source} ${place?.line}:${place?.column}`,
      ),
      lines.map((line) => `p ${line}`),
    )
  }
})

const pointers: readonly [steps: readonly (string | number)[], text: string][] = [
  [[], ''],
  [['a', 0], '/a/0'],
  [[''], '/'],
  [['', ''], '//'],
  [['a/b', 'c~d', '~1', '/~'], '/a~1b/c~0d/~01/~1~0'],
  [['é', ' ', '"'], '/é/ /"'],
]
for (const [steps, written] of pointers) {
  test(`the pointer ${written}`, () => {
    assert.equal(pointer(...steps), written)
    assert.deepEqual(pointerParts(written), steps.map(String))
  })
}

test('JSON is written with two spaces, in the order given, and a newline at the end', () => {
  assert.equal(
    writeJson({ b: 1, a: [true, null], c: {} }),
    '{\n  "b": 1,\n  "a": [\n    true,\n    null\n  ],\n  "c": {}\n}\n',
  )
})

test('what is written is read back the same', () => {
  const value = { '': '\u2028\u0000"\\', z: [1.5e-7, -0.25, 1e21], a: { constructor: [] } }
  const read = parseJson(writeJson(value))
  assert(read.ok)
  assert.deepStrictEqual(read.value.value, value)
  assert.equal(writeJson(read.value.value), writeJson(value))
})
