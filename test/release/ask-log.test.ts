// A log that is asked for entries: a server that answers as Rekor v1 does, from the real entries.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { skip } from '../sigstore/data.ts'
import { commandLine, type Said } from '../worlds/command-line.ts'
import { corpus, IDENTITIES, REKOR_DUMP, writeRows } from './python-org.ts'

describe('asking the log', { skip }, () => {
  let folder = ''
  let url = ''
  let server: http.Server
  /** What the next answers are; the real one where there is none. */
  const odd: ((response: http.ServerResponse) => void)[] = []
  const asked: number[] = []

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-log-'))
    const rows = corpus().filter(({ crt }) => crt !== null)
    const old = rows.filter(({ sigstore_2024_09_07: each }) => !JSON.stringify(each).includes('checkpoint'))
    // Twelve are more than one question.
    writeRows(folder, [...old.slice(0, 7), ...old.slice(7, 12).map((row) => ({ ...row, bundle: false }))])
    const entries = Object.entries(JSON.parse(readFileSync(REKOR_DUMP, 'utf8')) as Record<string, unknown>)
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const answer = odd.shift()
        if (answer !== undefined) return answer(response)
        assert.equal(`${request.method} ${request.url}`, 'POST /api/v1/log/entries/retrieve')
        const { entryUUIDs } = JSON.parse(Buffer.concat(chunks).toString()) as { entryUUIDs: string[] }
        asked.push(entryUUIDs.length)
        const found = entries.filter(([uuid]) => entryUUIDs.includes(uuid.slice(-64)))
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(found.map(([uuid, entry]) => ({ [uuid]: entry }))))
        return undefined
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    assert.equal((await run(`trust import ${IDENTITIES} --out policy.json`)).exit, 0)
  })
  after(() => {
    server?.closeAllConnections()
    server?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const run = (line: string): Promise<Said> => commandLine(folder).run(line)
  const plan = (flags: string): Promise<Said> =>
    run(`release plan tree --policy policy.json --digests digests.json --json ${flags}`)

  test('without being told so, nobody is asked', async () => {
    const { changes, left } = JSON.parse((await plan(`--rekor-url ${url}`)).out)
    assert.deepEqual([changes.length, left.length, asked.length], [0, 12, 0])
  })

  test('the log has what no file has: ten entries for a question, each change verified', async () => {
    const { changes, left } = JSON.parse((await plan(`--ask-rekor --rekor-url ${url}`)).out)
    assert.deepEqual([changes.length, left.length], [12, 0])
    assert.deepEqual(asked, [10, 2])
    assert.equal(changes[0].from, url.slice('http://'.length))
  })

  test('a dump that has them saves the question', async () => {
    asked.length = 0
    const { changes } = JSON.parse((await plan(`--ask-rekor --rekor-url ${url} --rekor ${REKOR_DUMP}`)).out)
    assert.deepEqual([changes.length, asked], [12, []])
  })

  const codeOf = ({ out }: Said): string => JSON.parse(out).faults?.[0]?.code ?? 'done'
  const answers: readonly [why: string, code: string, answers: ((response: http.ServerResponse) => void)[]][] = [
    ['busy once, then there', 'done', [(response) => response.writeHead(503).end()]],
    [
      'busy for long',
      'REKOR_UNREACHABLE',
      Array(3).fill((response: http.ServerResponse) => response.writeHead(503).end()),
    ],
    ['it hangs up', 'REKOR_UNREACHABLE', Array(3).fill((response: http.ServerResponse) => response.destroy())],
    ['it refuses', 'REKOR_REFUSED', [(response) => response.writeHead(400).end('{}')]],
    [
      'it sends elsewhere',
      'REKOR_UNREACHABLE',
      Array(3).fill((response: http.ServerResponse) =>
        response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      ),
    ],
    ['no JSON', 'JSON_SYNTAX', [(response) => response.end('<html>')]],
    [
      'an entry under the UUID of another',
      'REKOR_UUID',
      [
        (response) =>
          response.end(
            JSON.stringify([{ ['0'.repeat(64)]: Object.values(JSON.parse(readFileSync(REKOR_DUMP, 'utf8')))[0] }]),
          ),
      ],
    ],
    ['more than any answer', 'REKOR_REFUSED', [(response) => response.end(' '.repeat(5 * 1024 * 1024))]],
  ]
  for (const [why, code, replies] of answers) {
    test(`${why}: ${code}`, async () => {
      odd.push(...replies)
      assert.equal(codeOf(await plan(`--ask-rekor --rekor-url ${url}`)), code)
      assert.equal(odd.length, 0)
    })
  }

  test('an address that is none', async () => {
    for (const address of ['file:///etc/passwd', 'rekor', 'http://user@127.0.0.1/']) {
      assert.equal(codeOf(await plan(`--ask-rekor --rekor-url ${address}`)), 'REKOR_ADDRESS')
    }
  })
})
