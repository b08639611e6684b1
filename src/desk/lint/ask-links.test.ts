import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordOf } from '../../lint/testdata/sample.ts'
import { askLinks, type Web } from './ask-links.ts'

const NOW = '2030-02-20T09:00:00Z'

/** A web that writes down what it is asked. */
function recorder(): { readonly web: Web; readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    web: {
      look: async (url) => {
        asked.push(url)
        return { reachable: true, seen: '200' }
      },
      read: async (url) => {
        asked.push(`read ${url}`)
        return { public: true, text: 'CVE-2030-10421' }
      },
    },
  }
}

const text = (metadata = {}, container = {}): string => JSON.stringify(recordOf({ metadata, container }))
const references = ['https://a.example/1', 'https://a.example/2', 'ftp://a.example/3'].map((url) => ({ url }))

test('the links of published records are asked for, each once', async () => {
  const { web, asked } = recorder()
  const texts = ['a', 'b'].map((path) => ({ path, text: text({}, { references }) }))
  const links = await askLinks(
    texts,
    () => ({}),
    NOW,
    web,
    () => undefined,
  )
  assert.deepEqual(asked.toSorted(), ['https://a.example/1', 'https://a.example/2'])
  assert.equal(links.worldOf('CVE-2030-10421').links?.get('https://a.example/1')?.reachable, true)
  assert.deepEqual(links.passedOver, [])
})

test('our own advisory is read', async () => {
  const { web, asked } = recorder()
  const cna = { shortName: 'LSF', orgId: '', advisories: 'https://a.example/' }
  const links = await askLinks(
    [{ path: 'a', text: text({}, { references }) }],
    () => ({ cna }),
    NOW,
    web,
    () => undefined,
  )
  assert(asked.includes('read https://a.example/1'))
  assert.equal(links.worldOf('CVE-2030-10421').advisory?.public, true)
})

const silent: readonly [why: string, text: string, embargo: string | undefined, said: string][] = [
  ['a draft', text({ datePublished: null }), undefined, 'it is not published'],
  ['a reserved record', text({ state: null }), undefined, 'it is not published'],
  ['a container alone', '{"affected": []}', undefined, 'it is not published'],
  [
    'a published record whose facts are under embargo again',
    text(),
    '2030-03-01T00:00:00Z',
    'embargo until 2030-03-01T00:00:00Z',
  ],
]
for (const [why, record, until, said] of silent) {
  test(`nobody is asked about ${why}`, async () => {
    const { web, asked } = recorder()
    const worldOf = () => (until === undefined ? {} : { embargo: { until } })
    const links = await askLinks([{ path: 'a.json', text: record }], worldOf, NOW, web, () => undefined)
    assert.deepEqual(asked, [])
    assert.deepEqual(links.passedOver, [{ path: 'a.json', why: said }])
  })
}

test('an embargo that is over holds nobody back', async () => {
  const { web, asked } = recorder()
  await askLinks(
    [{ path: 'a', text: text() }],
    () => ({ embargo: { until: NOW } }),
    NOW,
    web,
    () => undefined,
  )
  assert(asked.length > 0)
})
