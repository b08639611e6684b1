// Changed input for every reader: each answers with a value or a fault, soon, and what is no signature of the file never passes.
// STEWARD_FUZZ=1000000 tries so many in all; 20,000 is the usual number.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodePem, derItems, readDer } from '#bytes'
import {
  readAttestation,
  readBundle,
  readCertificate,
  readCertificatePem,
  readDetached,
  readMaterials,
  readPublicKeyPem,
  readRekorEntries,
  readRekorFile,
  readStatement,
  readTrustedRoot,
  verify,
} from '#sigstore'
import { readCheckpoint } from '../../src/sigstore/checkpoint.ts'
import { readEntryBody } from '../../src/sigstore/entry-body.ts'
import { readTimestamp } from '../../src/sigstore/timestamp.ts'
import { attestationText } from './attestation-text.ts'
import { type Case, caseNamed, NOW, signedIn } from './cases.ts'
import { dataText, skip } from './data.ts'
import { valueAt } from './edit-json.ts'
import { randomFrom } from './mutants.ts'

const ROUNDS = Number(process.env.STEWARD_FUZZ ?? 20_000)

/** Milliseconds that one input may take: what is refused must be refused at once. */
const PATIENCE = 1000

const BASES = [
  'happy-path-v0.1',
  'happy-path-v0.3',
  'rekor2-happy-path',
  'happy-path-intoto-in-dsse-v3',
  'intoto-with-custom-trust-root',
]
const ENTRY = '/verificationMaterial/tlogEntries/0'

interface Reader {
  readonly name: string
  readonly seeds: readonly Uint8Array[]
  read(bytes: Uint8Array, seed: number): void
}

function readers(): readonly Reader[] {
  const cases = BASES.map(caseNamed)
  const bundles = cases.map(({ bundle }) => Buffer.from(bundle))
  const base64 = (at: string): Buffer[] =>
    cases.flatMap(({ bundle }) => {
      try {
        return [Buffer.from(valueAt(bundle, at) as string, 'base64')]
      } catch {
        return []
      }
    })
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
  const sample = (name: string): Buffer => Buffer.from(dataText(`sigstore/samples/${name}`))
  const dump = JSON.parse(dataText('python-org/rekor-entries-2024-09.json')) as Record<string, unknown>
  const [uuid = ''] = Object.keys(dump)
  const certificates = [
    ...base64('/verificationMaterial/certificate/rawBytes'),
    ...base64('/verificationMaterial/x509CertificateChain/certificates/0/rawBytes'),
  ]
  return [
    { name: 'bundle', seeds: bundles, read: (bytes, seed) => judged(cases[seed]!, text(bytes)) },
    {
      name: 'any material',
      seeds: [...bundles, sample('example.bundle'), Buffer.from(attestationText(cases[3]!.bundle))],
      read: (bytes) => void readMaterials(text(bytes)),
    },
    {
      name: 'attestation',
      seeds: [Buffer.from(attestationText(cases[3]!.bundle))],
      read: (bytes) => void readAttestation(text(bytes)),
    },
    {
      name: '.rekor',
      seeds: [sample('offline-rekor.txt.rekor'), sample('example.bundle')],
      read: (bytes) => void readRekorFile(text(bytes)),
    },
    {
      name: 'dump of Rekor',
      seeds: [Buffer.from(JSON.stringify({ [uuid]: dump[uuid] }))],
      read: (bytes) => void readRekorEntries(text(bytes)),
    },
    { name: '.crt', seeds: [sample('offline-rekor.txt.crt')], read: (bytes) => void readDetached(text(bytes), 'AAAA') },
    {
      name: '.sig',
      seeds: [sample('offline-rekor.txt.sig')],
      read: (bytes) => void readDetached(dataText('sigstore/samples/offline-rekor.txt.crt'), text(bytes)),
    },
    {
      name: 'PEM',
      seeds: [sample('offline-rekor.txt.crt')],
      read: (bytes) => [decodePem(text(bytes)), readCertificatePem(text(bytes))],
    },
    {
      name: 'key',
      seeds: [Buffer.from(dataText('sigstore/bundle-verify/managed-key-happy-path/key.pub'))],
      read: (bytes) => void readPublicKeyPem(text(bytes)),
    },
    { name: 'DER', seeds: certificates, read: (bytes) => walk(bytes, 0) },
    { name: 'certificate', seeds: certificates, read: (bytes) => void readCertificate(bytes) },
    {
      name: 'checkpoint',
      seeds: cases.map(({ bundle }) =>
        Buffer.from(valueAt(bundle, `${ENTRY}/inclusionProof/checkpoint/envelope`) as string),
      ),
      read: (bytes) => void readCheckpoint(text(bytes)),
    },
    {
      name: 'timestamp',
      seeds: base64('/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0/signedTimestamp'),
      read: (bytes) => void readTimestamp(bytes),
    },
    {
      name: 'log entry',
      seeds: base64(`${ENTRY}/canonicalizedBody`),
      read: (bytes) => [readEntryBody(bytes, 'message'), readEntryBody(bytes, 'dsse')],
    },
    { name: 'statement', seeds: base64('/dsseEnvelope/payload'), read: (bytes) => void readStatement(bytes) },
    {
      name: 'trusted root',
      seeds: cases.map(({ root }) => Buffer.from(root)),
      read: (bytes) => void readTrustedRoot(text(bytes)),
    },
  ]
}

/** Reads and verifies a changed bundle. What still passes says the same as before about who signed what. */
function judged(given: Case, changed: string): void {
  const material = readBundle(changed)
  if (!material.ok) return
  const root = readTrustedRoot(given.root)
  const before = readBundle(given.bundle)
  assert(root.ok && before.ok)
  const { verdict } = verify(material.value, given.artifact, root.value, given.policy, NOW)
  if (verdict === 'pass') assert.deepEqual(signedIn(material.value), signedIn(before.value))
}

function walk(bytes: Uint8Array, depth: number): void {
  const element = readDer(bytes)
  if (element === undefined || depth > 40) return
  for (const item of derItems(element) ?? []) walk(item.bytes, depth + 1)
}

/** One to four changes of some bytes. */
function changed(seed: Uint8Array, random: () => number): Uint8Array {
  let bytes = Buffer.from(seed)
  const pick = (below: number): number => Math.floor(random() * below)
  for (let n = 1 + pick(4); n > 0; n--) {
    const at = pick(bytes.length)
    switch (pick(6)) {
      case 0:
        if (bytes.length > 0) bytes[at]! ^= 1 << pick(8)
        break
      case 1:
        if (bytes.length > 0) bytes[at] = pick(256)
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + pick(40))])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + pick(40)), bytes.subarray(at)])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(WORDS[pick(WORDS.length)]!), bytes.subarray(at)])
        break
      default:
        bytes = bytes.subarray(0, at)
    }
  }
  return bytes
}

/** What breaks readers elsewhere. */
const WORDS = [
  'null',
  '-1',
  '1e999',
  '{}',
  '[',
  '"',
  '\\u0000',
  '\n',
  '=',
  '\x30\x80',
  '\x30\x84\xff\xff\xff\xff',
  '99999999999999999999',
  '__proto__',
  '\ud83d\ude00',
] as const

test(`${ROUNDS} changed inputs to every reader: no crash, no hang, no pass`, { skip }, () => {
  const all = readers()
  assert(all.every(({ seeds }) => seeds.length > 0 && seeds.every(({ length }) => length > 0)))
  const random = randomFrom(1)
  let slowest = 0
  for (let i = 0; i < ROUNDS; i++) {
    const { name, seeds, read } = all[i % all.length]!
    const which = Math.floor(random() * seeds.length)
    const input = changed(seeds[which]!, random)
    const start = performance.now()
    try {
      read(input, which)
    } catch (thrown) {
      assert.fail(
        `${name}, input ${i} (${Buffer.from(input).toString('base64').slice(0, 400)}): ${(thrown as Error).stack}`,
      )
    }
    slowest = Math.max(slowest, performance.now() - start)
  }
  assert(slowest < PATIENCE, `one input took ${slowest} ms`)
})
