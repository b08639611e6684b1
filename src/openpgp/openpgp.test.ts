import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createMessage, generateKey, type PrivateKey, type PublicKey, readSignature, sign } from 'openpgp'
import { checkDetached, type OpenpgpKeys, type OpenpgpReport, readOpenpgpKeys } from '#openpgp'

const CONTENT = new TextEncoder().encode('lantern 3.14.2\n')
/** Keys are made a day before it, and signatures on it. */
const DAY = Date.UTC(2030, 2, 2)
const NOW = Date.UTC(2030, 2, 18)

/** STEWARD_FUZZ inputs for each of the two readers; some hundred where it is not set: each is read as OpenPGP. */
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

  test(`${RUNS} mutated signatures: no exception, no hang, and none but the signature itself is good`, async (t) => {
    const counts: Partial<Record<OpenpgpReport['state'], number>> = {}
    const signed = await signedIn(asc)
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const mutant = mutated(asc, change)
        const { state } = await checkDetached(mutant, keys, CONTENT, NOW)
        counts[state] = (counts[state] ?? 0) + 1
        // What is not signed may change: headers of the armor, subpackets outside the hashed area.
        if (state === 'good') assert.deepEqual(await signedIn(mutant), signed)
      }),
      { seed: 1, numRuns: RUNS },
    )
    t.diagnostic(`.asc: ${RUNS} inputs, ${JSON.stringify(counts)}`)
    const { malformed: refused = 0 } = counts
    assert(refused < RUNS * 0.9, 'what is refused at once tells nothing of the rest')
  })

  test(`${RUNS} mutated keys: no exception, no hang, and no other content becomes good`, async (t) => {
    let read = 0
    const counts: Partial<Record<OpenpgpReport['state'], number>> = {}
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const given = await readOpenpgpKeys(mutated(own.armored, change))
        if (!given.ok) return
        read++
        const { state } = await checkDetached(asc, given.value, CONTENT, NOW)
        counts[state] = (counts[state] ?? 0) + 1
        if (state === 'good') {
          assert.notEqual((await checkDetached(asc, given.value, CONTENT.subarray(1), NOW)).state, 'good')
        }
      }),
      { seed: 2, numRuns: RUNS },
    )
    t.diagnostic(`OpenPGP keys: ${RUNS} inputs, ${read} read, ${JSON.stringify(counts)}`)
    assert(read > RUNS * 0.1, 'what is refused at once tells nothing of the rest')
  })

  /** The signature with another type in it: the second octet of the packet's body (RFC 9580, 5.2.3). */
  function ofKind(type: number): string {
    const [, body = ''] = asc.split(/\r?\n\r?\n/)
    const bytes = Buffer.from(body.split(/\r?\n=|-----/)[0] ?? '', 'base64')
    // One octet of tag, one of length, the version, then the type.
    bytes[3] = type
    return `-----BEGIN PGP SIGNATURE-----\n\n${bytes.toString('base64')}\n-----END PGP SIGNATURE-----\n`
  }
})

interface TextEdit {
  readonly at: number
  readonly drop: number
  readonly put: string
}

interface PacketEdit {
  readonly what: 'drop' | 'twice' | 'last' | 'retag' | 'edit'
  readonly packet: number
  readonly at: number
  readonly drop: number
  readonly put: Uint8Array
}

type Mutation = readonly TextEdit[] | PacketEdit

/** Letters of the armor, or one packet inside it with its length written right again. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.array(
    fc.record({
      at: fc.nat(5000),
      drop: fc.nat(6),
      put: fc.constantFrom('', 'A', '=', '\n', '/', '-----', '\u0000', 'zzzz'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  fc.record({
    what: fc.constantFrom('drop', 'twice', 'last', 'retag', 'edit', 'edit', 'edit', 'edit'),
    packet: fc.nat(8),
    at: fc.nat(120),
    drop: fc.nat(4),
    put: fc.uint8Array({ maxLength: 4 }),
  }),
)

function mutated(armored: string, change: Mutation): string {
  if (!('what' in change)) {
    return change.reduce((text, edit) => {
      const at = edit.at % text.length
      return text.slice(0, at) + edit.put + text.slice(at + edit.drop)
    }, armored)
  }
  const packets = packetsIn(armored)
  const which = change.packet % packets.length
  const packet = packets[which]!
  // A packet here has two octets before its body: the tag, and a length below 192 (RFC 9580, 4.2.1).
  const body = packet.subarray(2)
  const at = change.at % body.length
  const edited = Buffer.concat([body.subarray(0, at), change.put, body.subarray(at + change.drop)]).subarray(0, 191)
  const others = packets.toSpliced(which, 1)
  const after = {
    drop: others,
    twice: packets.toSpliced(which, 0, packet),
    last: [...others, packet],
    retag: packets.with(which, Buffer.from([0xc0 | (change.at % 64), ...packet.subarray(1)])),
    edit: packets.with(which, Buffer.from([packet[0]!, edited.length, ...edited])),
  }[change.what]
  const [label = ''] = /PGP [A-Z ]+/.exec(armored) ?? []
  return `-----BEGIN ${label}-----\n\n${Buffer.concat(after).toString('base64')}\n-----END ${label}-----\n`
}

/** The part of a signature that it signs itself beside the file: its type, algorithms and hashed subpackets (RFC 9580, 5.2.4). */
async function signedIn(armored: string): Promise<Uint8Array> {
  const { packets } = await readSignature({ armoredSignature: armored })
  const data = packets[0]?.signatureData
  assert(data)
  return data
}

/** The packets of an armored block, as the library writes them: new format, lengths of one octet. */
function packetsIn(armored: string): readonly Buffer[] {
  const [, body = ''] = armored.split(/\r?\n\r?\n/)
  const bytes = Buffer.from(body.split(/\r?\n=|-----/)[0] ?? '', 'base64')
  const packets: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes[at + 1]!
    packets.push(bytes.subarray(at, end))
    at = end
  }
  return packets
}
