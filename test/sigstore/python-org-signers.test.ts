// Who signed the 600 bundles that python.org has published: with each of them the published signer passes, by a trust policy made of
// python.org's own table and as a plain identity, and every other signer, issuer, file and stream is refused for that very reason.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { JsonObject } from '#json'
import {
  type Artifact,
  artifactWithSha256,
  type IdentityRule,
  type Material,
  parseSha256,
  readBundleJson,
  type TrustedRoot,
  verify,
} from '#sigstore'
import {
  importIdentities,
  judgeArtifact,
  type SignerVerdict,
  type TrustPolicy,
  type VerifiedSigner,
  verifySigner,
} from '#trust'
import { codeOf, NOW, signedBy } from './cases.ts'
import { dataRows, dataText, skip, trustedRoot } from './data.ts'

interface PublishedRow {
  readonly release: string
  readonly url: string
  readonly sha256: string
  readonly sigstore: JsonObject | null
}

interface Stream extends IdentityRule {
  readonly stream: string
}

/** A published bundle, with the file that comes after it as the wrong one. */
interface Published {
  readonly name: string
  readonly release: string
  readonly sha256: string
  readonly artifact: Artifact
  readonly other: Artifact
  readonly material: Material
  /** Who signs its stream, by the table. */
  readonly own: Stream
}

const GITHUB = 'https://github.com/login/oauth'
const GOOGLE = 'https://accounts.google.com'

let root: TrustedRoot
let streams: readonly Stream[] = []
let published: readonly Published[] = []

before(() => {
  if (skip !== false) return
  root = trustedRoot('public-good')
  streams = JSON.parse(dataText('python-org/identities.json')) as readonly Stream[]
  const rows = dataRows<PublishedRow>('python-org/artifacts-2026-04.jsonl').filter(({ sigstore }) => sigstore !== null)
  published = rows.map(({ release, url, sha256, sigstore }, i) => {
    const read = readBundleJson(sigstore!)
    const own = streams.find(({ stream }) => stream === /^[0-9]+\.[0-9]+/.exec(release)?.[0])
    assert(read.ok && own !== undefined, url)
    return {
      name: url.slice(url.lastIndexOf('/') + 1),
      release,
      sha256,
      artifact: withDigest(sha256),
      other: withDigest(rows[(i + 1) % rows.length]!.sha256),
      material: read.value,
      own,
    }
  })
})

test('by a trust policy of the published table: 600 pass, and what is wrong is refused as that, 600 of 600 each', {
  skip,
}, () => {
  const table = policyOf(streams)
  const allSignedBy = new Map(
    signersIn(streams).map((who) => [who, policyOf(streams.map((each) => ({ ...each, ...who })))]),
  )
  assert.equal(allSignedBy.size, 6)
  const swapped = policyOf(streams.map((each) => ({ ...each, issuer: each.issuer === GITHUB ? GOOGLE : GITHUB })))
  const counts = new Counts()
  for (const each of published) {
    const found = verifySigner(each.material, each.artifact, [{ root, name: 'public' }], NOW)
    assert(found.verdict === 'pass', `${each.name}: ${refusal(found)}`)
    counts.add('as published', judge(table, each, found.signer))
    counts.add('another file', refusal(verifySigner(each.material, each.other, [{ root, name: 'public' }], NOW)))
    counts.add('another issuer', judge(swapped, each, found.signer))
    counts.add('a release of no stream', judge(table, { ...each, release: '2.7.18' }, found.signer))
    for (const [who, policy] of allSignedBy) {
      const why = isSame(who, each.own) ? 'its signer for every stream' : 'another published signer'
      counts.add(why, judge(policy, each, found.signer))
    }
    for (const stream of streams) {
      // One who signs two streams passes for both: a message signature does not name its file.
      const why = isSame(stream, each.own) ? 'as a release of a stream of its signer' : 'as a release of another stream'
      counts.add(why, judge(table, { ...each, release: `${stream.stream}.0` }, found.signer))
    }
  }
  const shared = published.reduce((sum, { own }) => sum + streams.filter((each) => isSame(each, own)).length, 0)
  assert.deepEqual(counts.all(), {
    'as published': { pass: 600 },
    'another file': { DIGEST_MISMATCH: 600 },
    'another issuer': { TRUST_ISSUER: 600 },
    'a release of no stream': { TRUST_STREAM_NONE: 600 },
    'its signer for every stream': { pass: 600 },
    'another published signer': { TRUST_IDENTITY: 5 * 600 },
    'as a release of a stream of its signer': { pass: shared },
    'as a release of another stream': { TRUST_IDENTITY: streams.length * 600 - shared },
  })
})

test('by a plain identity: 600 pass, and what is wrong is refused as that, 600 of 600 each', { skip }, () => {
  const counts = new Counts()
  for (const { material, artifact, other, own } of published) {
    const by = (...anyOf: readonly IdentityRule[]): string =>
      codeOf(verify(material, artifact, root, signedBy(...anyOf), NOW))
    counts.add('as published', by(own))
    counts.add('another file', codeOf(verify(material, other, root, signedBy(own), NOW)))
    counts.add('another issuer', by({ ...own, issuer: own.issuer === GITHUB ? GOOGLE : GITHUB }))
    counts.add('all others of the table together', by(...streams.filter((each) => !isSame(each, own))))
  }
  assert.deepEqual(counts.all(), {
    'as published': { proof: 588, 'proof+timestamp': 12 },
    'another file': { DIGEST_MISMATCH: 600 },
    'another issuer': { ISSUER_MISMATCH: 600 },
    'all others of the table together': { IDENTITY_MISMATCH: 600 },
  })
})

/** A part of the identity, and the same text as a name of another kind: one bundle of each signer stands for the rest. */
test('a fragment of the identity and another type of name are refused', { skip }, () => {
  for (const who of signersIn(streams)) {
    const one = published.find(({ own }) => isSame(own, who))
    if (one === undefined) continue
    for (const rule of [
      { ...who, identity: who.identity.slice(1) },
      { ...who, identity: who.identity.slice(0, -1) },
      { ...who, type: 'uri' },
    ] as const) {
      assert.equal(codeOf(verify(one.material, one.artifact, root, signedBy(rule), NOW)), 'IDENTITY_MISMATCH')
    }
  }
})

/** The codes of outcomes, counted under what was asked. */
class Counts {
  readonly #counts = new Map<string, Record<string, number>>()

  add(asked: string, code: string): void {
    const found = this.#counts.get(asked) ?? {}
    found[code] = (found[code] ?? 0) + 1
    this.#counts.set(asked, found)
  }

  all(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries(this.#counts)
  }
}

function judge(policy: TrustPolicy, about: Published, signer: VerifiedSigner): string {
  const { name, release, sha256 } = about
  const judged = judgeArtifact(policy, { name, release, sha256 }, [signer], NOW)
  return judged.ok ? 'pass' : judged.fault.code
}

function refusal(verdict: SignerVerdict): string {
  return verdict.verdict === 'pass' ? 'pass' : verdict.fault.code
}

function policyOf(table: readonly Stream[]): TrustPolicy {
  const made = importIdentities(JSON.stringify(table), 'identities.json', {
    product: 'python',
    evidence: 'proof',
    artifacts: ['*'],
    members: [],
    threshold: 1,
    issuedAt: NOW,
    expires: NOW + 86_400_000,
  })
  assert(made.ok, made.ok ? '' : made.fault.message)
  return made.value.policy
}

function isSame(a: IdentityRule, b: IdentityRule): boolean {
  return a.identity === b.identity && a.issuer === b.issuer
}

/** Each signer of the table once. */
function signersIn(table: readonly Stream[]): readonly IdentityRule[] {
  return table
    .filter((each, i) => table.findIndex((before) => isSame(before, each)) === i)
    .map(({ identity, issuer }) => ({ identity, issuer }))
}

function withDigest(sha256: string): Artifact {
  const digest = parseSha256(sha256)
  assert(digest.ok)
  return artifactWithSha256(digest.value)
}
