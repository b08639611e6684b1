/**
 * ECDSA over a digest that is already there.
 *
 * Node verifies signatures over data only: it hashes by itself, and has no door for a digest. Its ECDH does have the two operations
 * on a curve that verification consists of, in native code: G times a number (a private key's public key), and the x coordinate of a
 * point times a number (a shared secret). What remains is one addition of points, which is done here.
 *
 * With signature (r, s), digest z and public key Q, ECDSA asks whether x(z/s G + r/s Q) = r modulo n (FIPS 186-5, 6.4.2). That is
 * x(r/s T) with T = Q + z/r G, for r is not 0. So: z/r G natively, Q added to it, r/s times that natively. Nothing is secret here, so
 * that these numbers need no constant time.
 */
import { createECDH, type ECDH } from 'node:crypto'
import { DER_TAG, type Der, derItems, readDer } from '#bytes'

/** A curve y^2 = x^3 - 3x + b over the field of `p`, with a base point of order `n` (SP 800-186, 3.2.1). */
interface Curve {
  readonly name: string
  readonly p: bigint
  readonly n: bigint
  /** Bytes of a coordinate. */
  readonly size: number
  readonly bits: bigint
}

const CURVES: Readonly<Record<string, Curve>> = {
  'P-256': {
    name: 'prime256v1',
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    size: 32,
    bits: 256n,
  },
  'P-384': {
    name: 'secp384r1',
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    size: 48,
    bits: 384n,
  },
  'P-521': {
    name: 'secp521r1',
    p: 2n ** 521n - 1n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    size: 66,
    bits: 521n,
  },
}

interface Point {
  readonly x: bigint
  readonly y: bigint
}

/**
 * Whether `signature` (ECDSA-Sig-Value in DER) is that of the key with the uncompressed point `key` over `digest`.
 *
 * @throws {RangeError} for a curve that is none of the three.
 */
export function verifiesEcdsaDigest(
  curveName: string,
  key: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const curve = CURVES[curveName]
  if (curve === undefined) throw new RangeError(`no curve ${curveName}`)
  const { n, p, size } = curve
  const numbers = numbersIn(signature, n)
  if (numbers === undefined || key.length !== 2 * size + 1) return false
  const [r, s] = numbers
  const z = leftmostBits(digest, curve.bits)
  const inverse = inverted(r * s, n)
  const q = pointOf(key, size)
  const t = sum(q, baseTimes(curve, (z * s * inverse) % n), p)
  if (t === undefined) return false
  const x = xOfProduct(curve, (((r * r) % n) * inverse) % n, t)
  return x % n === r
}

/** The leftmost bits of a digest as a number: all of it, where it is no longer than the order. */
function leftmostBits(digest: Uint8Array, bits: bigint): bigint {
  const beyond = BigInt(8 * digest.length) - bits
  const whole = numberOf(digest)
  return beyond > 0n ? whole >> beyond : whole
}

/** r and s, each from 1 to n - 1 and written in the one way that DER has. */
function numbersIn(signature: Uint8Array, n: bigint): readonly [bigint, bigint] | undefined {
  const outer = readDer(signature)
  const [r, s, ...rest] = outer?.tag === DER_TAG.sequence ? (derItems(outer) ?? []) : []
  const first = r && positive(r)
  const second = s && positive(s)
  if (first === undefined || second === undefined || rest.length > 0 || first >= n || second >= n) return undefined
  return [first, second]
}

function positive({ tag, content }: Der): bigint | undefined {
  const [first, second] = content
  if (tag !== DER_TAG.integer || first === undefined || first >= 0x80 || content.length > 80) return undefined
  if (first === 0 && (second === undefined || second < 0x80)) return undefined
  return numberOf(content)
}

/** `scalar` times the base point; undefined for 0, which gives the point at infinity. */
function baseTimes(curve: Curve, scalar: bigint): Point | undefined {
  if (scalar === 0n) return undefined
  const ecdh = ecdhOf(curve)
  ecdh.setPrivateKey(bytesOf(scalar, curve.size))
  return pointOf(ecdh.getPublicKey(), curve.size)
}

/** The x coordinate of `scalar` times a point; neither is 0 or infinity, so that the product is none either. */
function xOfProduct(curve: Curve, scalar: bigint, { x, y }: Point): bigint {
  const ecdh = ecdhOf(curve)
  ecdh.setPrivateKey(bytesOf(scalar, curve.size))
  return numberOf(ecdh.computeSecret(Buffer.concat([UNCOMPRESSED, bytesOf(x, curve.size), bytesOf(y, curve.size)])))
}

const UNCOMPRESSED = Uint8Array.of(4)

/** One object of each curve for all verifications: making one costs as much as using it, and it keeps nothing that matters. */
function ecdhOf({ name }: Curve): ECDH {
  const known = ECDHS.get(name) ?? createECDH(name)
  ECDHS.set(name, known)
  return known
}

const ECDHS = new Map<string, ECDH>()

/** The sum of two points, each undefined for infinity. */
function sum(a: Point, b: Point | undefined, p: bigint): Point | undefined {
  if (b === undefined) return a
  if (a.x === b.x && a.y !== b.y) return undefined
  const slope = a.x === b.x ? (3n * a.x * a.x - 3n) * inverted(2n * a.y, p) : (b.y - a.y) * inverted(b.x - a.x, p)
  const x = modulo(slope * slope - a.x - b.x, p)
  return { x, y: modulo(slope * (a.x - x) - a.y, p) }
}

/** The inverse modulo a prime, by Euclid's extended algorithm; `value` is no multiple of it. */
function inverted(value: bigint, prime: bigint): bigint {
  let [a, b] = [modulo(value, prime), prime]
  let [x, y] = [1n, 0n]
  while (b !== 0n) {
    const quotient = a / b
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return modulo(x, prime)
}

function modulo(value: bigint, prime: bigint): bigint {
  const rest = value % prime
  return rest < 0n ? rest + prime : rest
}

function pointOf(uncompressed: Uint8Array, size: number): Point {
  return { x: numberOf(uncompressed.subarray(1, 1 + size)), y: numberOf(uncompressed.subarray(1 + size)) }
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.length === 0
    ? 0n
    : BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`)
}

function bytesOf(value: bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex')
}
