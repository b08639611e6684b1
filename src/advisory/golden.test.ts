import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { renderHtml, renderMail, renderPage } from './index.ts'
import { rich, richProject, richRanges } from './testdata/lantern.ts'

const options = { public: true, now: '2030-03-03T00:00:00Z', modified: '2030-03-02T10:00:00Z' }

const files: readonly [file: string, render: () => string][] = [
  ['lantern.md', () => given(renderPage(richProject, rich, richRanges, options))],
  ['lantern.html', () => given(renderHtml(richProject, rich, richRanges, options))],
  [
    'lantern.txt',
    () => {
      const { subject, body } = given(renderMail(richProject, rich, richRanges, options))
      return `Subject: ${subject}\n\n${body}`
    },
  ],
]

for (const [file, render] of files) {
  test(`the whole of testdata/${file} (UPDATE=1 writes it anew)`, () => {
    const golden = new URL(`testdata/${file}`, import.meta.url)
    const text = render()
    assert.equal(render(), text, 'the same facts give the same bytes')
    if (process.env.UPDATE === '1') writeFileSync(golden, text)
    assert.equal(text, readFileSync(golden, 'utf8'))
  })
}

function given<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert(result.ok)
  return result.value
}
