import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { ORIGIN } from './desk-under-test.ts'

/** An account at the provider, by its subject. */
export interface Account {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

export interface ProviderOptions {
  /** Puts what the scopes ask for into the ID token as well. The standard has it at the UserInfo endpoint (OpenID Connect Core 5.4). */
  readonly thickTokens?: boolean
  /** Seconds for which a code may be redeemed. */
  readonly codeFor?: number
}

/** A certified OpenID Connect provider on loopback, with a page where whoever comes is signed in as {@link person}, or says no. */
export class IdentityProviderServer {
  readonly #server: Server
  readonly client = { id: 'steward', secret: 'of the client, which is long enough to be one' }
  readonly other = { id: 'another', secret: 'of another client, which is long enough to be one' }
  person: Account | undefined

  private constructor(server: Server) {
    this.#server = server
  }

  static async start({ thickTokens = false, codeFor = 60 }: ProviderOptions = {}): Promise<IdentityProviderServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const made = new IdentityProviderServer(server)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const clients = [made.client, made.other].map(({ id, secret }) => ({
      client_id: id,
      client_secret: secret,
      redirect_uris: [`${ORIGIN}/api/v1/session/oidc/callback`],
      id_token_signed_response_alg: 'ES256',
    }))
    const accounts = new Map<string, Account>()
    const provider = new Provider(made.issuer, {
      clients,
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'of-the-test' }] },
      adapter: InMemory,
      cookies: { keys: ['of a test'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: !thickTokens,
      pkce: { required: () => true },
      ttl: { AuthorizationCode: codeFor, AccessToken: 300, IdToken: 300, Grant: 300, Interaction: 300, Session: 300 },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/person/${uid}` },
      findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => accounts.get(sub) ?? { sub } }),
      // Whoever signs in here has agreed to everything before.
      async loadExistingGrant({ oidc }: GrantContext) {
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
    const answer = provider.callback()
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/person/')) return void answer(request, response)
      const { person } = made
      if (person !== undefined) accounts.set(person.sub, person)
      const result =
        person === undefined
          ? { error: 'access_denied', error_description: 'the person said no' }
          : { login: { accountId: person.sub } }
      void provider.interactionFinished(request, response, result)
    })
    return made
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Goes where the desk sends a browser, with a new browser, until the provider sends it back. The address on the desk. */
  async visit(url: string): Promise<string> {
    const cookies = new Map<string, string>()
    for (let at = url; ; ) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
      for (const each of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
        cookies.set(name, value)
      }
      const to = answer.headers.get('location')
      if (to === null) throw new Error(`${answer.status} at ${at}: ${await answer.text()}`)
      at = new URL(to, at).href
      if (at.startsWith(`${ORIGIN}/`)) return at
    }
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

type Payload = Readonly<Record<string, unknown>>

/** Where the provider keeps what it gave out; its own store in memory warns at each start that it is one. */
class InMemory {
  readonly #rows = new Map<string, Payload>()

  async upsert(id: string, payload: Payload): Promise<void> {
    this.#rows.set(id, payload)
  }

  async find(id: string): Promise<Payload | undefined> {
    return this.#rows.get(id)
  }

  async findByUid(uid: string): Promise<Payload | undefined> {
    return [...this.#rows.values()].find((payload) => payload.uid === uid)
  }

  async consume(id: string): Promise<void> {
    this.#rows.set(id, { ...this.#rows.get(id), consumed: Math.floor(Date.now() / 1000) })
  }

  async destroy(id: string): Promise<void> {
    this.#rows.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#rows) if (payload.grantId === grantId) this.#rows.delete(id)
  }
}

/** What of the provider's context a grant is made from. */
interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string }
    readonly session: { readonly accountId: string }
    readonly provider: {
      readonly Grant: new (of: {
        readonly clientId: string
        readonly accountId: string
      }) => { addOIDCScope(scopes: string): void; save(): Promise<string> }
    }
  }
}
