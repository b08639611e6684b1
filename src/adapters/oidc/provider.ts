import type { Configuration } from 'openid-client'
import type { IdentityProvider } from '#desk/people'
import { type Fault, fail, ok, type Result } from '#fault'

export interface ProviderSettings {
  /** Issuer, below which `.well-known/openid-configuration` is found. */
  readonly issuer: string
  readonly client: string
  readonly secret?: string
  /** On the button. */
  readonly label: string
}

/**
 * The provider of the environment: `STEWARD_OIDC_ISSUER`, `STEWARD_OIDC_CLIENT`, `STEWARD_OIDC_SECRET`, `STEWARD_OIDC_LABEL`. Undefined
 * where none is named.
 */
export function providerSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Result<ProviderSettings | undefined> {
  const { STEWARD_OIDC_ISSUER: issuer, STEWARD_OIDC_CLIENT: client, STEWARD_OIDC_SECRET: secret } = environment
  if (issuer === undefined) return ok(undefined)
  if (client === undefined || !URL.canParse(issuer) || !mayBeAsked(new URL(issuer))) {
    return fail({
      code: 'PROVIDER_SETTINGS',
      kind: 'invalid',
      message: 'cannot use the identity provider of the environment',
      hint: 'STEWARD_OIDC_ISSUER is its https address, and STEWARD_OIDC_CLIENT the ID of the desk there',
    })
  }
  const label = environment.STEWARD_OIDC_LABEL ?? new URL(issuer).hostname
  return ok({ issuer, client, label, ...(secret !== undefined && { secret }) })
}

/** Plain http is for a provider on this machine only. */
function mayBeAsked({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Seconds that the provider has for one answer. */
const TIMEOUT = 10

/**
 * Authorization code flow with PKCE, `state` and `nonce` (OpenID Connect Core 1.0, RFC 7636, RFC 9700). `redirect` is the address to
 * which the provider sends the browser back; it is registered there.
 */
export function identityProvider(settings: ProviderSettings, redirect: () => string): IdentityProvider {
  let found: Promise<Configuration> | undefined

  /** What the provider tells of itself, asked for once; a provider that was away is asked again. */
  function configuration(): Promise<Configuration> {
    found ??= discover(settings).catch((cause: unknown) => {
      found = undefined
      throw cause
    })
    return found
  }

  return {
    label: settings.label,
    async begin() {
      const client = await import('openid-client')
      return attempt(async () => {
        const config = await configuration()
        const asked = {
          verifier: client.randomPKCECodeVerifier(),
          state: client.randomState(),
          nonce: client.randomNonce(),
          redirect: redirect(),
        }
        const url = client.buildAuthorizationUrl(config, {
          redirect_uri: asked.redirect,
          scope: 'openid email profile',
          code_challenge: await client.calculatePKCECodeChallenge(asked.verifier),
          code_challenge_method: 'S256',
          state: asked.state,
          nonce: asked.nonce,
        })
        return { url: url.href, asked }
      }, AWAY)
    },
    async finish(query, asked) {
      const client = await import('openid-client')
      return attempt(async () => {
        const config = await configuration()
        const tokens = await client.authorizationCodeGrant(config, new URL(`${asked.redirect ?? ''}${query}`), {
          pkceCodeVerifier: asked.verifier ?? '',
          expectedState: asked.state ?? '',
          expectedNonce: asked.nonce ?? '',
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new Error('no ID token')
        const { iss, sub } = claims
        // What the scopes ask for stands at the UserInfo endpoint, and in the token only if the provider likes (OpenID Connect Core 5.4).
        const isElsewhere = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
        const told = isElsewhere ? await client.fetchUserInfo(config, tokens.access_token, sub) : claims
        const { email, email_verified, name } = told
        return {
          issuer: iss,
          subject: sub,
          ...(typeof email === 'string' && email_verified === true && { email }),
          ...(typeof name === 'string' && { name }),
        }
      }, REFUSED)
    },
  }
}

async function discover({ issuer, client: id, secret }: ProviderSettings): Promise<Configuration> {
  const client = await import('openid-client')
  const server = new URL(issuer)
  const authentication = secret === undefined ? client.None() : client.ClientSecretBasic(secret)
  return client.discovery(server, id, undefined, authentication, {
    timeout: TIMEOUT,
    execute: [
      // The signature of the ID token is checked although it comes straight from the provider.
      client.enableNonRepudiationChecks,
      ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  })
}

/** The library throws for every answer that does not hold; what it holds against it may name tokens, and stays here. */
async function attempt<T>(work: () => Promise<T>, fault: Fault): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch {
    return fail(fault)
  }
}

const AWAY: Fault<'PROVIDER_AWAY'> = {
  code: 'PROVIDER_AWAY',
  kind: 'unreachable',
  message: 'the identity provider does not answer',
}

const REFUSED: Fault<'PROVIDER_REFUSED'> = {
  code: 'PROVIDER_REFUSED',
  kind: 'untrusted',
  message: 'the answer of the identity provider does not hold',
  hint: 'begin again',
}
