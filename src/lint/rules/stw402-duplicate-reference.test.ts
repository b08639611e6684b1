import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const PAGE = 'https://lantern.example/advisories/LSF-2030-4'
const ONCE_MORE = ['/references/1 error leads to the page of /containers/cna/references/0 once more']

const cases: readonly [why: string, first: string, second: string, same: boolean][] = [
  ['another page', PAGE, 'https://lantern.example/advisories/LSF-2030-5', false],
  ['a host knows no capitals', PAGE, 'https://LANTERN.example/advisories/LSF-2030-4', true],
  ['a scheme knows no capitals', PAGE, 'HTTPS://lantern.example/advisories/LSF-2030-4', true],
  ['a path does', PAGE, 'https://lantern.example/advisories/lsf-2030-4', false],
  ['the port of https', PAGE, 'https://lantern.example:443/advisories/LSF-2030-4', true],
  ['the port of http', 'http://lantern.example/4', 'http://lantern.example:80/4', true],
  ['an empty port', PAGE, 'https://lantern.example:/advisories/LSF-2030-4', true],
  ['the port of http is not that of https', PAGE, 'https://lantern.example:80/advisories/LSF-2030-4', false],
  ['443 at the end of another port', PAGE, 'https://lantern.example:8443/advisories/LSF-2030-4', false],
  ['a slash at the end', PAGE, `${PAGE}/`, true],
  ['a host with and without slash', 'https://lantern.example', 'https://lantern.example/', true],
  ['a slash before the query', 'https://lantern.example/show?id=4', 'https://lantern.example/show/?id=4', true],
  ['an empty fragment', PAGE, `${PAGE}#`, true],
  ['the top of the page', PAGE, `${PAGE}#top`, true],
  ['a marked text', PAGE, `${PAGE}#:~:text=symbolic%20link`, true],
  ['a place in the page', `${PAGE}#issuecomment-1`, `${PAGE}#issuecomment-2`, false],
  ['a place in the page, and the page', PAGE, `${PAGE}#workarounds`, false],
  ['another query', `${PAGE}?page=1`, `${PAGE}?page=2`, false],
  ['another scheme: nobody promised that it is the same', PAGE, PAGE.replace('https', 'http'), false],
  ['a user name makes the host, which is left alone', PAGE, PAGE.replace('//', '//Ada@'), false],
]

for (const [why, first, second, same] of cases) {
  test(`STW402: ${why}`, () => {
    const container = { references: [{ url: first }, { url: second, tags: ['related'] }] }
    assert.deepEqual(linesOf('STW402', { container }), same ? ONCE_MORE : [])
  })
}

test('STW402: what is equal in everything is left to the rule of the schema', () => {
  const tagged = { url: PAGE, tags: ['vendor-advisory'] }
  assert.deepEqual(linesOf('STW402', { container: { references: [tagged, tagged] } }), [])
  assert.equal(linesOf('STW003', { container: { references: [tagged, tagged] } }).length, 1)
})

const merges: readonly [why: string, before: readonly JsonObject[], after: readonly JsonObject[]][] = [
  [
    'tags are joined, each once',
    [
      { url: PAGE, tags: ['vendor-advisory', 'patch'] },
      { url: `${PAGE}/`, tags: ['patch', 'mitigation'] },
    ],
    [{ url: PAGE, tags: ['vendor-advisory', 'patch', 'mitigation'] }],
  ],
  [
    'nothing is added where there is nothing new',
    [{ url: PAGE, tags: ['related'] }, { url: PAGE }],
    [{ url: PAGE, tags: ['related'] }],
  ],
  ['no tags at all', [{ url: PAGE }, { url: `${PAGE}/` }], [{ url: PAGE }]],
  [
    'the first takes tags and name',
    [{ url: PAGE }, { url: PAGE, name: 'Advisory', tags: ['related'] }],
    [{ url: PAGE, name: 'Advisory', tags: ['related'] }],
  ],
  [
    'three of one page, and another between them',
    [
      { url: PAGE, tags: ['related'] },
      { url: 'https://lantern.example/' },
      { url: `${PAGE}#`, tags: ['mitigation'] },
      { url: `${PAGE}/`, tags: ['exploit'] },
    ],
    [{ url: PAGE, tags: ['related', 'mitigation', 'exploit'] }, { url: 'https://lantern.example/' }],
  ],
]

for (const [why, before, after] of merges) {
  test(`STW402 fix: ${why}`, () => {
    const { references } = containerAfterFix('STW402', { container: { references: before } }) as JsonObject
    assert.deepEqual(references, after)
  })
}

test('STW402: 512 references, all of one page', () => {
  const references = Array.from({ length: 512 }, (_, i) => ({ url: PAGE, name: `${i}` }))
  assert.equal(linesOf('STW402', { container: { references } }).length, 511)
})
