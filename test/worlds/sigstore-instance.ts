/**
 * A whole Sigstore instance on this machine: Fulcio with its certificate log, Rekor v1 and v2 with real trees, a timestamp authority.
 * It speaks the protocols of the real ones over HTTP and refuses what they refuse.
 */
import crypto, { type KeyObject } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { contextTag, DER_TAG, derItems, encodeDer, encodeOid, encodePem, readDer } from '#bytes'
import { isObject, type Json, type JsonObject } from '#json'
import {
  type CertificateRequest,
  CODE_SIGNING,
  ECDSA_SHA256,
  extension,
  integer,
  keyUsage,
  makeAuthority,
  nameOf,
  newEcKey,
  newSerial,
  octets,
  purposes,
  sequence,
  signCertificate,
  spkiOf,
  TIME_STAMPING,
  tbsOf,
  time,
  utf8,
} from './certificates.ts'
import { MerkleLog } from './merkle-log.ts'

const HOUR = 3_600_000
const SHA256_OID = '2.16.840.1.101.3.4.2.1'

/** What a test changes about the instance. */
export interface Oddities {
  /** Extensions of the certificates in place of the usual ones, without the one of the certificate log. */
  extensions?(email: string, issuer: string): readonly Uint8Array[]
  /** What its clock says, in milliseconds since 1970, in place of the time. */
  now?(): number
  /** A change of an answer before it is sent. */
  answer?(path: string, body: Buffer): Buffer
}

export interface SigstoreInstance {
  readonly url: string
  /** Its `trusted_root.json`. */
  readonly trustedRoot: string
  signingConfig(rekorVersion: 1 | 2): string
  /** A token for somebody. It is not signed: the instance believes it. */
  token(email: string): string
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export async function startSigstore(oddities: Oddities = {}): Promise<SigstoreInstance> {
  const now = (): number => oddities.now?.() ?? Date.now()
  const start = Date.now() - HOUR
  const end = Date.now() + HOUR
  const authority = makeAuthority('fulcio.example', start, end)
  const tsa = makeAuthority('tsa.example', start, end)
  const ctKey = newEcKey('prime256v1')
  const stampKey = newEcKey('prime256v1')
  const stampSerial = newSerial()
  const stampCertificate = signCertificate(
    tbsOf(
      {
        subject: 'stamps',
        issuer: tsa.name,
        notBefore: start,
        notAfter: end,
        spki: spkiOf(stampKey),
        extensions: [keyUsage(0x80), purposes(TIME_STAMPING)],
      },
      stampSerial,
    ),
    tsa.key,
  )
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      asked.push(path)
      const {
        status,
        type = 'application/json',
        body,
        location,
      } = answer(request.method ?? '', path, Buffer.concat(chunks))
      const sent = oddities.answer?.(path, body) ?? body
      response.writeHead(status, { 'content-type': type, ...(location !== undefined && { location }) }).end(sent)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const v1 = new MerkleLog(host, `${host} - 4711`, newEcKey('prime256v1'))
  const v2 = new MerkleLog(host, host, crypto.generateKeyPairSync('ed25519').privateKey)

  function answer(method: string, path: string, body: Buffer): Answer {
    try {
      if (method === 'POST' && path === '/api/v2/signingCert') return fulcio(parse(body))
      if (method === 'POST' && path === '/api/v1/log/entries') return rekor1(parse(body))
      if (method === 'GET' && path.startsWith('/api/v1/log/entries/')) return found(Number(path.split('/').at(-1)))
      if (method === 'POST' && path === '/api/v2/log/entries') return rekor2(parse(body))
      if (method === 'POST' && path === '/api/v1/timestamp') return stamp(body)
      return refuse(404, 'no such path')
    } catch (thrown) {
      return refuse(400, (thrown as Error).message)
    }
  }

  function fulcio(request: JsonObject): Answer {
    const token = String(at(request, 'credentials', 'oidcIdentityToken'))
    const claims = parse(Buffer.from(token.split('.')[1] ?? '', 'base64url'))
    if (Number(claims.exp) * 1000 < Date.now()) return refuse(401, `the token has expired: ${token}`)
    const key = crypto.createPublicKey(String(at(request, 'publicKeyRequest', 'publicKey', 'content')))
    const proof = Buffer.from(String(at(request, 'publicKeyRequest', 'proofOfPossession')), 'base64')
    const [email, issuer] = [String(claims.email), String(claims.iss)]
    if (!crypto.verify('sha256', Buffer.from(email), key, proof)) return refuse(400, 'the key is not there')
    const extensions = oddities.extensions?.(email, issuer) ?? usualExtensions(email, issuer)
    const notBefore = now() - 1000
    const asking: CertificateRequest = {
      subject: '',
      issuer: authority.name,
      notBefore,
      notAfter: notBefore + HOUR / 6,
      spki: key.export({ format: 'der', type: 'spki' }),
      extensions,
    }
    const serial = newSerial()
    const list = certificateTimestamp(tbsOf(asking, serial))
    const tbs = tbsOf(
      { ...asking, extensions: [...extensions, extension('1.3.6.1.4.1.11129.2.4.2', false, octets(list))] },
      serial,
    )
    const chain = [signCertificate(tbs, authority.key), ...authority.certificates]
    const certificates = chain.map((each) => encodePem('CERTIFICATE', each))
    return json(200, { signedCertificateEmbeddedSct: { chain: { certificates } } })
  }

  /** A list with one signed certificate timestamp (RFC 6962, 3.2 and 3.3). */
  function certificateTimestamp(tbs: Uint8Array): Buffer {
    const when = Buffer.alloc(8)
    when.writeBigUInt64BE(BigInt(now()))
    const issuerHash = crypto.createHash('sha256').update(spkiOf(authority.key)).digest()
    const length = Buffer.from([tbs.length >> 16, (tbs.length >> 8) & 255, tbs.length & 255])
    const extensions = Buffer.from([0, 3, 7, 7, 7])
    const signed = Buffer.concat([Buffer.of(0, 0), when, Buffer.of(0, 1), issuerHash, length, tbs, extensions])
    const signature = crypto.sign('sha256', signed, ctKey)
    const logId = crypto.createHash('sha256').update(spkiOf(ctKey)).digest()
    const sct = Buffer.concat([Buffer.of(0), logId, when, extensions, Buffer.of(4, 3, 0, signature.length), signature])
    return Buffer.concat([Buffer.of(0, sct.length + 2, 0, sct.length), sct])
  }

  function rekor1(proposal: JsonObject): Answer {
    const body = Buffer.from(canonical(proposal.kind === 'dsse' ? dsseBody(proposal) : proposal))
    const before = v1.indexOf(body)
    if (before >= 0) return { ...refuse(409, 'an equivalent entry exists'), location: `/api/v1/log/entries/${before}` }
    return { ...found(v1.append(body)), status: 201 }
  }

  function found(index: number): Answer {
    const body = v1.entryAt(index)
    const { root, size, hashes, checkpoint } = v1.proof(index)
    const entry = {
      body: Buffer.from(body).toString('base64'),
      integratedTime: Math.floor(now() / 1000),
      logID: v1.id.toString('hex'),
      logIndex: 1000 + index,
    }
    const signedEntryTimestamp = crypto.sign('sha256', Buffer.from(canonical(entry)), v1.key).toString('base64')
    const uuid = `00000000000012${'67'}${crypto.createHash('sha256').update(Uint8Array.of(0)).update(body).digest('hex')}`
    const inclusionProof = {
      checkpoint,
      hashes: hashes.map((each) => each.toString('hex')),
      logIndex: index,
      rootHash: root.toString('hex'),
      treeSize: size,
    }
    return json(200, { [uuid]: { ...entry, verification: { inclusionProof, signedEntryTimestamp } } })
  }

  function rekor2(request: JsonObject): Answer {
    const { digest, signature } = request.hashedRekordRequestV002 as {
      readonly digest: string
      readonly signature: JsonObject
    }
    const data = { algorithm: 'SHA2_256', digest }
    const spec = { hashedRekordV002: { data, signature } }
    const body = Buffer.from(canonical({ apiVersion: '0.0.2', kind: 'hashedrekord', spec }))
    const index = v2.append(body)
    const { root, size, hashes, checkpoint } = v2.proof(index)
    return json(201, {
      logIndex: String(index),
      logId: { keyId: v2.id.toString('base64') },
      kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
      integratedTime: '0',
      inclusionPromise: null,
      inclusionProof: {
        logIndex: String(index),
        rootHash: root.toString('base64'),
        treeSize: String(size),
        hashes: hashes.map((each) => each.toString('base64')),
        checkpoint: { envelope: checkpoint },
      },
      canonicalizedBody: body.toString('base64'),
    })
  }

  /** A TimeStampResp with signed attributes (RFC 3161, RFC 5652). */
  function stamp(query: Buffer): Answer {
    const [, imprint] = derItems(readDer(query)!)!
    const info = sequence(integer(1), encodeOid('1.3.6.1.4.1.57264.2'), imprint!.bytes, integer(1), time(now()))
    const digest = crypto.createHash('sha256').update(info).digest()
    const attribute = (oid: string, value: Uint8Array): Uint8Array =>
      sequence(encodeOid(oid), encodeDer(DER_TAG.set, value))
    const attributes = [
      attribute('1.2.840.113549.1.9.3', encodeOid('1.2.840.113549.1.9.16.1.4')),
      attribute('1.2.840.113549.1.9.4', octets(digest)),
    ]
    const signature = crypto.sign('sha256', encodeDer(DER_TAG.set, ...attributes), stampKey)
    const hash = sequence(encodeOid(SHA256_OID))
    const signer = sequence(
      integer(1),
      sequence(nameOf(tsa.name), integer(stampSerial)),
      hash,
      encodeDer(contextTag(0, 'constructed'), ...attributes),
      ECDSA_SHA256,
      octets(signature),
    )
    const content = sequence(
      encodeOid('1.2.840.113549.1.9.16.1.4'),
      encodeDer(contextTag(0, 'constructed'), octets(info)),
    )
    const certificates = encodeDer(contextTag(0, 'constructed'), stampCertificate)
    const data = sequence(
      integer(3),
      encodeDer(DER_TAG.set, hash),
      content,
      certificates,
      encodeDer(DER_TAG.set, signer),
    )
    const token = sequence(encodeOid('1.2.840.113549.1.7.2'), encodeDer(contextTag(0, 'constructed'), data))
    return {
      status: 201,
      type: 'application/timestamp-reply',
      body: Buffer.from(sequence(sequence(integer(0)), token)),
    }
  }

  const url = `http://${host}`
  const validFor = { start: new Date(start).toISOString() }
  const keyOf = (key: KeyObject): Json => ({
    rawBytes: spkiOf(key).toString('base64'),
    keyDetails: key.asymmetricKeyType === 'ed25519' ? 'PKIX_ED25519' : 'PKIX_ECDSA_P256_SHA_256',
    validFor,
  })
  const logOf = (key: KeyObject, id: Buffer): Json => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: keyOf(key),
    logId: { keyId: id.toString('base64') },
  })
  const authorityOf = (chain: readonly Uint8Array[]): Json => ({
    subject: { organization: 'example', commonName: 'example' },
    uri: url,
    certChain: { certificates: chain.map((each) => ({ rawBytes: Buffer.from(each).toString('base64') })) },
    validFor,
  })
  const service = (path: string, majorApiVersion: number): Json => ({
    url: url + path,
    majorApiVersion,
    validFor,
    operator: 'example',
  })
  return {
    url,
    asked,
    trustedRoot: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [logOf(v1.key, v1.id), logOf(v2.key, v2.id)],
      certificateAuthorities: [authorityOf(authority.certificates)],
      ctlogs: [logOf(ctKey, crypto.createHash('sha256').update(spkiOf(ctKey)).digest())],
      timestampAuthorities: [authorityOf([stampCertificate, ...tsa.certificates])],
    }),
    signingConfig: (rekorVersion) =>
      JSON.stringify({
        mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
        caUrls: [service('', 1)],
        oidcUrls: [service('/oidc', 1)],
        rekorTlogUrls: [service('', rekorVersion)],
        rekorTlogConfig: { selector: 'ANY' },
        ...(rekorVersion === 2 && { tsaUrls: [service('/api/v1/timestamp', 1)], tsaConfig: { selector: 'ANY' } }),
      }),
    token: (email) => {
      const claims = {
        iss: 'https://issuer.example',
        email,
        email_verified: true,
        exp: Math.floor(Date.now() / 1000) + 600,
      }
      return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

interface Answer {
  readonly status: number
  readonly type?: string
  readonly body: Buffer
  readonly location?: string
}

function json(status: number, value: Json): Answer {
  return { status, body: Buffer.from(JSON.stringify(value)) }
}

function refuse(code: number, text: string): Answer {
  return json(code, { code, message: text })
}

/** What Fulcio puts into the certificate of somebody with an address. */
export function usualExtensions(email: string, issuer: string): readonly Uint8Array[] {
  return [
    keyUsage(0x80),
    purposes(CODE_SIGNING),
    extension('2.5.29.17', true, sequence(encodeDer(contextTag(1, 'primitive'), Buffer.from(email)))),
    ...issuerExtensions(issuer),
  ]
}

export function issuerExtensions(issuer: string): readonly Uint8Array[] {
  return [
    extension('1.3.6.1.4.1.57264.1.1', false, Buffer.from(issuer)),
    extension('1.3.6.1.4.1.57264.1.8', false, utf8(issuer)),
  ]
}

/** The entry that Rekor v1 makes of a proposed envelope. */
function dsseBody(proposal: JsonObject): Json {
  const text = String(at(proposal, 'spec', 'proposedContent', 'envelope'))
  const envelope = parse(Buffer.from(text))
  const [verifier] = at(proposal, 'spec', 'proposedContent', 'verifiers') as readonly string[]
  const [first] = envelope.signatures as readonly { readonly sig: string }[]
  const hex = (bytes: Buffer): Json => ({
    algorithm: 'sha256',
    value: crypto.createHash('sha256').update(bytes).digest('hex'),
  })
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: hex(Buffer.from(text)),
      payloadHash: hex(Buffer.from(String(envelope.payload), 'base64')),
      signatures: [{ signature: first!.sig, verifier: verifier! }],
    },
  }
}

function at(value: Json, ...path: readonly string[]): Json {
  let here: Json | undefined = value
  for (const key of path) here = isObject(here) ? here[key] : undefined
  if (here === undefined) throw new Error(`${path.join('.')} is missing`)
  return here
}

function parse(body: Buffer): JsonObject {
  const value: unknown = JSON.parse(body.toString())
  if (!isObject(value)) throw new Error('no object')
  return value
}

/** RFC 8785 for texts and whole numbers: sorted keys, no spaces. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`
}
