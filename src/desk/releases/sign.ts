import { encodeBase64 } from '#bytes'
import { fail, ok, type Result } from '#fault'
import type { JsonObject } from '#json'
import {
  type Artifact,
  artifactWithSha256,
  type BundleMaterial,
  type Identity,
  type IdentityRule,
  IN_TOTO_TYPE,
  identityOf,
  identityPolicy,
  type KeyMaterial,
  keyIdOf,
  keyPolicy,
  type LogEntry,
  type Policy,
  parseSha256,
  preAuthEncoding,
  proposalV1,
  proposalV2,
  readBundleJson,
  readStatement,
  type SignedContent,
  type SigningServices,
  type TrustedRoot,
  timestampQuery,
  type Verdict,
  verify,
  writeBundle,
} from '#sigstore'
import type { SigningKey, SigningPorts } from './signing-ports.ts'

/** What is to be signed, and as whom. */
export interface SigningRequest {
  /** Absolute. */
  readonly path: string
  readonly artifact: Artifact
  /** The in-toto statement about the file, to the byte, that is signed in its place. */
  readonly statement?: Uint8Array
  readonly as:
    | {
        readonly kind: 'token'
        /** An OpenID Connect token. */
        readonly token: string
        /** Who the certificate must name: another one is noticed before anything is signed or logged. */
        readonly expected?: IdentityRule
      }
    | { readonly kind: 'key'; readonly key: SigningKey }
  readonly services: SigningServices
  readonly root: TrustedRoot
}

export interface Signed {
  readonly bundle: JsonObject
  readonly evidence: (Verdict & { readonly verdict: 'pass' })['evidence']
}

/**
 * Signs a file: a key, a certificate for it (or a key that is there already), the signature, the log entry, a timestamp; then the bundle of
 * it all is read and verified as anybody would. A bundle that does not pass is not given out.
 */
export async function signFile(request: SigningRequest, ports: SigningPorts): Promise<Result<Signed>> {
  const { as, services, artifact } = request
  const key = as.kind === 'key' ? as.key : ports.newKey()
  if (key.publicKey.kind === 'Ed25519' && services.log.version === 2) {
    return wholeOnly('Rekor 2 logs the digest of whatever is signed')
  }
  const held = await keyMaterial(request, key, ports)
  if (!held.ok) return held
  const content = await signed(request, key)
  if (!content.ok) return content
  const logged = await log(services, content.value, held.value.key, key, artifact, ports)
  if (!logged.ok) return logged
  const stamped = await stamp(services, content.value.signature, ports)
  if (!stamped.ok) return stamped
  const material: BundleMaterial = {
    form: 'bundle-v0.3',
    key: held.value.key,
    content: content.value,
    entries: [logged.value],
    timestamps: stamped.value,
  }
  return checked(writeBundle(material), request, held.value.policy, ports.now())
}

interface Held {
  readonly key: KeyMaterial
  readonly policy: Policy
}

async function keyMaterial(
  { as, services }: SigningRequest,
  key: SigningKey,
  ports: SigningPorts,
): Promise<Result<Held>> {
  if (as.kind === 'key') {
    const hint = encodeBase64(keyIdOf(key.publicKey))
    return ok({ key: { kind: 'key', hint }, policy: keyPolicy(key.publicKey) })
  }
  const issued = await ports.certificate(services.certificateAuthority, as.token, key)
  if (!issued.ok) return issued
  const leaf = issued.value
  const named = identityOf(leaf)
  if (!named.ok) return named
  if (as.expected !== undefined && !isSame(named.value, as.expected)) {
    return fail({
      code: 'SIGN_OTHER_IDENTITY',
      kind: 'conflict',
      message: `the certificate is for ${named.value.identity} (${named.value.issuer}): nothing was signed`,
      hint: 'sign in as the identity that is to sign',
    })
  }
  const policy = identityPolicy([as.expected ?? named.value])
  return policy.ok ? ok({ key: { kind: 'certificate', leaf, intermediates: [] }, policy: policy.value }) : policy
}

function isSame({ identity, issuer }: Identity, expected: IdentityRule): boolean {
  return identity === expected.identity && issuer === expected.issuer
}

async function signed({ path, artifact, statement }: SigningRequest, key: SigningKey): Promise<Result<SignedContent>> {
  if (statement === undefined) {
    if (key.signFile === undefined) return wholeOnly('Rekor logs the digest of a file')
    const signature = await key.signFile(path)
    if (!signature.ok) return signature
    const digest = { algorithm: 'sha256', value: artifact.digests.sha256 } as const
    return ok({ kind: 'message', signature: signature.value, digest })
  }
  const signature = key.sign(preAuthEncoding(IN_TOTO_TYPE, statement))
  return ok({ kind: 'dsse', payloadType: IN_TOTO_TYPE, payload: statement, signature })
}

/** The log checks what it takes in, and from a digest it cannot check a signature over the data itself. */
function wholeOnly(because: string): Result<never, 'SIGN_ED25519'> {
  return fail({
    code: 'SIGN_ED25519',
    kind: 'refused',
    message: `an Ed25519 key signs whole data, and ${because}: nothing was signed`,
    hint: 'sign a statement (--in-toto) with Rekor 1, or use an EC key',
  })
}

function log(
  { log: { url, version } }: SigningServices,
  content: SignedContent,
  key: KeyMaterial,
  { publicKey }: SigningKey,
  { digests: { sha256 } }: Artifact,
  ports: SigningPorts,
): Promise<Result<LogEntry>> {
  const proposal = (version === 2 ? proposalV2 : proposalV1)(content, key, publicKey, sha256)
  return ports.log(url, version, proposal)
}

async function stamp(
  { timestampAuthority }: SigningServices,
  signature: Uint8Array,
  ports: SigningPorts,
): Promise<Result<readonly Uint8Array[]>> {
  if (timestampAuthority === undefined) return ok([])
  const response = await ports.timestamp(timestampAuthority, timestampQuery(signature))
  return response.ok ? ok([response.value]) : response
}

function checked(bundle: JsonObject, { artifact, root }: SigningRequest, policy: Policy, now: number): Result<Signed> {
  const read = readBundleJson(bundle)
  if (!read.ok) return unusable(read.fault.message)
  const verdict = verify(read.value, artifact, root, policy, now)
  return verdict.verdict === 'pass' ? ok({ bundle, evidence: verdict.evidence }) : unusable(verdict.fault.message)
}

function unusable(detail: string): Result<never, 'SIGN_UNVERIFIED'> {
  return fail({
    code: 'SIGN_UNVERIFIED',
    kind: 'untrusted',
    message: `what the services gave does not verify, and was not written: ${detail}`,
    hint: 'check that the trusted root is that of the services',
  })
}

/** A statement that a file was released, for those who want an attestation rather than a plain signature. */
export function releaseStatement(name: string, artifact: Artifact, predicateType: string): Uint8Array {
  const sha256 = Buffer.from(artifact.digests.sha256).toString('hex')
  return Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name, digest: { sha256 } }],
      predicateType,
      predicate: {},
    }),
  )
}

/** The first of the files that a statement is about; the fault says why it is about none that could be verified. */
export function subjectArtifact(statement: Uint8Array): Result<Artifact> {
  const read = readStatement(statement)
  if (!read.ok) return read
  const digest = parseSha256(read.value.subjects[0]?.digest.get('sha256') ?? '')
  if (digest.ok) return ok(artifactWithSha256(digest.value))
  return fail({
    code: 'SIGN_STATEMENT',
    kind: 'invalid',
    message: 'cannot sign the statement: its first subject has no SHA-256 digest',
  })
}
