import type { Json, JsonObject } from '#json'
import { type PolicyDocument, parseInstant, readPolicy, type VerifiedSigner } from '#trust'

export const FORGE = 'https://forge.example/login/oauth'
export const ACCOUNTS = 'https://accounts.example'

/** The policy of a project that does not exist, in JSON; fields given replace its own. */
export function lanternJson(fields: JsonObject = {}): JsonObject {
  return {
    mediaType: 'application/vnd.steward.trust-policy.v1+json',
    policyId: 'org.lantern',
    version: 1,
    issuedAt: '2030-01-04T00:00:00Z',
    expires: '2031-01-01T00:00:00Z',
    instances: { public: {}, staging: {}, own: { trustedRoots: [`sha256:${'ab'.repeat(32)}`] } },
    identities: {
      ruta: { san: 'ruta@lantern.example', type: 'email', issuer: FORGE, instance: 'public' },
      oskar: { san: 'oskar@lantern.example', type: 'email', issuer: ACCOUNTS, instance: 'public' },
      ines: { san: 'ines@lantern.example', type: 'email', issuer: FORGE, instance: 'public' },
    },
    policyRole: { members: ['ruta', 'oskar', 'ines'], threshold: 2 },
    streams: [
      stream('3.1', [{ identity: 'ines', from: null, until: null }]),
      stream('3.13', [{ identity: 'oskar', from: '2028-04-01T00:00:00Z', until: '2030-12-31T23:59:59Z' }]),
      stream('3.14', [
        { identity: 'ruta', from: '2029-04-01T00:00:00Z', until: null },
        { identity: 'oskar', from: null, until: '2029-04-01T00:00:00Z' },
      ]),
    ],
    ...fields,
  }
}

export function stream(release: string, signers: readonly Json[], fields: JsonObject = {}): JsonObject {
  return {
    id: `lantern-${release}`,
    product: 'lantern',
    release,
    signers,
    threshold: 1,
    evidence: 'proof',
    artifacts: ['*.tgz', '*.tar.xz', '*.exe'],
    gpg: 'none',
    ...fields,
  }
}

export function lantern(fields: JsonObject = {}): PolicyDocument {
  const read = readPolicy(lanternJson(fields))
  if (!read.ok) throw new Error(JSON.stringify(read.fault))
  return read.value
}

/** Ruta, on 2 March 2030, proved by the log of the public instance; fields given replace these. */
export function signedBy(fields: Partial<VerifiedSigner> = {}): VerifiedSigner {
  return {
    san: 'ruta@lantern.example',
    type: 'email',
    issuer: FORGE,
    root: { digest: `sha256:${'00'.repeat(32)}`, name: 'public' },
    times: [at('2030-03-02T14:06:00Z')],
    evidence: 'proof',
    ...fields,
  }
}

export function at(text: string): number {
  const instant = parseInstant(text)
  if (!instant.ok) throw new Error(text)
  return instant.value
}
