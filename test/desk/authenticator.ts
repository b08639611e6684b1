import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A security key of software: it answers as a browser with a passkey answers (WebAuthn Level 3, 6.1 and 7). */
export class Authenticator {
  readonly #keys = new Map<string, KeyObject>()
  #counter = 0
  /** The person touched it and gave a PIN. */
  verified = true

  /** What `navigator.credentials.create` gives, as JSON. */
  create(options: { readonly challenge: string; readonly rp: { readonly id: string } }, origin: string): unknown {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = randomBytes(32)
    this.#keys.set(id.toString('base64url'), privateKey)
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    // COSE_Key of ES256 (RFC 9053, 7.1.1): kty 2, alg -7, crv 1, x, y.
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const data = Buffer.concat([this.#data(options.rp.id, 0x40), credential])
    // {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR.
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from([0x58, data.length]),
      data,
    ])
    return {
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, origin).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** What `navigator.credentials.get` gives, as JSON. */
  get(options: { readonly challenge: string; readonly rpId: string }, origin: string): unknown {
    const [id, key] = [...this.#keys][0] ?? []
    if (id === undefined || key === undefined) throw new Error('there is no key yet')
    const client = clientData('webauthn.get', options.challenge, origin)
    const data = this.#data(options.rpId, 0)
    const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), key)
    return {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      },
    }
  }

  /** Authenticator data: hash of the host, flags (user present, user verified), counter. */
  #data(host: string, also: number): Buffer {
    const flags = 0x01 | (this.verified ? 0x04 : 0) | also
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(++this.#counter)
    return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), counter])
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}
