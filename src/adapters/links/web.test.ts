import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { isPublicAddress } from './public-address.ts'
import { type Fetch, makeWeb } from './web.ts'

const seen: string[] = []
const pages: Readonly<Record<string, RequestListener>> = {
  '/there': (_, answer) => answer.end('CVE-2030-10421 is mended'),
  '/gone': (_, answer) => answer.writeHead(404).end(),
  '/no-head': (request, answer) => answer.writeHead(request.method === 'HEAD' ? 405 : 200).end(),
  '/moved': (_, answer) => answer.writeHead(302, { location: '/there' }).end(),
  '/round': (_, answer) => answer.writeHead(302, { location: '/round' }).end(),
  '/inside': (_, answer) => answer.writeHead(302, { location: 'http://inside.example/' }).end(),
  '/file': (_, answer) => answer.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/slow': () => undefined,
  '/endless': (_, answer) => {
    const more = (): boolean => answer.write('x'.repeat(64 * 1024)) && setImmediate(more) !== undefined
    answer.on('drain', more).on('error', () => undefined)
    more()
  },
}
const server = createServer((request, answer) => {
  seen.push(`${request.method} ${request.url} ${request.headers.referer ?? ''}${request.headers.cookie ?? ''}`.trim())
  pages[request.url ?? '']?.(request, answer)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => {
  server.closeAllConnections()
  server.close()
})

// Names of the tests stand for hosts of the internet; what they ask for arrives at the server above.
const { port } = server.address() as AddressInfo
const arrive: Fetch = (url, options) =>
  fetch(String(url).replace('http://public.example', `http://127.0.0.1:${port}`), options)
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'public.example': ['151.101.1.140'],
  'inside.example': ['151.101.1.140', '10.0.0.7'],
}
const web = makeWeb({ fetch: arrive, lookup: async (host) => ADDRESSES[host] ?? [], timeout: 300 })

const looks: readonly [why: string, url: string, reachable: boolean, seen: string][] = [
  ['a page that is there', 'http://public.example/there', true, '200'],
  ['a page that is gone', 'http://public.example/gone', false, '404'],
  ['a server that knows no HEAD is asked again', 'http://public.example/no-head', true, '200'],
  ['a redirect is followed', 'http://public.example/moved', true, '200'],
  ['a redirect to itself ends', 'http://public.example/round', false, 'too many redirects'],
  [
    'a redirect into a private network is refused',
    'http://public.example/inside',
    false,
    'the host is not on the public internet',
  ],
  ['a redirect to a file is refused', 'http://public.example/file', false, 'a redirect to file:'],
  ['no answer', 'http://public.example/slow', false, 'time-out'],
  [
    'one private address among public ones is enough',
    'http://inside.example/',
    false,
    'the host is not on the public internet',
  ],
  ['no such host', 'http://nowhere.example/', false, 'there is no such host'],
]
for (const [why, url, reachable, what] of looks) {
  test(`web: ${why}`, async () => assert.deepEqual(await web.look(url), { reachable, seen: what }))
}

test('web: what the public reads', async () => {
  assert.deepEqual(await web.read('http://public.example/there'), { public: true, text: 'CVE-2030-10421 is mended' })
  assert.deepEqual(await web.read('http://public.example/gone'), { public: false, text: '' })
})

test('web: an endless page is read so far and no further', async () => {
  const { text } = await web.read('http://public.example/endless')
  assert(text.length > 200_000 && text.length < 3_000_000, `${text.length}`)
})

test('web: a request tells nothing of who asks', () => {
  assert(seen.length > 5)
  for (const line of seen) assert.match(line, /^(?:HEAD|GET) \/\S+$/)
})

const addresses: readonly [address: string, isPublic: boolean][] = [
  ['151.101.1.140', true],
  ['2a04:4e42::347', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['not an address', false],
]
for (const [address, isPublic] of addresses) {
  test(`public address: ${address} ${isPublic ? 'is' : 'is not'}`, () =>
    assert.equal(isPublicAddress(address), isPublic))
}
