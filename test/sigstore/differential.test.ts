// Our verdict against that of sigstore-js: on every real bundle, and on mutants of them. Where the two differ, the reason stands in
// disagreements.json, and a disagreement without a reason fails. STEWARD_MUTANTS=20000 looks at so many; 1,000 is the usual number.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { TrustMaterial } from '@sigstore/verify'
import type { Json, JsonObject } from '#json'
import {
  type Artifact,
  artifactWithSha256,
  parseSha256,
  readBundleJson,
  readTrustedRoot,
  type TrustedRoot,
  verify,
} from '#sigstore'
import { type Case, caseNamed, codeOf, NOW, SUITE_SIGNER, signedBy, signedIn, signedWith } from './cases.ts'
import { dataRows, dataText, skip } from './data.ts'
import { mutantOf, randomFrom } from './mutants.ts'
import { type PeerSigner, peerTrust, peerVerdict } from './peer.ts'

const MUTANTS = Number(process.env.STEWARD_MUTANTS ?? 1000)

/** A difference that was looked at: what we say, what the peer says, where; and why we are right. `*` stands for anything. */
interface Reviewed {
  readonly ours: string
  readonly peer: string
  readonly change: string
  readonly reason: string
}

const reviewed = JSON.parse(
  readFileSync(new URL('./disagreements.json', import.meta.url), 'utf8'),
) as readonly Reviewed[]

interface Subject {
  readonly name: string
  readonly bundle: Json
  readonly artifact: Artifact
  readonly signer: PeerSigner
  readonly root: TrustedRoot
  readonly trust: TrustMaterial
}

const PASSING = [
  'happy-path-v0.1',
  'happy-path-v0.2',
  'happy-path-v0.3',
  'happy-path-intoto-in-dsse-v3',
  'intoto-with-custom-trust-root',
  'rekor2-happy-path',
  'rekor2-dsse-happy-path',
  'rekor2-checkpoint-two-sigs-cosigned',
  'managed-key-happy-path',
]

function suiteSubject(name: string): Subject {
  const { bundle, root, artifact }: Case = caseNamed(name)
  const signer = name.startsWith('managed') ? { pem: dataText(`sigstore/bundle-verify/${name}/key.pub`) } : SUITE_SIGNER
  return subject(name, JSON.parse(bundle) as Json, artifact, signer, root)
}

function subject(name: string, bundle: Json, artifact: Artifact, signer: PeerSigner, root: string): Subject {
  const read = readTrustedRoot(root)
  assert(read.ok)
  return { name, bundle, artifact, signer, root: read.value, trust: peerTrust(root, signer) }
}

function ourVerdict({ bundle, artifact, signer, root }: Subject): string {
  const material = readBundleJson(bundle)
  if (!material.ok) return material.fault.code
  const policy = 'pem' in signer ? signedWith(signer.pem) : signedBy(signer)
  const verdict = verify(material.value, artifact, root, policy, NOW)
  return verdict.verdict === 'pass' ? 'passes' : codeOf(verdict)
}

type Verdicts = Omit<Reviewed, 'reason'>

function verdictsOn(given: Subject, change: string): Verdicts {
  return {
    ours: ourVerdict(given),
    peer: peerVerdict(given.bundle, given.artifact, given.trust, given.signer),
    change,
  }
}

function differ({ ours, peer }: Verdicts): boolean {
  return (ours === 'passes') !== (peer === 'accepts')
}

function isReviewed(found: Verdicts): boolean {
  return reviewed.some(
    ({ ours, peer, change }) => fits(ours, found.ours) && fits(peer, found.peer) && fits(change, found.change),
  )
}

/** `*` at either end stands for anything; inside it is the star that {@link mutantOf} writes for an item of a list. */
function fits(pattern: string, text: string): boolean {
  if (pattern === '*') return true
  const [open, end] = [pattern.startsWith('*'), pattern.endsWith('*')]
  const fixed = pattern.slice(open ? 1 : 0, end ? -1 : undefined)
  if (open && end) return text.includes(fixed)
  return open ? text.endsWith(fixed) : end ? text.startsWith(fixed) : text === pattern
}

function unreviewed(found: readonly Verdicts[]): readonly string[] {
  return [
    ...new Set(found.filter((each) => differ(each) && !isReviewed(each)).map((each) => JSON.stringify(each))),
  ].sort()
}

test('the real bundles of python.org and of the conformance suite', { skip }, () => {
  const root = dataText('sigstore/trusted-root/public-good.json')
  const signer = SUITE_SIGNER
  const shared = subject('', null, caseNamed('happy-path-v0.3').artifact, signer, root)
  const found: Verdicts[] = []
  const look = (given: Subject, change: string): void => {
    found.push(verdictsOn(given, change))
  }
  const digestOf = (sha256: string): Artifact => {
    const digest = parseSha256(sha256)
    assert(digest.ok)
    return artifactWithSha256(digest.value)
  }
  const streams = JSON.parse(dataText('python-org/identities.json')) as readonly {
    readonly stream: string
    readonly identity: string
    readonly issuer: string
  }[]
  const signerOf = (release: string): PeerSigner => {
    const stream = streams.find((each) => each.stream === /^[0-9]+\.[0-9]+/.exec(release)?.[0])
    assert(stream !== undefined)
    return { identity: stream.identity, issuer: stream.issuer }
  }
  for (const row of dataRows<{ release: string; sha256: string; sigstore: JsonObject | null }>(
    'python-org/artifacts-2026-04.jsonl',
  )) {
    if (row.sigstore === null) continue
    look(
      { ...shared, bundle: row.sigstore, artifact: digestOf(row.sha256), signer: signerOf(row.release) },
      'published',
    )
  }
  for (const row of dataRows<{ rel: string; sha256: string; before: JsonObject }>(
    'python-org/migration-2024-09.jsonl',
  )) {
    look(
      { ...shared, bundle: row.before, artifact: digestOf(row.sha256), signer: signerOf(row.rel) },
      'before the migration',
    )
  }
  for (const name of PASSING) look(suiteSubject(name), name)
  assert.equal(found.length, 600 + 227 + PASSING.length)
  assert(found.every(({ ours }) => ours === 'passes'))
  assert.deepEqual(unreviewed(found), [])
})

function meaningOf(bundle: Json): unknown {
  const read = readBundleJson(bundle)
  assert(read.ok)
  return signedIn(read.value)
}

test(`${MUTANTS} mutants`, { skip }, () => {
  const subjects = PASSING.map(suiteSubject)
  const bundles = subjects.map(({ bundle }) => bundle)
  const random = randomFrom(20_261_130)
  const found: Verdicts[] = []
  for (let i = 0; i < MUTANTS; i++) {
    const base = subjects[i % subjects.length]!
    const { bundle, change } = mutantOf(base.bundle, bundles, random)
    const verdicts = verdictsOn({ ...base, bundle }, change)
    // Hints, and evidence that is not needed, may change; what is signed, and by whom, may not.
    if (verdicts.ours === 'passes') assert.deepEqual(meaningOf(bundle), meaningOf(base.bundle), change)
    found.push(verdicts)
  }
  const passing = found.filter(({ ours }) => ours === 'passes')
  console.log(`${found.filter(differ).length} of ${MUTANTS} mutants are judged in two ways, ${passing.length} pass`)
  assert.deepEqual(unreviewed(found), [])
})
