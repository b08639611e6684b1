import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlOf, plainText } from '#cve'
import { markdownObjection } from './plain-text.ts'

const cases: readonly [why: string, markdown: string, text: string][] = [
  ['nothing', ' \n', ''],
  ['emphasis and code lose their marks', 'a *b* **c** `d * e`', 'a b c d * e'],
  [
    'a link has its address behind it',
    'see [the list](https://e.example/?a=1&b=2 "title").',
    'see the list (https://e.example/?a=1&b=2).',
  ],
  ['a link to itself does not', '<https://e.example/> or <a@e.example>', 'https://e.example/ or a@e.example'],
  ['a reference is a link', '[t]\n\n[t]: https://e.example/', 't (https://e.example/)'],
  ['an address that could run something is left out', '[t](javascript:alert(1))', 't'],
  ['an image is its text and its address', '![a *b*](i.png)', 'a b (i.png)'],
  ['an image without text is its address', '![](i.png)', 'i.png'],
  ['an image inside a link', '[![a](i.png)](https://e.example/)', 'a (i.png) (https://e.example/)'],
  ['lines of a paragraph flow', 'a\nb', 'a b'],
  ['a hard break stays', 'a  \nb\\\nc', 'a\nb\nc'],
  ['paragraphs have a blank line between them', 'a\n\n\n\nb', 'a\n\nb'],
  ['characters mean themselves', 'a < b &amp; c > "d" \\* &copy;', 'a < b & c > "d" * ©'],
  ['raw HTML is text', 'a <b>c</b>\n\n<p class="x">d</p>', 'a <b>c</b>\n\n<p class="x">d</p>'],
  ['a heading is a line', '# a\n\nb\n-\n\nc', 'a\n\nb\n\nc'],
  ['a rule is nothing', 'a\n\n***\n\nb', 'a\n\nb'],
  ['a tight list', 'a\n\n* b\n* c\n  d\n\ne', 'a\n\n- b\n- c d\n\ne'],
  ['a list right behind its paragraph', 'a:\n- b\n- c', 'a:\n\n- b\n- c'],
  ['a loose list', '- a\n\n- b\n\n  c', '- a\n\n- b\n\n  c'],
  ['numbers go on from the first', '9. a\n7. b', '9. a\n10. b'],
  ['lists in lists', '- a\n  1. b\n     - c\n  2. d\n- e', '- a\n  1. b\n     - c\n  2. d\n- e'],
  ['a list that starts with a list', '- - a\n  - b', '- - a\n  - b'],
  ['a heading and a rule in a tight list', '- a\n  # b\n  ***\n  c', '- a\n\n  b\n  c'],
  ['a quotation', 'a\n\n> b\nc\n>\n> - d\n\ne', 'a\n\n> b c\n>\n> - d\n\ne'],
  ['quotations in quotations', '> a\n>> b', '> a\n>\n> > b'],
  ['code keeps its lines and blanks', '```c\na  b\n\n  c < d\n```', 'a  b\n\n  c < d'],
  ['code in a list', '- a\n\n  ```\n  b\n    c\n  ```', '- a\n\n  b\n    c'],
]
for (const [why, markdown, text] of cases) {
  test(`plain text: ${why}`, () => assert.equal(plainText(markdown), text))
}

test('HTML has no raw HTML and no address that could run something', () => {
  assert.equal(
    htmlOf('[b](javascript:c) <script>a</script> [d](https://e.example/)'),
    '<p><a href="">b</a> &lt;script&gt;a&lt;/script&gt; <a href="https://e.example/">d</a></p>',
  )
})

const objections: readonly [why: string, markdown: string, expected: RegExp | undefined][] = [
  ['a usual text', '> - 1. a\n\n---\n', undefined],
  ['a long rule', '-'.repeat(100), undefined],
  ['as long as may be', 'a'.repeat(16_384), undefined],
  ['longer', 'a'.repeat(16_385), /16385 characters/],
  ['64 deep', `${'> '.repeat(64)}a`, undefined],
  ['65 quotations', `${'>'.repeat(65)}a`, /more than 64 deep/],
  ['65 lists', `a\n${'- '.repeat(65)}a`, /more than 64 deep/],
  ['65 numbered lists', `${'1. '.repeat(65)}a`, /more than 64 deep/],
]
for (const [why, markdown, expected] of objections) {
  test(`Markdown is rendered or not: ${why}`, () => {
    const objection = markdownObjection(markdown)
    if (expected === undefined) assert.equal(objection, undefined)
    else assert.match(objection ?? '', expected)
  })
}
