import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Who is at the provider's page when a browser comes. */
export interface Claims {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

/** What the double may get wrong on purpose. */
export interface Mischief {
  readonly nonce?: string
  readonly audience?: string
  readonly issuer?: string
  /** Signs with a key that it does not publish. */
  readonly otherKey?: boolean
  /** Seconds that the ID token has been over for. */
  readonly over?: number
}

/** An OpenID Connect provider that speaks the protocol over HTTP: discovery, keys, codes with PKCE, signed ID tokens. */
export class OpenIdDouble {
  readonly #server: Server
  readonly #codes = new Map<string, { readonly challenge: string; readonly nonce: string; readonly redirect: string }>()
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  claims: Claims = { sub: 'subject-1', email: 'ada@lsf.example', email_verified: true, name: 'Ada' }
  mischief: Mischief = {}
  readonly client = { id: 'steward', secret: 'of the client' }

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<OpenIdDouble> {
    const server = createServer()
    const double = new OpenIdDouble(server)
    server.on('request', (request, response) => void double.#answer(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return double
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** What the person at the browser does at the provider's page: agrees, and is sent back. The query of the way back. */
  agree(url: string): string {
    const asked = new URL(url).searchParams
    const code = randomBytes(16).toString('hex')
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      nonce: asked.get('nonce') ?? '',
      redirect: asked.get('redirect_uri') ?? '',
    })
    return `?${new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer })}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.issuer)
    if (pathname === '/.well-known/openid-configuration') return json(response, 200, this.#discovery())
    if (pathname === '/keys')
      return json(response, 200, {
        keys: [{ ...this.#key.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
      })
    if (pathname !== '/token') return json(response, 404, {})
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const given = new URLSearchParams(body)
    const begun = this.#codes.get(given.get('code') ?? '')
    this.#codes.delete(given.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    const client = `Basic ${Buffer.from(`${this.client.id}:${encodeURIComponent(this.client.secret).replaceAll('%20', '+')}`).toString('base64')}`
    const isRight =
      begun?.challenge === challenge &&
      begun.redirect === given.get('redirect_uri') &&
      request.headers.authorization === client
    if (begun === undefined || !isRight) return json(response, 400, { error: 'invalid_grant' })
    json(response, 200, { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: this.#token(begun.nonce) })
  }

  #discovery(): Record<string, unknown> {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  #token(nonce: string): string {
    const now = Math.floor(Date.now() / 1000) - (this.mischief.over ?? -300)
    const payload = {
      iss: this.mischief.issuer ?? this.issuer,
      aud: this.mischief.audience ?? this.client.id,
      nonce: this.mischief.nonce ?? nonce,
      iat: now - 300,
      exp: now,
      ...this.claims,
    }
    const text = [{ alg: 'RS256', kid: 'k' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const { privateKey } = this.mischief.otherKey ? this.#otherKey : this.#key
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
