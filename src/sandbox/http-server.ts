import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Json } from '#json'
import { type Answer, type Outcome, refuse } from './answer.ts'
import type { Appearance } from './appearance.ts'
import { control } from './control.ts'
import { ERRORS } from './errors.ts'
import type { FaultPlan, Mishap } from './faults.ts'
import { isSecretariat } from './gates.ts'
import { readBody } from './read-body.ts'
import { closeAfter, preflight, send, staySilent } from './send.ts'
import { authenticate, type Credentials, type Ground, serve } from './service.ts'
import type { Store } from './store.ts'

/** One line for each request; never a header, never a key. */
export interface Seen {
  readonly method: string
  readonly path: string
  /** Undefined where no answer was given on purpose. */
  readonly status: number | undefined
  readonly milliseconds: number
}

export interface Timeouts {
  /** Until the headers are complete. */
  readonly headers: number // milliseconds
  /** Until the whole request is there. */
  readonly request: number // milliseconds
  /** How long a request without an answer is held. */
  readonly silence: number // milliseconds
}

export interface Wiring {
  readonly ground: Omit<Ground, 'published' | 'reserving' | 'carryOut'>
  readonly store: Store
  readonly faults: FaultPlan
  readonly appearance: Appearance
  /** UUID of the user that may control the sandbox. */
  readonly administrator: string
  readonly timeouts: Timeouts
  readonly seen: (line: Seen) => void
  /** What to do with a mistake of the sandbox itself; the client gets a 500. */
  readonly crashed: (cause: unknown) => void
}

/** The server, not yet listening. */
export function httpServer(wiring: Wiring): Server {
  const reserving = new Set<string>()
  const server = createServer(
    {
      headersTimeout: wiring.timeouts.headers,
      requestTimeout: wiring.timeouts.request,
      connectionsCheckingInterval: Math.min(1000, wiring.timeouts.headers),
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      const started = performance.now()
      const [path = '/'] = (request.url ?? '/').split('?', 1)
      response.on('close', () => {
        const status = response.headersSent ? response.statusCode : undefined
        wiring.seen({ method: request.method ?? '', path, status, milliseconds: performance.now() - started })
      })
      handle(request, response, wiring, reserving).catch((cause: unknown) => {
        // A client that leaves in the middle is no mistake of ours.
        if (request.destroyed && !response.headersSent && request.complete === false) return
        wiring.crashed(cause)
        if (!response.headersSent) send(response, refuse(500, ERRORS.serviceNotAvailable()))
      })
    },
  )
  return server
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  wiring: Wiring,
  reserving: Set<string>,
): Promise<void> {
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
  const target = request.url ?? '/'
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  const isApi = path === '/api' || path.startsWith('/api/')
  if (isApi) response.setHeader('Access-Control-Allow-Origin', '*')
  if (method === 'OPTIONS' && isApi) return send(response, preflight(request))

  const mishap = isApi ? wiring.faults.next(method, path) : undefined
  if (mishap?.kind === 'cut') return void request.socket.destroy()
  if (mishap?.kind === 'timeout') return staySilent(request, wiring.timeouts.silence)
  if (mishap?.kind === 'status') return send(response, injected(mishap.status))

  const body = await readBody(request)
  if (!body.ok) {
    if (body.closes) closeAfter(request, response)
    return send(response, body.refusal)
  }
  if (!isApi) return send(response, await serveControl(request, method, path, body.value, wiring))

  const outcome = await serve(
    {
      method,
      path: path.slice('/api'.length),
      query: new URLSearchParams(query < 0 ? '' : target.slice(query)),
      credentials: credentialsOf(request),
      body: body.value,
    },
    {
      ...wiring.ground,
      published: (id) => wiring.appearance.published(id),
      reserving: (org) => mishap?.kind === 'lock' || reserving.has(org),
      carryOut: (decided) => carryOut(decided, mishap, wiring, reserving),
    },
  )
  if (mishap?.kind === 'latency') {
    await new Promise((resolve) => setTimeout(resolve, mishap.milliseconds))
    if (outcome.reservesFor !== undefined) reserving.delete(outcome.reservesFor.UUID)
  }
  if (mishap?.kind === 'lost') return staySilent(request, wiring.timeouts.silence)
  send(response, outcome)
}

/**
 * Stores what an answer says, and takes the lock of a reservation that an exercise made slow.
 *
 * CVE Services lock an organisation in their database for as long as a reservation runs, and refuse every other one of it with
 * RESERVATION_IN_PROGRESS. Here a reservation happens at one stroke: two of them cannot meet, and nobody is refused. Where an
 * exercise makes one slow (`slow=MS`) it can be met, and is refused as there; the fault `lock` refuses at once.
 */
function carryOut(
  { changes = [], reservesFor }: Outcome,
  mishap: Mishap | undefined,
  { store, appearance }: Wiring,
  reserving: Set<string>,
): void {
  if (mishap?.kind === 'appears') {
    for (const change of changes) {
      if (change.kind === 'record') appearance.delay(change.entry.cve_id, mishap.seconds)
    }
  }
  store.commit(changes)
  if (mishap?.kind === 'latency' && reservesFor !== undefined) reserving.add(reservesFor.UUID)
}

function injected(status: 429 | 500 | 502 | 503 | 504): Answer {
  if (status === 429) return refuse(429, ERRORS.tooManyRequests(), { 'Retry-After': '1' })
  return refuse(status, status === 500 ? ERRORS.serverError() : ERRORS.serviceNotAvailable())
}

/** The control side answers nobody but this machine. */
async function serveControl(
  request: IncomingMessage,
  method: string,
  path: string,
  body: Json,
  wiring: Wiring,
): Promise<Outcome> {
  const [, side, name = '', ...more] = path.split('/')
  const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
  if (side !== 'sandbox' || more.length > 0 || !isLocal) return refuse(404, ERRORS.notFound())
  const caller = await authenticate(credentialsOf(request), wiring.ground)
  if (caller === undefined) return refuse(401, ERRORS.unauthorized())
  if (caller.user.UUID !== wiring.administrator && !isSecretariat(caller)) {
    return refuse(403, ERRORS.secretariatOnly())
  }
  return control(method, name, body, { ...wiring.ground, faults: wiring.faults })
}

function credentialsOf({ headers }: IncomingMessage): Credentials {
  const text = (name: string): string | undefined => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  }
  return { org: text('cve-api-org'), user: text('cve-api-user'), key: text('cve-api-key') }
}
