import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const AT = '/title warning title has'

/** A title, what is said of it, and the title afterwards where it is another. */
const titles: readonly [why: string, title: string, said: string | undefined, after?: string][] = [
  ['a usual text', 'Link followed by rmtree() & co. in “Lantern” – Größe < 3', undefined],
  ['a blank at its end', 'Link followed ', 'blanks at its ends', 'Link followed'],
  ['a no-break space at its beginning', '\u00a0Link followed', 'blanks at its ends', 'Link followed'],
  ['a NUL', 'Link\u0000 followed', 'the unseen character "\\u0000"', 'Link followed'],
  ['a line end, which a title has no room for', 'Link\r\nfollowed', 'the unseen character "\\r"', 'Link followed'],
  ['a mark that turns the direction', 'Link \u202efollowed', 'the unseen character "\\u202e"', 'Link followed'],
  ['a zero-width space', 'Link\u200b followed', 'the unseen character "\\u200b"', 'Link followed'],
  ['the joiner of a Persian word', 'می\u200cشود', undefined],
  ['a character that was lost', 'Link f\ufffdllowed', 'a character that was lost in an earlier conversion (U+FFFD)'],
  ['an entity', 'Link &lt;a&gt; followed', 'the HTML entity "&lt;"', 'Link <a> followed'],
  ['an entity of a quotation mark', '&#39;Link&#39; &amp; more', 'the HTML entity "&#39;"', "'Link' & more"],
  ['a text about entities', 'The filter does not decode &lt;', undefined],
  ['what is no entity', 'R&D; AT&T', undefined],
  [
    'an escape of JSON',
    'Link \\u003ca\\u003E followed',
    'the escape \\u003c in place of its character',
    'Link <a> followed',
  ],
  ['an escape of a dash', 'Link \\u2013 followed', 'the escape \\u2013 in place of its character', 'Link – followed'],
  ['a text about escapes', 'The parser of JSON takes \\u003c for <', undefined],
  ['an escape that means itself', 'Overflow at \\uD83D in wick', undefined],
  [
    'two things at once',
    ' Link &lt;a&gt;\u0007',
    'the unseen character "\\u0007", and the HTML entity "&lt;", and blanks at its ends',
    'Link <a>',
  ],
  ['nothing but blanks, for which there is no fix', '  ', 'blanks at its ends'],
]
for (const [why, title, said, after = title] of titles) {
  test(`STW006: ${why}`, () => {
    const container = { title }
    assert.deepEqual(linesOf('STW006', { container }), said === undefined ? [] : [`${AT} ${said}`])
    assert.equal((containerAfterFix('STW006', { container }) as JsonObject).title, after)
  })
}

const others: readonly [why: string, container: JsonObject, lines: readonly string[]][] = [
  ['prose has lines and tabs', { workarounds: [{ lang: 'en', value: 'Either:\r\n\t- wait\n\n- or do not.' }] }, []],
  [
    'prose has no vertical tabs',
    { workarounds: [{ lang: 'en', value: 'Wait\u000bor do not.' }] },
    ['/workarounds/0/value warning the text has the unseen character "\\u000b"'],
  ],
  [
    'HTML is escaped as HTML is, and may end with a line',
    {
      workarounds: [
        {
          lang: 'en',
          value: 'Wait < 3 days.',
          supportingMedia: [{ type: 'text/html', value: '<p>Wait &lt; 3 days.</p>\n' }],
        },
      ],
    },
    [],
  ],
  [
    'but has no NUL',
    {
      workarounds: [
        { lang: 'en', value: 'Wait.', supportingMedia: [{ type: 'text/html', value: '<p>Wait.\u0000</p>' }] },
      ],
    },
    ['/workarounds/0/supportingMedia/0/value warning the text has the unseen character "\\u0000"'],
  ],
  [
    'an escaped address leads elsewhere',
    { references: [{ url: 'https://lantern.example/show?id=4&amp;full=1' }] },
    ['/references/0/url warning url has the HTML entity "&amp;"'],
  ],
  [
    'a version with a blank behind it',
    {
      affected: [
        {
          vendor: 'Lantern Software Foundation',
          product: 'lantern',
          defaultStatus: 'unaffected',
          versions: [{ version: '3.12.0 ', status: 'affected' }],
        },
      ],
    },
    ['/affected/0/versions/0/version warning version has blanks at its ends'],
  ],
  ['an extension is left alone', { x_note: ' a ' }, []],
]
for (const [why, container, lines] of others) {
  test(`STW006: ${why}`, () => assert.deepEqual(linesOf('STW006', { container }), lines))
}

test('STW006: a line end in prose takes the place of what only few know as one', () => {
  const container = { workarounds: [{ lang: 'en', value: 'Wait.\u2028Or do not.\u0001' }] }
  const { workarounds } = containerAfterFix('STW006', { container }) as JsonObject
  assert.deepEqual(workarounds, [{ lang: 'en', value: 'Wait.\nOr do not.' }])
})
