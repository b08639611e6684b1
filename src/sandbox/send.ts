import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import { MOST_BYTES } from './read-body.ts'

export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return
  const text = body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }),
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(text) }),
    ...headers,
  })
  response.end(text)
}

/** Lets the client finish sending, up to a point, so that it reads the answer and not a reset connection. */
export function closeAfter(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Connection', 'close')
  let drained = 0
  request.on('data', (chunk: Buffer) => {
    drained += chunk.length
    if (drained > 8 * MOST_BYTES) request.destroy()
  })
  request.on('error', () => undefined)
}

/** Gives no answer; after so many milliseconds the connection ends. */
export function staySilent(request: IncomingMessage, milliseconds: number): void {
  request.on('error', () => undefined)
  request.resume()
  const end = setTimeout(() => request.socket.destroy(), milliseconds)
  request.socket.once('close', () => clearTimeout(end))
}

/** Browsers ask before they send the three headers; CVE Services let every origin. */
export function preflight({ headers }: IncomingMessage): Answer {
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '',
      Vary: 'Access-Control-Request-Headers',
    },
  }
}
