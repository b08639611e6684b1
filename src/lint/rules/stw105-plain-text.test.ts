import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlOf, plainText } from '#cve'
import type { JsonObject } from '#json'
import { DRAFT, described } from '../testdata/described.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const AT = '/descriptions/0/value warning'
const markdown = (mark: string): string =>
  `${AT} the plain text has Markdown, ${JSON.stringify(mark)}, which readers print with its marks`
const html = (tag: string): string =>
  `${AT} the plain text has the HTML tag ${JSON.stringify(tag)}, which readers print as it is`

const values: readonly [why: string, value: string, lines: readonly string[], after?: string][] = [
  [
    'plain text',
    'rmtree() follows links, 2 * 3 times, in __init__ and a_b_c. See <https://lantern.example>:\n\n- one\n- two',
    [],
  ],
  ['code', 'In `rmtree` of `wick`.', [markdown('`rmtree`')], 'In rmtree of wick.'],
  ['one backtick alone', 'The character ` is taken.', []],
  ['code in a text about commands', 'Commands such as `id` are run by the shell.', [markdown('`id`')]],
  [
    'a link',
    'See [the page](https://lantern.example/a_b).',
    [markdown('[the page](https://lantern.example/a_b)')],
    'See the page (https://lantern.example/a_b).',
  ],
  ['a place in brackets', 'In list[0](x) of Lantern.', []],
  ['bold letters', 'It is **not** safe.', [markdown('**not**')], 'It is not safe.'],
  ['a pattern of files', 'All of a/**/b/**/c.', []],
  ['a mark of the old formats', '** DISPUTED ** Lantern follows links.', []],
  ['a heading', '## Impact\nFiles are deleted.', [markdown('## ')], 'Impact\nFiles are deleted.'],
  ['a number', '#1 of the list.', []],
  ['a block of code', 'Run\n```sh\nwick\n```\nagain.', [markdown('```sh\n')], 'Run\nwick\nagain.'],
  ['paragraphs of HTML', '<p>One &amp; <b>two</b>.</p><p>Three.</p>', [html('<p>')], 'One & two.\n\nThree.'],
  ['lines of HTML', 'One<br>two<br/>three', [html('<br>')], 'One\ntwo\nthree'],
  [
    'a link of HTML',
    '<p>See <a href="https://lantern.example">it</a>.</p>',
    [html('<p>')],
    'See it (https://lantern.example).',
  ],
  ['a tag that an attacker sends', 'A <script> in the href of an <a> tag, or </p>, is run.', []],
  ['HTML with more than layout', '<p>One</p><script>x</script>', [html('<p>')]],
]
for (const [why, value, lines, after = value] of values) {
  test(`STW105: ${why}`, () => {
    assert.deepEqual(linesOf('STW105', described(value)), lines)
    assert.deepEqual((containerAfterFix('STW105', described(value)) as JsonObject).descriptions, [
      { lang: 'en', value: after },
    ])
  })
}

const SOURCE = 'Lantern follows *links*, see [the page](https://lantern.example/4):\n\n1. `rmtree`\n2. < 3 & more'
const media: readonly [why: string, value: string, medium: JsonObject, difference: string | undefined][] = [
  ['what Steward writes', plainText(SOURCE), { type: 'text/html', value: htmlOf(SOURCE) }, undefined],
  ['the Markdown of it', plainText(SOURCE), { type: 'text/markdown; charset=utf-8', value: SOURCE }, undefined],
  [
    'a link whose address the text leaves out',
    'See it.',
    { type: 'text/html', value: 'See <a href="https://lantern.example">it</a>.' },
    undefined,
  ],
  [
    'other layout',
    'One. Two – “three”',
    { type: 'TEXT/HTML', value: '<div>One.<br>Two &#8211; &quot;three&quot;</div>' },
    undefined,
  ],
  ['an image', 'One.', { type: 'image/png', base64: true, value: 'AAAA' }, undefined],
  ['HTML in base64', 'One.', { type: 'text/html', base64: true, value: 'AAAA' }, undefined],
  [
    'another text',
    'Fixed in 3.13.9 now.',
    { type: 'text/html', value: '<p>Fixed in 3.13.8 now.</p>' },
    'HTML "9 now" there, and here "8 now"',
  ],
  [
    'less',
    'One two three.',
    { type: 'text/html', value: '<p>One</p>' },
    'HTML "two three" there, and here nothing more',
  ],
  ['more', 'One.', { type: 'text/markdown', value: 'One *two*' }, 'Markdown nothing more there, and here "two"'],
]
for (const [why, value, medium, difference] of media) {
  test(`STW105: supporting media with ${why}`, () => {
    const example = { container: { descriptions: [{ lang: 'en', value, supportingMedia: [medium] }] } }
    const [kind, ...rest] = difference?.split(' ') ?? []
    const said = `/descriptions/0/supportingMedia/0/value warning the ${kind} does not say what the plain text says: ${rest.join(' ')}`
    assert.deepEqual(linesOf('STW105', example), difference === undefined ? [] : [said])
  })
}

test('STW105 mends HTML from the plain text', () => {
  const value = 'One < 2 & 3.\nTwo.\n\nThree.'
  const descriptions = [{ lang: 'en', value, supportingMedia: [{ type: 'text/html', value: '<p>One</p>' }] }]
  const after = { type: 'text/html', value: '<p>One &lt; 2 &amp; 3.<br>Two.</p><p>Three.</p>' }
  assert.deepEqual((containerAfterFix('STW105', { container: { descriptions } }) as JsonObject).descriptions, [
    { lang: 'en', value, supportingMedia: [after] },
  ])
})

test('STW105: all prose is looked at, rejected or not', () => {
  const texts = [{ lang: 'en', value: 'Wait for `wick`.' }]
  const said = 'value warning the plain text has Markdown, "`wick`", which readers print with its marks'
  const lists = { workarounds: texts, solutions: texts, configurations: texts, exploits: texts }
  assert.deepEqual(
    linesOf('STW105', { container: lists }),
    Object.keys(lists).map((name) => `/${name}/0/${said}`),
  )
  assert.deepEqual(
    linesOf('STW105', { metadata: { ...DRAFT, state: 'REJECTED' }, container: { rejectedReasons: texts } }),
    [`/rejectedReasons/0/${said}`],
  )
})

test('STW105: hostile texts are read at once', () => {
  const started = performance.now()
  for (const text of ['`', '[', '[a](', '**', '<', '<a ', '&', '#', '<p>', '](', '`a']) {
    const value = text.repeat(16_384 / text.length)
    const medium = (type: string): JsonObject => ({ type, value })
    linesOf('STW105', {
      container: {
        descriptions: [{ lang: 'en', value, supportingMedia: [medium('text/html'), medium('text/markdown')] }],
      },
    })
  }
  assert(performance.now() - started < 3000)
})
