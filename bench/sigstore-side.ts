/** One side of `bench/sigstore.ts`, in a process of its own: told a number of bundles, it answers with the CPU microseconds they took. */
import type { Json } from '#json'
import { readBundle, readTrustedRoot, verify } from '#sigstore'
import { caseNamed, NOW, SUITE_SIGNER } from '../test/sigstore/cases.ts'
import { peerTrust, peerVerdict } from '../test/sigstore/peer.ts'
import { bareVerifications } from './bare-verifications.ts'
import { cpuTime, value } from './figures.ts'

export type Side = keyof typeof SIDES

/** Message bundles with their file, one of each version. */
const BUNDLES = ['happy-path-v0.1', 'happy-path-v0.2', 'happy-path-v0.3', 'happy-path-v0.3-new-mediaType']

/** What a side does for one bundle after the other, in a circle. */
const SIDES = {
  ours(): () => void {
    const cases = BUNDLES.map(caseNamed)
    const root = value(readTrustedRoot(cases[0]!.root))
    return inTurn(cases, ({ bundle, artifact, policy }) => {
      const material = readBundle(bundle)
      return material.ok && verify(material.value, artifact, root, policy, NOW).verdict === 'pass'
    })
  },

  peer(): () => void {
    const cases = BUNDLES.map(caseNamed)
    const trust = peerTrust(cases[0]!.root, SUITE_SIGNER)
    return inTurn(
      cases,
      ({ bundle, artifact }) => peerVerdict(JSON.parse(bundle) as Json, artifact, trust, SUITE_SIGNER) === 'accepts',
    )
  },

  bare(): () => void {
    return inTurn([bareVerifications()], (pass) => pass())
  },
}

function inTurn<T>(cases: readonly T[], passes: (each: T) => boolean): () => void {
  let next = 0
  return () => {
    if (!passes(cases[next++ % cases.length]!)) throw new Error('no pass')
  }
}

/** Milliseconds until no more code is compiled: in the first second a bundle takes a quarter longer, and sides differ in that. */
const COMPILING = 3000

const run = SIDES[process.argv[2] as Side]()
for (const start = performance.now(); performance.now() - start < COMPILING; ) run()
process.on('message', (bundles: number) => process.send?.(cpuTime(bundles, run)))
process.send?.('ready')
