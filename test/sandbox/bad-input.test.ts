import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { JsonObject } from '#json'
import { container, headersOf, type Lsf, startLsf } from './lsf.ts'

/* Requests that no client of good will sends: each is refused in words, and the server goes on. */

const LIMIT = Math.floor(3.8 * 1024 * 1024)

suite('bad input', () => {
  let lsf: Lsf
  let id: string
  before(async () => {
    lsf = await startLsf({ timeouts: { headers: 300, request: 600 } })
    const said = await lsf.ask('regular', 'POST /cve-id?short_name=lsf&cve_year=2030&amount=1')
    const { cve_ids } = said.body as { cve_ids: readonly { cve_id: string }[] }
    id = cve_ids[0]?.cve_id ?? ''
  })
  after(() => lsf.sandbox.close())

  /** Sends bytes as they are and gives the status and the body of the answer. */
  const raw = async (
    head: readonly string[],
    body: string | Buffer = '',
  ): Promise<{ status: number; body: JsonObject }> => {
    const text = await exchange(lsf.sandbox.port, (socket) => {
      socket.write(`${head.join('\r\n')}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
      socket.write(body)
    })
    const [, status = '0'] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? []
    const json = text.slice(text.indexOf('\r\n\r\n') + 4)
    return { status: Number(status), body: json === '' ? {} : (JSON.parse(json) as JsonObject) }
  }
  const post = (
    body: string | Buffer,
    headers: readonly string[] = ['Content-Type: application/json'],
  ): ReturnType<typeof raw> =>
    raw(
      [
        `POST /api/cve/${id}/cna HTTP/1.1`,
        ...Object.entries(headersOf('regular')).map(([name, value]) => `${name}: ${value}`),
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...headers,
      ],
      body,
    )
  const isUp = async (): Promise<void> => assert.equal((await lsf.ask({}, 'GET /health-check')).status, 200)

  const json = (text: string): string => `{"cnaContainer":${text}}`
  const good = JSON.stringify(container())
  const cases: readonly [
    why: string,
    send: () => ReturnType<typeof raw>,
    status: number,
    error: string,
    message?: RegExp,
  ][] = [
    ['no JSON', () => post('{"cnaContainer":'), 400, 'INVALID_JSON_SYNTAX'],
    ['a text', () => post('"cnaContainer"'), 400, 'INVALID_JSON_SYNTAX'],
    [
      'bytes that are not UTF-8',
      () => post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
      400,
      'INVALID_JSON_SYNTAX',
    ],
    ['a NUL between tokens', () => post('{\0}'), 400, 'INVALID_JSON_SYNTAX'],
    ['a key given twice', () => post('{"cnaContainer":{},"cnaContainer":{}}'), 400, 'INVALID_JSON_SYNTAX', /twice/],
    ['the key __proto__', () => post('{"__proto__":{"cnaContainer":{}}}'), 400, 'INVALID_JSON_SYNTAX', /__proto__/],
    [
      '__proto__ further down',
      () => post(json('{"x_a":{"__proto__":{"admin":true}}}')),
      400,
      'INVALID_JSON_SYNTAX',
      /__proto__/,
    ],
    [
      'the key constructor is a field like any other',
      () => post(json('{"constructor":{}}')),
      400,
      'INVALID_JSON_SCHEMA',
    ],
    [
      'a hundred thousand lists in each other',
      () => post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      400,
      'INVALID_JSON_SYNTAX',
      /nest|deep/,
    ],
    ['half of a surrogate pair', () => post(json('{"title":"\\ud800"}')), 400, 'INVALID_JSON_SYNTAX'],
    ['a number beyond all numbers', () => post(json('{"x_a":1e999}')), 400, 'INVALID_JSON_SYNTAX'],
    ['a body of another type is no body', () => post(good, ['Content-Type: text/plain']), 400, 'INVALID_JSON_SCHEMA'],
    ['a body without a type is no body', () => post(good, []), 400, 'INVALID_JSON_SCHEMA'],
    [
      'a compressed body',
      () => post(gzipSync(good), ['Content-Type: application/json', 'Content-Encoding: gzip']),
      400,
      'BAD_REQUEST',
      /content encoding unsupported/,
    ],
    [
      'a bomb of a compressed body',
      () => post(gzipSync(Buffer.alloc(20_000_000)), ['Content-Type: application/json', 'Content-Encoding: deflate']),
      400,
      'BAD_REQUEST',
    ],
    [
      'another charset',
      () => post(good, ['Content-Type: application/json; charset=latin1']),
      400,
      'BAD_REQUEST',
      /unsupported charset "LATIN1"/,
    ],
    ['one byte too many', () => post(padded(LIMIT + 1)), 413, 'RECORD_TOO_LARGE', /3\.8MB/],
    ['ten times as much', () => post(padded(10 * LIMIT)), 413, 'RECORD_TOO_LARGE'],
    ['the last byte that fits', () => post(padded(LIMIT)), 400, 'INVALID_JSON_SCHEMA'],
    [
      'a path that does not exist, with a body that is none',
      () => raw(['POST /api/none HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 1'], '{'),
      400,
      'INVALID_JSON_SYNTAX',
    ],
    ['a NUL in the path', () => raw([`GET /api/cve/${'CVE-2030-0001'}%00 HTTP/1.1`]), 400, 'BAD_INPUT'],
    ['a broken escape', () => raw(['GET /api/cve/%E0%A4%A HTTP/1.1']), 400, 'INVALID_JSON_SYNTAX'],
    ['a path out of the API', () => raw(['GET /api/../sandbox/state HTTP/1.1']), 404, 'NOT_FOUND'],
    ['the other side without credentials', () => raw(['GET /sandbox/state HTTP/1.1']), 401, 'UNAUTHORIZED'],
    [
      'a thousand parameters',
      () => raw([`GET /api/cve_count?${Array.from({ length: 1000 }, (_, i) => `p${i}=1`).join('&')} HTTP/1.1`]),
      400,
      'BAD_INPUT',
    ],
    [
      'a key of ten thousand letters',
      () =>
        raw([
          'GET /api/cve-id HTTP/1.1',
          'CVE-API-ORG: lsf',
          'CVE-API-USER: rita@lsf.example',
          `CVE-API-KEY: ${'x'.repeat(10_000)}`,
        ]),
      401,
      'UNAUTHORIZED',
    ],
    [
      'a header twice',
      () =>
        raw([
          'GET /api/cve-id HTTP/1.1',
          'CVE-API-ORG: lsf',
          'CVE-API-ORG: mitre',
          'CVE-API-USER: anna@lsf.example',
          'CVE-API-KEY: lantern-exercise',
        ]),
      401,
      'UNAUTHORIZED',
    ],
  ]
  for (const [why, sent, status, error, message = /./] of cases) {
    test(`${why}: ${status} ${error}`, async () => {
      const said = await sent()
      assert.equal(`${said.status} ${said.body.error}`, `${status} ${error}`, JSON.stringify(said.body).slice(0, 300))
      assert.match(String(said.body.message), message)
      await isUp()
    })
  }

  test('an endless body in chunks is cut off, and costs no memory', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const before = process.memoryUsage().rss
    const text = await exchange(lsf.sandbox.port, (socket) => {
      socket.write(
        `POST /api/cve/${id}/cna HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      const more = (): void => {
        while (socket.write(chunk)) if (socket.destroyed) return
        socket.once('drain', more)
      }
      more()
    })
    assert.match(text, /^HTTP\/1\.1 413 .*RECORD_TOO_LARGE/s)
    assert(process.memoryUsage().rss - before < 120e6)
    await isUp()
  })

  test('headers that never end are given up, and so is a body that drips', async () => {
    const started = performance.now()
    const drips: readonly (readonly [head: string, drop: string])[] = [
      ['GET /api/health-check HTTP/1.1\r\n', 'X: y\r\n'],
      [
        `POST /api/cve/${id}/cna HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
        ' ',
      ],
    ]
    const texts = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        exchange(lsf.sandbox.port, (socket) => {
          const [head, drop] = drips[i % 2] ?? []
          socket.write(head ?? '')
          const drip = setInterval(() => socket.write(drop ?? ''), 50)
          socket.on('close', () => clearInterval(drip))
        }),
      ),
    )
    for (const text of texts) assert.match(text, /^(HTTP\/1\.1 408|$)/)
    assert(performance.now() - started < 5000)
    await isUp()
  })

  test('a client that leaves in the middle leaves nothing behind', async () => {
    for (let i = 0; i < 50; i++) {
      const socket = connect(lsf.sandbox.port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(
        `POST /api/cve/${id}/cna HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"cna`,
      )
      await new Promise((resolve) => setTimeout(resolve, 2))
      socket.destroy()
    }
    await isUp()
  })

  test('four thousand bad requests leave the memory flat', async () => {
    const wrong = container({ references: [], x_noise: 'x'.repeat(2000) })
    const many = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 20) {
        await Promise.all(Array.from({ length: 20 }, () => lsf.ask('regular', `POST /cve/${id}/cna?junk=${i}`, wrong)))
      }
    }
    await many(1000)
    const before = heap()
    await many(3000)
    assert(heap() - before < 20e6, `${Math.round((heap() - before) / 1e6)} MB more`)
  })
})

function padded(bytes: number): string {
  return `{"x":"${'x'.repeat(bytes - 8)}"}`
}

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** Everything that comes back until the connection ends. */
function exchange(port: number, talk: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => talk(socket))
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}
