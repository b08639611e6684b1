/**
 * A real HTTP server that answers each request by the next line of a script: with what CVE Services would say, or with what no
 * client wishes to see.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}

/** Bytes as they are. */
export function raw(body: string | Uint8Array, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, headers)
    response.end(body)
  }
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return json({ error: `STATUS_${code}`, message: 'as ordered' }, code, headers)
}

/** The connection is cut before a byte of the answer. */
export const reset: Answer = (request) => void request.socket.destroy()

/** The head of an answer and half of its body. */
export const truncated: Answer = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"id_quota": 1')
  setTimeout(() => request.socket.destroy(), 5)
}

/** No answer at all. */
export const silent: Answer = () => undefined

/** More bytes than anybody wants, as fast as they are taken. */
export const endless: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

export interface OddServer {
  /** With `/api`. */
  readonly url: string
  /** The requests that came: `POST /api/cve-id?amount=1`. */
  readonly seen: string[]
  /** Headers of each. */
  readonly headers: IncomingMessage['headers'][]
  /** What is answered from now on; after the last line comes 418. */
  script(...answers: readonly Answer[]): void
  close(): Promise<void>
}

export async function oddServer(): Promise<OddServer> {
  let answers: readonly Answer[] = []
  const seen: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    headers.push(request.headers)
    const [next = status(418), ...rest] = answers
    answers = rest
    request.resume()
    request.on('end', () => next(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}/api`,
    seen,
    headers,
    script(...given) {
      answers = given
      seen.length = 0
      headers.length = 0
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((cause) => (cause === undefined ? resolve() : reject(cause)))
        server.closeAllConnections()
      }),
  }
}

/** Paths of the requests without the query. */
export function pathsOf({ seen }: OddServer): readonly string[] {
  return seen.map((each) => {
    const path = each.split('?')[0]
    assert(path !== undefined)
    return path
  })
}
