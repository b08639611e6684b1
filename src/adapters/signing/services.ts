import { encodeBase64, encodePem } from '#bytes'
import type { SigningKey } from '#desk/releases'
import { ok, type Result } from '#fault'
import { isObject, type JsonObject } from '#json'
import { type Certificate, type LogEntry, readCertificatePem, readLogEntryJson, readRekorEntriesJson } from '#sigstore'
import { ask, jsonOf, look, malformedAnswer, refusal } from './ask.ts'

/**
 * A certificate of Fulcio: the key proves that it is there by a signature over the name in the token. Source: fulcio.proto,
 * CreateSigningCertificateRequest.
 */
export async function certificate(authority: string, token: string, key: SigningKey): Promise<Result<Certificate>> {
  const what = 'a certificate'
  const name = nameIn(token)
  if (name === undefined) return refusal(what, { status: 400, body: Buffer.from('the token names nobody') })
  const body = {
    credentials: { oidcIdentityToken: token },
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: encodePem('PUBLIC KEY', key.publicKey.spki) },
      proofOfPossession: encodeBase64(key.sign(Buffer.from(name))),
    },
  }
  const url = `${base(authority)}/api/v2/signingCert`
  const answer = await ask({ url, what, type: 'application/json', body: JSON.stringify(body) })
  if (!answer.ok) return answer
  if (answer.value.status >= 300) return refusal(what, answer.value, token)
  const read = jsonOf(what, answer.value)
  if (!read.ok) return read
  const [pem] = certificatesIn(read.value)
  const certificates = pem === undefined ? undefined : readCertificatePem(pem)
  const [leaf] = certificates?.ok ? certificates.value : []
  return leaf === undefined ? malformedAnswer(what) : ok(leaf)
}

/** What Fulcio has signed as a proof: the address where there is one, else the subject (fulcio, docs/oidc.md). */
function nameIn(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    if (!isObject(claims)) return undefined
    const { email, sub } = claims
    return typeof email === 'string' && email !== '' ? email : typeof sub === 'string' && sub !== '' ? sub : undefined
  } catch {
    return undefined
  }
}

function certificatesIn(answer: unknown): readonly string[] {
  if (!isObject(answer)) return []
  const held = answer.signedCertificateEmbeddedSct
  const chain = isObject(held) ? held.chain : undefined
  const certificates = isObject(chain) ? chain.certificates : undefined
  return Array.isArray(certificates) ? certificates.filter((each) => typeof each === 'string') : []
}

/** Has a log record a proposal. Rekor v1 answers 409 with the address of an entry that it has already. */
export async function log(address: string, version: 1 | 2, proposal: JsonObject): Promise<Result<LogEntry>> {
  const what = 'a log entry'
  const url = `${base(address)}/api/v${version}/log/entries`
  const answer = await ask({ url, what, type: 'application/json', body: JSON.stringify(proposal) })
  if (!answer.ok) return answer
  const { status, location } = answer.value
  const there = status === 409 && location !== undefined ? URL.parse(location, `${base(address)}/`) : null
  const given = there === null || there.origin !== new URL(url).origin ? answer : await look(there.href, what)
  if (!given.ok) return given
  if (given.value.status >= 300) return refusal(what, given.value)
  const read = jsonOf(what, given.value)
  if (!read.ok) return read
  if (version === 2) {
    const entry = readLogEntryJson(read.value)
    return entry.ok ? entry : malformedAnswer(what)
  }
  const entries = readRekorEntriesJson(read.value)
  const [entry] = entries.ok ? entries.value.values() : []
  return entry === undefined ? malformedAnswer(what) : ok(entry)
}

/** The response of a timestamp authority (RFC 3161, 3.4). */
export async function timestamp(url: string, query: Uint8Array): Promise<Result<Uint8Array>> {
  const what = 'a timestamp'
  const answer = await ask({ url, what, type: 'application/timestamp-query', body: query })
  if (!answer.ok) return answer
  return answer.value.status >= 300 ? refusal(what, answer.value) : ok(answer.value.body)
}

function base(address: string): string {
  return address.replace(/\/$/, '')
}
