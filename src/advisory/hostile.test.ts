import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { micromark } from 'micromark'
import type { Project } from '#project'
import type { Assessment, Vulnerability } from '#vulnerability'
import { renderHtml, renderMail, renderPage } from './index.ts'
import { WIDTH } from './mail-text.ts'
import { escapeMarkdown, withHeadingsFrom } from './markdown.ts'
import { safeHtml } from './safe-html.ts'
import { assess, facts, lantern, releases, rich, richProject, richRanges } from './testdata/lantern.ts'

const options = { public: true, now: '2030-03-03T00:00:00Z' }

const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  'jav\tascript:alert(1)',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1) "t")',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](//evil.example/ "onclick=alert(1)")',
  '<javascript:alert(1)>',
  '![x](https://evil.example/p.png)',
  '![x" onerror="alert(1)](https://evil.example/p.png)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<svg/onload=alert(1)>',
  '</p></article><style>*{display:none}</style>',
  '`<b>`',
  '```html\n<script>alert(1)</script>\n```',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '\u0000<script\u0000>',
  'a|b|c <!-- --> \\',
  '{{constructor.constructor("alert(1)")()}}',
]

/** Places where people write: each takes a text and gives facts or a project that carry it. */
type Place = readonly [place: string, put: (text: string) => readonly [Project, Assessment]]
const places: readonly Place[] = [
  ...(['id', 'title', 'description', 'workarounds', 'rejectedReason'] as const).map(
    (field): Place => [field, (text) => withFacts({ [field]: text })],
  ),
  ['rejected', (text) => withFacts({ state: 'rejected', rejectedReason: text })],
  ['alias', (text) => withFacts({ aliases: [text] })],
  ['credit', (text) => withFacts({ credits: [{ name: text, type: text, consent: true }] })],
  ['address', (text) => withFacts({ references: [{ url: text, tags: [text] }] })],
  ['address that starts well', (text) => withFacts({ references: [{ url: `https://a.example/${text}`, tags: [] }] })],
  ['name of a reference', (text) => withFacts({ references: [{ url: 'https://a.example', tags: [], name: text }] })],
  ['timeline', (text) => withFacts({ timeline: [{ date: text, event: text }] })],
  ['module', (text) => withFacts({ modules: [text], platforms: [text], weaknesses: [text] })],
  ['branch', (text) => withBranch(text)],
  ['product', (text) => [lantern({ title: text }), rich]],
  ['commit', (text) => [richProject, { ...rich, fixCommits: [{ branch: text, commits: [text] }] }]],
]

const TAGS = new Set(
  'article h2 h3 h4 h5 h6 p strong em code pre ul ol li dl dt dd table caption thead tbody tr th td section time details summary a blockquote hr br'.split(
    ' ',
  ),
)

/** Every tag of a fragment; a fault where something is no tag that this room writes. */
function checkTags(html: string, why: string): void {
  assert(!html.includes('\u0000'), why)
  const tag = /<(\/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>/y
  let next = html.indexOf('<')
  while (next >= 0) {
    tag.lastIndex = next
    const found = tag.exec(html)
    assert(found !== null, `${why}: ${html.slice(next, next + 80)}`)
    const [whole, , name, attributes = ''] = found
    assert(TAGS.has(name!), `${why}: <${name}>`)
    for (const [, key, value] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      assert(['href', 'id', 'scope', 'datetime', 'aria-labelledby', 'start'].includes(key!), `${why}: ${key}`)
      if (key === 'href') assert(/^(https?:\/\/|mailto:)/i.test(value!), `${why}: ${value}`)
    }
    next = html.indexOf('<', next + whole.length)
  }
}

for (const [place, put] of places) {
  test(`HTML: hostile text as ${place} stays text`, () => {
    for (const text of HOSTILE) {
      const html = renderHtml(...put(text), richRanges, options)
      assert(html.ok)
      checkTags(html.value, `${place} ${JSON.stringify(text)}`)
    }
  })
}

test('HTML: whatever text stands anywhere', () => {
  const nasty = fc.string({ unit: fc.constantFrom(...'<>&"\'`[]()!#*_|\\/:= \n\tajscript'.split('')), maxLength: 40 })
  fc.assert(
    fc.property(fc.constantFrom(...places), nasty, ([place, put], text) => {
      const html = renderHtml(...put(text), richRanges, options)
      assert(html.ok)
      checkTags(html.value, `${place} ${JSON.stringify(text)}`)
    }),
    { numRuns: 1000 },
  )
})

test('the description loses no words in HTML, and headings keep their distance', () => {
  assert.equal(
    safeHtml('# A\n\n## B\n\n[c](https://a.example/?x=1&y=2) ![d](e.png)', 3),
    '<h3>A</h3>\n<h4>B</h4>\n<p><a href="https://a.example/?x=1&amp;y=2">c</a> d</p>',
  )
  assert.equal(
    safeHtml('[a](javascript:x) [b](/c) [d](mailto:e@f.example)', 3),
    '<p>a b <a href="mailto:e@f.example">d</a></p>',
  )
  assert.equal(safeHtml('3. a\n4. b', 3), '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>')
})

test('Markdown: escaped text shows exactly itself', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'<>&"`[]()!#*_|\\~:=-+1. ajs&amp;'.split('')),
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(text, (given) => {
      const words = given.replaceAll(/\s+/g, ' ').trim()
      const shown = micromark(`# x ${escapeMarkdown(words)}`)
        .replace(/^<h1>x ?/, '')
        .replace(/<\/h1>$/, '')
      assert.equal(unescaped(shown), words)
    }),
    { numRuns: 2000 },
  )
})

test('Markdown: hostile text outside of description and workaround makes no raw HTML, no link and no new row', () => {
  for (const [place, put] of places.filter(([name]) => !['description', 'workarounds'].includes(name))) {
    for (const text of HOSTILE) {
      const page = renderPage(...put(text), richRanges, options)
      assert(page.ok)
      const html = micromark(page.value)
      const raw = micromark(page.value, { allowDangerousHtml: true, allowDangerousProtocol: true })
      assert.equal(raw, html, `${place} ${JSON.stringify(text)}`)
    }
  }
})

test('Markdown: no text ends a cell of a table', () => {
  for (const text of HOSTILE) {
    const page = renderPage(...withBranch(text), richRanges, options)
    assert(page.ok)
    const row = page.value.split('\n').find((line) => line.includes('`1.0.0`') && line.startsWith('|'))
    assert.equal(row?.replaceAll(/\\./g, '').split('|').length, 6, `${text}: ${row}`)
  }
})

test('Markdown: headings move together, code stays', () => {
  assert.equal(
    withHeadingsFrom(2, '# A\n### B\n```\n# c\n```\n#d\n###### E'),
    '## A\n#### B\n```\n# c\n```\n#d\n###### E',
  )
  assert.equal(withHeadingsFrom(2, 'No heading'), 'No heading')
  assert.equal(withHeadingsFrom(3, '~~~~\n# a\n~~~\n# b\n~~~~\n# C'), '~~~~\n# a\n~~~\n# b\n~~~~\n### C')
})

test('mail: one line of subject, no markup, no control character, 72 columns', () => {
  for (const [place, put] of places) {
    for (const text of [...HOSTILE, 'Title\r\nBcc: everyone@example', '\u001b[31mred', `${'word '.repeat(40)}end`]) {
      const why = `${place} ${JSON.stringify(text)}`
      const mail = renderMail(...put(text), richRanges, options)
      assert(mail.ok)
      assert(!/\p{Cc}/u.test(mail.value.subject), why)
      assert(!/[^\n\P{Cc}]/u.test(mail.value.body), why)
      assert(mail.value.body.endsWith('\n') && !mail.value.body.endsWith('\n\n'), why)
    }
  }
  const mail = renderMail(richProject, rich, richRanges, options)
  assert(mail.ok)
  const { body } = mail.value
  for (const mark of [/`/, /\*\*/, /\]\(/, /^#/m, /<http/, /<[a-z]/, /&(amp|lt|gt|quot);/])
    assert(!mark.test(body), String(mark))
  const long = body
    .split('\n')
    .filter((line) => line.length > WIDTH && line.trim().includes(' ') && !line.startsWith('['))
  assert.deepEqual(long, [])
})

test('mail: links of the text and of the references have numbers, each address once', () => {
  const description =
    '[One](https://a.example/1), <https://a.example/2>, [one again](https://a.example/1), [no](javascript:x).'
  const references = [
    { url: 'https://a.example/2', tags: ['patch'] },
    { url: 'https://a.example/3', tags: [], name: 'Three' },
  ]
  const project = lantern({ branches: [] })
  const assessed = assess(project, facts({ description, references }), [])
  const mail = renderMail(project, assessed, [], options)
  assert(mail.ok)
  assert(mail.value.body.includes('One [1], [2], one again [1], no.'))
  assert(
    mail.value.body.endsWith(
      '[1] https://a.example/1\n[2] Fix: https://a.example/2\n[3] Link, Three: https://a.example/3\n',
    ),
  )
})

test('mail: quotes, nested lists and code keep their shape', () => {
  const description =
    '> A quote\n\n- a\n\n  b\n\n- c\n  1. d\n  2. e\n\n```\nx   y\n\n  z\n```\n\nline  \nbreak *and* `code`'
  const [project, assessed] = withFacts({ description })
  const mail = renderMail(project, assessed, [], options)
  assert(mail.ok)
  const shape = '    A quote\n\n- a\n\n  b\n\n- c\n\n  1. d\n  2. e\n\n    x   y\n\n      z\n\nline\nbreak and code\n'
  assert(mail.value.body.includes(shape), mail.value.body)
})

function withFacts(changes: Partial<Vulnerability>): readonly [Project, Assessment] {
  return [richProject, { ...rich, vulnerability: { ...rich.vulnerability, ...changes } }]
}

function withBranch(name: string): readonly [Project, Assessment] {
  const project = lantern({ branches: [{ name, series: '1.0', ref: name, lifecycle: 'bugfix' }] })
  return [project, assess(project, facts(), releases('python', '1.0.0:affected 1.0.1:fixed'))]
}

function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
