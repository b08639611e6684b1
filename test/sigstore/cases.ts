/** Cases of the conformance suite as values that a test can change before they are verified. */
import { existsSync, readFileSync } from 'node:fs'
import {
  type Artifact,
  artifactOf,
  type IdentityRule,
  identityPolicy,
  keyPolicy,
  type Material,
  type Policy,
  readBundle,
  readPublicKeyPem,
  readTrustedRoot,
  type Verdict,
  verify,
} from '#sigstore'
import { dataText, dataUrl } from './data.ts'

const FOLDER = 'sigstore/bundle-verify/'

/** Who signed the suite's files, where a case does not name another. */
export const SUITE_SIGNER: IdentityRule = {
  identity:
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
  issuer: 'https://token.actions.githubusercontent.com',
}

/** The moment at which the cases are judged. */
export const NOW: number = Date.parse('2026-11-21T00:00:00Z')

export interface Case {
  readonly bundle: string
  readonly root: string
  readonly artifact: Artifact
  readonly policy: Policy
}

export function caseNamed(name: string): Case {
  const text = (file: string): string | undefined => {
    const path = `${FOLDER}${name}/${file}`
    return existsSync(dataUrl(path)) ? dataText(path) : undefined
  }
  const artifact = existsSync(dataUrl(`${FOLDER}${name}/artifact`)) ? `${FOLDER}${name}/artifact` : `${FOLDER}a.txt`
  const pem = text('key.pub')
  return {
    bundle: text('bundle.sigstore.json') ?? '',
    root: text('trusted_root.json') ?? dataText('sigstore/trusted-root/public-good.json'),
    artifact: artifactOf(readFileSync(dataUrl(artifact))),
    policy: pem === undefined ? signedBy(SUITE_SIGNER) : signedWith(pem),
  }
}

export function signedBy(...anyOf: readonly IdentityRule[]): Policy {
  const policy = identityPolicy(anyOf)
  if (!policy.ok) throw new Error(policy.fault.message)
  return policy.value
}

export function signedWith(pem: string): Policy {
  const key = readPublicKeyPem(pem)
  if (!key.ok) throw new Error(key.fault.message)
  return keyPolicy(key.value)
}

/** The level of what passes, the code of what does not. */
export function outcomeOf({ bundle, root, artifact, policy }: Case, now: number = NOW): string {
  const material = readBundle(bundle)
  if (!material.ok) return material.fault.code
  const trusted = readTrustedRoot(root)
  if (!trusted.ok) return trusted.fault.code
  return codeOf(verify(material.value, artifact, trusted.value, policy, now))
}

export function codeOf(verdict: Verdict): string {
  return verdict.verdict === 'pass' ? verdict.evidence.level : verdict.fault.code
}

/** What material says: who signed what. Hints and evidence are left out. */
export function signedIn({ key, content, entries }: Material): readonly unknown[] {
  const payload = content.kind === 'dsse' ? [content.payloadType, content.payload] : []
  const certificate = key.kind === 'certificate' ? key.leaf.bytes : ''
  return [certificate, content.signature, payload, entries.map(({ body }) => body)]
}
