import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Fault } from '#fault'
import { authenticator, type Identify } from './authenticate.ts'
import { type Crashed, errorHandler, RATE_LIMITED } from './error-handler.ts'
import { tellBrowsers } from './headers.ts'
import { describeApi } from './openapi.ts'
import { forgeryGuard, hostGuard } from './origin.ts'
import { refuse } from './problem.ts'
import { LARGEST_BODY, readBody } from './read-body.ts'
import { RequestFault } from './request-fault.ts'
import { completeRoute } from './route.ts'
import { readByShape } from './validate.ts'
import { asksForPage, serveWeb } from './web-files.ts'

/** The app as resources see it: routes are typed by their Zod shapes. */
export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

export interface DoorOptions {
  readonly version: string
  /** Where people reach the desk, without a path: `http://127.0.0.1:4310`. Asked at each request: port 0 is known only later. */
  readonly origins: () => readonly string[]
  /** Reached over TLS: cookies and headers say so. */
  readonly secure: boolean
  /** Addresses or networks of the proxies in front, whose `X-Forwarded-*` are true. Nobody else's are believed. */
  readonly proxies?: readonly string[]
  readonly identify: Identify
  /** Registers the routes below `/api/v1`. */
  readonly resources: (api: App) => void
  /** Registers routes that have their place elsewhere: health and metrics. */
  readonly outside?: (app: App) => void
  /** Folder of the built browser application. */
  readonly web?: string
  /** Requests a minute of one address. */
  readonly perMinute?: number
  readonly ids: () => string
  /** A mistake of the desk itself. */
  readonly crashed: Crashed
  /** Called when an answer is out: for the log and the metrics. Never holds a query or a body. */
  readonly seen?: (line: SeenRequest) => void
}

/** One answered request, as logs may have it: the pattern of the route, never the path, which may name what is under embargo. */
export interface SeenRequest {
  readonly id: string
  readonly method: string
  /** `/api/v1/vulnerabilities/:id`; empty when there is no such route. */
  readonly route: string
  readonly status: number
  readonly milliseconds: number
}

/** The app, ready to listen or to be asked by `inject`. */
export async function createApp(options: DoorOptions): Promise<App> {
  const app: App = Fastify({
    logger: false,
    trustProxy: options.proxies === undefined ? false : [...options.proxies],
    bodyLimit: LARGEST_BODY,
    genReqId: options.ids,
    requestIdHeader: false,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: true },
    http: { maxHeaderSize: 16 * 1024, headersTimeout: 20_000 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(readByShape)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(errorHandler(options.crashed))
  app.setNotFoundHandler((request, reply) => {
    const { method, url, headers } = request
    if (options.web !== undefined && asksForPage(method, url, headers.accept)) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    }
    return refuse(reply, NO_ROUTE)
  })
  takeJson(app)
  const { seen } = options
  if (seen !== undefined) {
    app.addHook('onResponse', async (request, reply) => {
      const { id, method, routeOptions } = request
      seen({ id, method, route: routeOptions.url ?? '', status: reply.statusCode, milliseconds: reply.elapsedTime })
    })
  }
  tellBrowsers(app, options.secure)
  await app.register(cookie)
  await app.register(rateLimit, {
    global: true,
    max: (request) => request.routeOptions.config.perMinute ?? options.perMinute ?? 1200,
    timeWindow: '1 minute',
    // Each route that makes guessing slow counts for itself; the others count together.
    keyGenerator: (request) =>
      request.routeOptions.config.perMinute === undefined ? request.ip : `${request.ip} ${request.routeOptions.url}`,
    errorResponseBuilder: () => new RequestFault(RATE_LIMITED),
  })
  app.decorateRequest('actor', undefined)
  const address = (): { readonly origins: readonly string[] } => ({ origins: options.origins() })
  app.addHook('onRequest', hostGuard(address))
  app.addHook('onRequest', forgeryGuard(address))
  app.addHook('onRequest', authenticator(options.identify, options.secure))
  await describeApi(app, options.version, options.secure)
  options.outside?.(app)
  await app.register(
    async (api: App) => {
      api.addHook('onRoute', completeRoute)
      options.resources(api)
    },
    { prefix: '/api/v1' },
  )
  if (options.web !== undefined) await serveWeb(app, options.web)
  await app.ready()
  return app
}

/** JSON is the only body, read by the same strict reader as every file. */
function takeJson(app: App): void {
  app.decorateRequest('signedBytes', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    // What a signature is over are the bytes as they came.
    if (request.routeOptions.config.proofInRequest === true) request.signedBytes = bytes as Buffer
    if (bytes.length === 0) return done(null, undefined)
    const body = readBody(bytes as Buffer)
    if (body.ok) done(null, body.value)
    else done(new RequestFault(body.fault))
  })
}

const NO_ROUTE: Fault<'NOTHING_THERE'> = {
  code: 'NOTHING_THERE',
  kind: 'absent',
  message: 'there is nothing under this address',
  hint: '/api/openapi.json lists every route',
}
