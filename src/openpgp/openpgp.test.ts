import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createMessage, generateKey, type PrivateKey, type PublicKey, sign } from 'openpgp'
import { checkDetached, type OpenpgpKeys, readOpenpgpKeys } from '#openpgp'

const CONTENT = new TextEncoder().encode('lantern 3.14.2\n')
/** Keys are made a day before it, and signatures on it. */
const DAY = Date.UTC(2030, 2, 2)
const NOW = Date.UTC(2030, 2, 18)

/** STEWARD_FUZZ inputs; some hundred where it is not set: each is read as OpenPGP. */
const RUNS = Number(process.env.STEWARD_FUZZ ?? 600)

interface Pair {
  readonly publicKey: PublicKey
  readonly privateKey: PrivateKey
  readonly armored: string
}

describe('detached OpenPGP signatures', () => {
  let own: Pair
  let other: Pair
  let keys: OpenpgpKeys
  let asc = ''

  async function pair(name: string): Promise<Pair> {
    const made = await generateKey({
      userIDs: [{ name, email: `${name}@lantern.example` }],
      type: 'curve25519',
      format: 'object',
      date: new Date(DAY - 86_400_000),
    })
    return { ...made, armored: made.publicKey.armor() }
  }
  async function signed(content: Uint8Array, by: Pair, date = DAY): Promise<string> {
    const message = await createMessage({ binary: content })
    return String(await sign({ message, signingKeys: by.privateKey, detached: true, date: new Date(date) }))
  }
  async function keysOf(text: string): Promise<OpenpgpKeys> {
    const read = await readOpenpgpKeys(text)
    assert(read.ok)
    return read.value
  }

  before(async () => {
    own = await pair('oskar')
    other = await pair('mallory')
    keys = await keysOf(own.armored)
    asc = await signed(CONTENT, own)
  })

  test('good: the key, and the date as the word of the signer', async () => {
    assert.deepEqual(await checkDetached(asc, keys, CONTENT, NOW), {
      state: 'good',
      key: own.publicKey.getFingerprint().toUpperCase(),
      detail: 'dated 2030-03-02 by the signer',
    })
  })

  test('two keys in one file', async () => {
    const both = await keysOf(`comment\n${other.armored}\n${own.armored}`)
    assert.equal((await checkDetached(asc, both, CONTENT, NOW)).state, 'good')
  })

  const states: readonly [why: string, state: string, report: () => ReturnType<typeof checkDetached>][] = [
    ['other content', 'bad', () => checkDetached(asc, keys, CONTENT.subarray(1), NOW)],
    [
      'a key that was not given',
      'unknown-key',
      async () => checkDetached(await signed(CONTENT, other), keys, CONTENT, NOW),
    ],
    ['without the file nothing can be said', 'unchecked', () => checkDetached(asc, keys, undefined, NOW)],
    ['a time that has not come', 'bad', () => checkDetached(asc, keys, CONTENT, DAY - 1000)],
    // The library gives no result for a signature of a kind that it does not verify: no result must not look like a good one.
    ['a signature of no known kind', 'bad', () => checkDetached(ofKind(0x50), keys, CONTENT, NOW)],
    ['a signature of a key, not of a file', 'bad', () => checkDetached(ofKind(0x13), keys, CONTENT, NOW)],
    ['no signature', 'malformed', () => checkDetached('hello', keys, CONTENT, NOW)],
    ['a key where a signature should be', 'malformed', () => checkDetached(own.armored, keys, CONTENT, NOW)],
    ['longer than any signature', 'malformed', () => checkDetached(asc + ' '.repeat(70_000), keys, CONTENT, NOW)],
    ['nothing', 'malformed', () => checkDetached('', keys, CONTENT, NOW)],
  ]
  for (const [why, state, report] of states) {
    test(`${state}: ${why}`, async () => assert.equal((await report()).state, state))
  }

  const refused: readonly [why: string, code: string, text: () => string][] = [
    ['no keys', 'OPENPGP_KEYS', () => ''],
    ['a signature', 'OPENPGP_KEYS', () => asc],
    ['a block without an end', 'OPENPGP_KEYS', () => own.armored.slice(0, -40)],
    ['a secret key', 'OPENPGP_SECRET_KEY', () => own.privateKey.armor()],
    [
      'a secret key with another name',
      'OPENPGP_SECRET_KEY',
      () => own.privateKey.armor().replaceAll('PRIVATE KEY', 'PUBLIC KEY'),
    ],
    ['more blocks than anybody has', 'OPENPGP_KEYS', () => own.armored.repeat(201)],
  ]
  for (const [why, code, text] of refused) {
    test(`keys are refused: ${why}`, async () => {
      const read = await readOpenpgpKeys(text())
      assert.equal(read.ok ? 'read' : read.fault.code, code)
    })
  }

  test(`${RUNS} mutated signatures: no exception, no hang, and none but the signature itself is good`, async () => {
    const edit = fc.record({
      at: fc.nat(400),
      drop: fc.nat(6),
      put: fc.constantFrom('', 'A', '=', '\n', '/', '-----', '\u0000', 'zzzz'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const mutant = edits.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), asc)
        const { state } = await checkDetached(mutant, keys, CONTENT, NOW)
        if (state === 'good') assert.equal(bodyOf(mutant).slice(0, 60), bodyOf(asc).slice(0, 60))
      }),
      { seed: 1, numRuns: RUNS },
    )
  })

  test(`${RUNS} mutated keys: no exception, no hang`, async () => {
    const edit = fc.record({
      at: fc.nat(600),
      drop: fc.nat(6),
      put: fc.constantFrom('', 'A', '=', '\n', '/', '\u0000', 'zzzz'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const mutant = edits.reduce(
          (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
          own.armored,
        )
        const read = await readOpenpgpKeys(mutant)
        if (read.ok) await checkDetached(asc, read.value, CONTENT, NOW)
      }),
      { seed: 2, numRuns: RUNS },
    )
  })

  /** The signature with another type in it: the second octet of the packet's body (RFC 9580, 5.2.3). */
  function ofKind(type: number): string {
    const [, body = ''] = asc.split(/\r?\n\r?\n/)
    const bytes = Buffer.from(body.split(/\r?\n=|-----/)[0] ?? '', 'base64')
    // One octet of tag, one of length, the version, then the type.
    bytes[3] = type
    return `-----BEGIN PGP SIGNATURE-----\n\n${bytes.toString('base64')}\n-----END PGP SIGNATURE-----\n`
  }

  /** The base64 of an armored block, which is what is signed. Headers and line ends are not, and readers of armor pass over what is no base64. */
  function bodyOf(armored: string): string {
    return (armored.split(/\r?\n\r?\n/)[1] ?? '').replaceAll(/[^A-Za-z0-9+/]/g, '')
  }
})
