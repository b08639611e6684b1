// The own arithmetic against OpenSSL, which signed, and against @noble/curves, which is audited.
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { test } from 'node:test'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { encodeDer } from '#bytes'
import { verifiesEcdsaDigest } from './ecdsa-by-digest.ts'

const CURVES = [
  { kind: 'P-256', node: 'prime256v1', noble: p256, size: 32 },
  { kind: 'P-384', node: 'secp384r1', noble: p384, size: 48 },
  { kind: 'P-521', node: 'secp521r1', noble: p521, size: 66 },
] as const

/** An ECDSA-Sig-Value from two numbers. */
function signatureOf(r: bigint, s: bigint): Uint8Array {
  const integer = (value: bigint): Uint8Array => {
    const digits = value.toString(16)
    const even = digits.length % 2 === 1 ? `0${digits}` : digits
    return encodeDer(2, Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex'))
  }
  return encodeDer(0x30, integer(r), integer(s))
}

for (const { kind, node, noble, size } of CURVES) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: node })
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-(2 * size + 1))
  const { n } = noble.Point.CURVE()

  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    test(`${kind} over ${hash}: what OpenSSL signs holds, and nothing beside it`, () => {
      for (let i = 0; i < 20; i++) {
        const data = crypto.randomBytes(i)
        const digest = crypto.createHash(hash).update(data).digest()
        const signature = crypto.sign(hash, data, privateKey)
        assert(verifiesEcdsaDigest(kind, point, digest, signature))
        const changed = Buffer.from(signature)
        changed[changed.length - 1 - (i % 8)]! ^= 1
        const expected = noble.verify(changed, digest, point, { prehash: false, format: 'der', lowS: false })
        assert.equal(verifiesEcdsaDigest(kind, point, digest, changed), expected)
        assert(!verifiesEcdsaDigest(kind, point, crypto.createHash(hash).update('other').digest(), signature))
      }
    })
  }

  test(`${kind}: the digest with the other sign does not pass, nor the key with the other sign`, () => {
    // With the negative of the point a signature holds for the negative of the digest. Code that looks at x alone accepts it.
    const data = Buffer.from('data')
    const digest = crypto.createHash('sha256').update(data).digest()
    const { r, s } = noble.Signature.fromBytes(crypto.sign('sha256', data, privateKey), 'der')
    const z = BigInt(`0x${digest.toString('hex')}`)
    const negative = Buffer.from((n - (z % n)).toString(16).padStart(2 * size, '0'), 'hex')
    assert(!verifiesEcdsaDigest(kind, point, negative, signatureOf(r, s)))
    assert(!verifiesEcdsaDigest(kind, noble.Point.fromBytes(point).negate().toBytes(false), digest, signatureOf(r, s)))
    assert(verifiesEcdsaDigest(kind, point, digest, signatureOf(r, n - s)), 'the other form of the signature is one')
  })

  test(`${kind}: the sums that have no slope of their own`, () => {
    // The signer knows the private key d and can choose z/r G to be Q, -Q or nothing.
    const d = BigInt(`0x${Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url').toString('hex')}`)
    const k = 12_345n
    const r = noble.Point.BASE.multiply(k).toAffine().x % n
    const inverse = noble.Point.Fn.inv(k)
    for (const [why, z] of [
      ['Q is doubled', (d * r) % n],
      ['nothing is added', 0n],
    ] as const) {
      const s = (inverse * (z + ((r * d) % n))) % n
      const digest = Buffer.from(z.toString(16).padStart(2 * size, '0'), 'hex')
      const padded = kind === 'P-521' ? digestOf521(z) : digest
      assert(verifiesEcdsaDigest(kind, point, padded, signatureOf(r, s)), why)
    }
    const opposite = (n - ((d * r) % n)) % n
    const digest =
      kind === 'P-521' ? digestOf521(opposite) : Buffer.from(opposite.toString(16).padStart(2 * size, '0'), 'hex')
    assert(!verifiesEcdsaDigest(kind, point, digest, signatureOf(r, 1n)), 'infinity has no x')
  })

  const bad: readonly [why: string, signature: Uint8Array][] = [
    ['r is 0', signatureOf(0n, 1n)],
    ['s is 0', signatureOf(1n, 0n)],
    ['r is the order', signatureOf(n, 1n)],
    ['s is the order', signatureOf(1n, n)],
    ['three numbers', encodeDer(0x30, Uint8Array.of(2, 1, 1), Uint8Array.of(2, 1, 1), Uint8Array.of(2, 1, 1))],
    ['a negative number', encodeDer(0x30, Uint8Array.of(2, 1, 0xff), Uint8Array.of(2, 1, 1))],
    ['a zero in front', encodeDer(0x30, Uint8Array.of(2, 2, 0, 1), Uint8Array.of(2, 1, 1))],
    ['no DER', Buffer.from('no signature')],
    ['nothing', new Uint8Array(0)],
  ]
  for (const [why, signature] of bad) {
    test(`${kind} refuses a signature: ${why}`, () =>
      assert(!verifiesEcdsaDigest(kind, point, Buffer.alloc(32, 1), signature)))
  }
}

/** A number as a digest of 66 bytes, of which the leftmost 521 bits count. */
function digestOf521(value: bigint): Buffer {
  return Buffer.from((value << 7n).toString(16).padStart(132, '0'), 'hex')
}
