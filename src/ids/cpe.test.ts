import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { CPE_ATTRIBUTES, escapeCpe, makeCpe, parseCpe, unescapeCpe } from '#ids'

const SCHEMA = new URL('../../../shared/data/schemas/cve-5.2.0/CVE_Record_Format_bundled.json', import.meta.url)

const readable: readonly [why: string, text: string, expected: string][] = [
  [
    'a name of version 2.3',
    'cpe:2.3:a:python:python:3.13.0:*:*:*:*:*:*:*',
    'cpe:2.3:a:python:python:3.13.0:*:*:*:*:*:*:*',
  ],
  [
    'capitals become small',
    'CPE:2.3:A:Python:Python:3.13.0:RC1:*:*:*:*:*:*',
    'cpe:2.3:a:python:python:3.13.0:rc1:*:*:*:*:*:*',
  ],
  ['an escaped colon does not part', 'cpe:2.3:a:a\\:b:c:1:*:*:*:*:*:*:*', 'cpe:2.3:a:a\\:b:c:1:*:*:*:*:*:*:*'],
  ['an escaped backslash before a colon', 'cpe:2.3:a:a\\\\:c:1:*:*:*:*:*:*:*', 'cpe:2.3:a:a\\\\:c:1:*:*:*:*:*:*:*'],
  ['a needless backslash goes', 'cpe:2.3:a:a\\-b:c\\.d:1\\_0:*:*:*:*:*:*:*', 'cpe:2.3:a:a-b:c.d:1_0:*:*:*:*:*:*:*'],
  ['wildcards at the ends', 'cpe:2.3:a:*a:b??:?1*:-:*:*:*:*:*:*', 'cpe:2.3:a:*a:b??:?1*:-:*:*:*:*:*:*'],
  ['a language tag', 'cpe:2.3:o:a:b:1:*:*:en-us:*:*:*:*', 'cpe:2.3:o:a:b:1:*:*:en-us:*:*:*:*'],
  ['a URI of version 2.2', 'cpe:/a:python:python:3.13.0', 'cpe:2.3:a:python:python:3.13.0:*:*:*:*:*:*:*'],
  ['a URI with everything', 'cpe:/o:a:b:1:-:pro:en', 'cpe:2.3:o:a:b:1:-:pro:en:*:*:*:*'],
  ['a URI that is empty', 'cpe:/', 'cpe:2.3:*:*:*:*:*:*:*:*:*:*:*'],
  ['a part in capitals', 'cpe:/A:x:y', 'cpe:2.3:a:x:y:*:*:*:*:*:*:*:*'],
  ['an encoded character of a URI', 'cpe:/a:x:c%2b%2b:1%21', 'cpe:2.3:a:x:c\\+\\+:1\\!:*:*:*:*:*:*:*'],
  ['a tilde of a URI', 'cpe:/a:x:y:1~2', 'cpe:2.3:a:x:y:1\\~2:*:*:*:*:*:*:*'],
  ['wildcards of a URI', 'cpe:/a:x:y:%01%011%02', 'cpe:2.3:a:x:y:??1*:*:*:*:*:*:*:*'],
  ['a packed edition', 'cpe:/a:x:y:1:2:~pro~lite~linux~x64~z', 'cpe:2.3:a:x:y:1:2:pro:*:lite:linux:x64:z'],
]
for (const [why, text, expected] of readable) {
  test(`cpe: ${why}`, () => {
    const cpe = parseCpe(text)
    assert(cpe.ok, JSON.stringify(cpe))
    assert.equal(cpe.value.text, expected)
    assert.deepEqual(parseCpe(expected), cpe)
  })
}

const malformed: readonly [why: string, text: string, code: string][] = [
  ['nothing', '', 'CPE_MALFORMED'],
  ['a version of the future', 'cpe:2.4:a:x:y', 'CPE_MALFORMED'],
  ['twelve components', 'cpe:2.3:a:x:y:1:*:*:*:*:*:*', 'CPE_MALFORMED'],
  ['fourteen components', 'cpe:2.3:a:x:y:1:*:*:*:*:*:*:*:*', 'CPE_MALFORMED'],
  ['an unknown part', 'cpe:2.3:x:x:y:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['an empty attribute', 'cpe:2.3:a::y:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['a wildcard in the middle', 'cpe:2.3:a:x*x:y:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['two stars', 'cpe:2.3:a:x:y:1**:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['question marks alone', 'cpe:2.3:a:x:y:??:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['a bare plus', 'cpe:2.3:a:x:c++:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['a hyphen alone, escaped', 'cpe:2.3:a:x:\\-:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['a backslash at the end', 'cpe:2.3:a:x:y:1:*:*:*:*:*:*:z\\', 'CPE_ATTRIBUTE'],
  ['a space', 'cpe:2.3:a:x:a b:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['letters beyond ASCII', 'cpe:2.3:a:x:é:1:*:*:*:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['a language that is none', 'cpe:2.3:a:x:y:1:*:*:english:*:*:*:*', 'CPE_ATTRIBUTE'],
  ['eight components in a URI', 'cpe:/a:b:c:d:e:f:g:h', 'CPE_MALFORMED'],
  ['a bare star in a URI', 'cpe:/a:b:c*', 'CPE_MALFORMED'],
  ['an encoded letter in a URI', 'cpe:/a:b:%61', 'CPE_ATTRIBUTE'],
  ['a packed edition of four', 'cpe:/a:b:c:1:2:~a~b~c~d', 'CPE_ATTRIBUTE'],
  ['a long text', `cpe:2.3:a:${'x'.repeat(2048)}`, 'CPE_TOO_LONG'],
]
for (const [why, text, code] of malformed) {
  test(`cpe refuses ${why}`, () => {
    const cpe = parseCpe(text)
    assert.equal(cpe.ok ? cpe.value.text : cpe.fault.code, code)
  })
}

test('a name is put together from plain values', () => {
  const cpe = makeCpe({ part: 'a', vendor: 'haxx', product: 'C++ tool'.replace(' ', '_'), version: '8.0:rc1' })
  assert(cpe.ok)
  assert.equal(cpe.value.text, 'cpe:2.3:a:haxx:c\\+\\+_tool:8.0\\:rc1:*:*:*:*:*:*:*')
  assert.equal(unescapeCpe(cpe.value.version), '8.0:rc1')
})

const ASCII = Array.from({ length: 0x5e }, (_, i) => String.fromCharCode(0x21 + i)).filter(
  (char) => !/[A-Z]/.test(char),
)
const plain = fc
  .array(fc.constantFrom(...ASCII), { minLength: 1, maxLength: 12 })
  .map((chars) => chars.join(''))
  .filter((text) => text !== '*' && text !== '-')

test('escaping goes both ways, and every name is read back', () => {
  fc.assert(
    fc.property(plain, plain, plain, (vendor, product, version) => {
      assert.equal(unescapeCpe(escapeCpe(vendor)), vendor)
      const cpe = makeCpe({ part: 'a', vendor, product, version })
      assert(cpe.ok, JSON.stringify(cpe))
      assert.deepEqual(parseCpe(cpe.value.text), cpe)
      assert.equal(cpe.value.product, escapeCpe(product))
    }),
  )
})

test('every name that is made is one for the CVE schema', {
  skip: existsSync(SCHEMA) ? false : 'no ../shared/data',
}, () => {
  const { pattern } = JSON.parse(readFileSync(SCHEMA, 'utf8')).definitions.cpe23
  const whole = new RegExp(`^(?:${pattern})$`)
  const attribute = fc.oneof(plain, fc.constant('*'), fc.constant('-'))
  fc.assert(
    fc.property(attribute, attribute, (vendor, other) => {
      const cpe = makeCpe({ part: 'o', vendor, product: 'x', other })
      assert(cpe.ok)
      assert.match(cpe.value.text, whole)
    }),
  )
  for (const [, , expected] of readable) if (!expected.startsWith('cpe:2.3:*')) assert.match(expected, whole)
})

test('a name has eleven attributes', () => assert.equal(CPE_ATTRIBUTES.length, 11))

test('hostile text is refused in no time', () => {
  const hostile = ['cpe:2.3:', '?', '*', '\\', 'a?', '~', ':'].map((part) =>
    `cpe:2.3:a:${part.repeat(2000)}`.slice(0, 2048),
  )
  const start = performance.now()
  for (const text of hostile) assert(!parseCpe(text).ok)
  assert(performance.now() - start < 200)
})
