// A policy from its first version to its second, with real signatures of a whole Sigstore instance on this machine: what a foundation
// does, and what a distribution checks.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type JsonObject, writeJson } from '#json'
import { readTrustedRoot } from '#sigstore'
import { parsePolicy } from '#trust'
import { commandLine, type Said } from '../worlds/command-line.ts'
import { type SigstoreInstance, startSigstore } from '../worlds/sigstore-instance.ts'

const ISSUER = 'https://issuer.example'
const person = (name: string): JsonObject => ({
  san: `${name}@lsf.example`,
  type: 'email',
  issuer: ISSUER,
  instance: 'own',
})

describe('trust that goes on', () => {
  let instance: SigstoreInstance
  let folder = ''

  const run = (...words: readonly string[]): Promise<Said> => commandLine(folder, {}, {}, () => new Date()).run(words)
  async function fine(...words: readonly string[]): Promise<Said> {
    const said = await run(...words)
    assert.equal(said.exit, 0, `${words.join(' ')}\n${said.out}${said.err}`)
    return said
  }
  const codeOf = ({ err, exit }: Said): string => (exit === 0 ? 'passed' : (/\[([A-Z_]+)\]/.exec(err)?.[1] ?? err))
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  const get = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const digestOf = (name: string): string => {
    const read = parsePolicy(get(name), name)
    assert(read.ok)
    return read.value.digest
  }
  /** Signs a file as somebody, as a file or as a statement about it. */
  async function sign(file: string, name: string, bundle: string): Promise<void> {
    const token = instance.token(`${name}@lsf.example`)
    await fine(
      'release',
      'sign',
      file,
      '--identity-token',
      token,
      '--signing-config',
      'config.json',
      '--trusted-root',
      'root.json',
      '--bundle',
      bundle,
    )
  }
  const verify = (...words: readonly string[]): Promise<Said> =>
    run('trust', 'verify', ...words, '--trusted-root', 'root.json')

  before(async () => {
    instance = await startSigstore()
    folder = mkdtempSync(join(tmpdir(), 'steward-continuity-'))
    put('root.json', instance.trustedRoot)
    put('config.json', instance.signingConfig(1))
    const root = readTrustedRoot(instance.trustedRoot)
    assert(root.ok)
    const first: JsonObject = {
      mediaType: 'application/vnd.steward.trust-policy.v1+json',
      policyId: 'example.lsf',
      version: 1,
      issuedAt: new Date(Date.now() - 86_400_000).toISOString(),
      expires: new Date(Date.now() + 86_400_000).toISOString(),
      instances: { own: { trustedRoots: [`sha256:${root.value.sha256}`] } },
      identities: { thomas: person('thomas'), seth: person('seth'), pablo: person('pablo') },
      policyRole: { members: ['thomas', 'seth', 'pablo'], threshold: 2 },
      streams: [streamOf('3.13', 'thomas')],
    }
    put('v1.json', writeJson(first))
    const identities = { ...(first.identities as JsonObject), hugo: person('hugo') }
    put(
      'edited.json',
      writeJson({ ...first, identities, streams: [streamOf('3.13', 'thomas'), streamOf('3.14', 'hugo')] }),
    )
    await fine('trust', 'update', 'v1.json', 'edited.json', '--out', 'v2.json', '--statement', 'v2.statement.json')
    await sign('v2.statement.json', 'thomas', 'thomas.json')
    await sign('v2.statement.json', 'seth', 'seth.json')
    await sign('v2.statement.json', 'hugo', 'hugo.json')
  })
  after(async () => {
    await instance?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function streamOf(release: string, identity: string): JsonObject {
    return {
      id: `lantern-${release}`,
      product: 'lantern',
      release,
      signers: [{ identity, from: null, until: null }],
      threshold: 1,
      evidence: 'proof',
      artifacts: ['*.tgz'],
      gpg: 'none',
    }
  }

  test('the update says what it means, and what is signed is one canonical line', async () => {
    const said = await run('trust', 'diff', 'v1.json', 'v2.json')
    assert.equal(said.exit, 1)
    assert.match(said.out, /^\+ lantern-3\.14: new stream, signed by hugo@lsf\.example$/m)
    assert.deepEqual(JSON.parse(get('v2.statement.json')).subject, [
      { name: 'example.lsf', digest: { sha256: digestOf('v2.json').slice('sha256:'.length) } },
    ])
  })

  test('one member is too few, a stranger does not help, two members are enough', async () => {
    const join2 = (...bundles: readonly string[]): Promise<Said> =>
      run(
        'trust',
        'sign',
        'v2.json',
        '--chain',
        'chain.json',
        '--previous',
        'v1.json',
        '--trusted-root',
        'root.json',
        ...bundles.flatMap((each) => ['--bundle', each]),
      )
    assert.equal(codeOf(await join2('thomas.json')), 'TRUST_UPDATE_THRESHOLD')
    assert.equal(codeOf(await join2('thomas.json', 'thomas.json')), 'TRUST_UPDATE_THRESHOLD')
    assert.equal(codeOf(await join2('thomas.json', 'hugo.json')), 'TRUST_UPDATE_THRESHOLD')
    const said = await join2('thomas.json', 'seth.json')
    assert.equal(said.exit, 0, said.err)
    assert.match(said.out, /version 2 signed by thomas, seth: 2 of 3, 2 needed/)
  })

  test('a distribution follows from the version that it pinned, without a network', async () => {
    const asked = instance.asked.length
    const said = await verify('v2.json', '--anchor', digestOf('v1.json'), '--chain', 'chain.json')
    assert.equal(said.exit, 0, said.err)
    assert.match(said.out, /^pass {2}v2\.json {2}version 2, signed by 2 of 3, valid until /)
    assert.equal(instance.asked.length, asked)
    assert.equal(
      codeOf(await verify('v2.json', '--anchor', `sha256:${'00'.repeat(32)}`, '--chain', 'chain.json')),
      'TRUST_ANCHOR',
    )
    assert.equal(
      codeOf(await verify('v2.json', '--chain', 'chain.json')),
      'USAGE_ANCHOR',
      'nothing is trusted at first sight',
    )
  })

  test('a chain whose bundles are changed, moved or taken away leads nowhere', async () => {
    const chain = JSON.parse(get('chain.json')) as { policies: { policy: JsonObject; bundles: JsonObject[] }[] }
    const spoilt: readonly [why: string, change: (links: typeof chain.policies) => void, code: string][] = [
      ['one signature less', ([, second]) => second?.bundles.pop(), 'TRUST_UPDATE_THRESHOLD'],
      [
        'another policy under the same signatures',
        ([, second]) => Object.assign(second?.policy ?? {}, { expires: '2099-01-01T00:00:00Z' }),
        'TRUST_UPDATE_THRESHOLD',
      ],
      [
        'a bundle of a release',
        ([, second]) => second?.bundles.splice(0, 1, JSON.parse(get('hugo.json'))),
        'TRUST_UPDATE_THRESHOLD',
      ],
      ['the second version left out', (links) => links.pop(), 'TRUST_NOT_IN_CHAIN'],
    ]
    for (const [why, change, code] of spoilt) {
      const copy = structuredClone(chain)
      change(copy.policies)
      put('spoilt.json', JSON.stringify(copy))
      const document = copy.policies[1]?.policy ?? chain.policies[1]?.policy ?? {}
      put('spoilt-policy.json', JSON.stringify(document))
      assert.equal(
        codeOf(await verify('spoilt-policy.json', '--anchor', digestOf('v1.json'), '--chain', 'spoilt.json')),
        code,
        why,
      )
    }
  })

  test('the state file remembers: the old version is refused afterwards', async () => {
    const state = ['--chain', 'chain.json', '--state', 'state.json']
    assert.equal(codeOf(await verify('v1.json', '--anchor', digestOf('v1.json'), ...state)), 'passed')
    assert.equal(codeOf(await verify('v2.json', ...state)), 'passed', 'from the state alone')
    assert.equal(JSON.parse(get('state.json')).version, 2)
    assert.equal(codeOf(await verify('v1.json', '--anchor', digestOf('v1.json'), ...state)), 'TRUST_ROLLBACK')
    put('fork.json', get('v2.json').replace('"gpg": "none"', '"gpg": "also"'))
    assert.equal(codeOf(await verify('fork.json', ...state)), 'TRUST_FORK')
    assert.equal(JSON.parse(get('state.json')).digest, digestOf('v2.json'), 'a refusal changes nothing')
  })

  test('releases are judged by the version that is trusted: the new branch by its new signer', async () => {
    put('lantern-3.14.0.tgz', 'three point fourteen')
    await sign('lantern-3.14.0.tgz', 'hugo', 'lantern-3.14.0.tgz.sigstore.json')
    const judged = async (file: string, policy: string, ...words: readonly string[]): Promise<readonly string[]> => {
      const said = await run(
        'release',
        'verify',
        file,
        '--policy',
        policy,
        '--trusted-root',
        'root.json',
        '--json',
        ...words,
      )
      return JSON.parse(said.out).artifacts.map(
        ({ verdict, code }: { verdict: string; code: string | null }) => `${verdict} ${code}`,
      )
    }
    assert.deepEqual(await judged('lantern-3.14.0.tgz', 'v2.json'), ['pass null'])
    assert.deepEqual(await judged('lantern-3.14.0.tgz', 'v1.json'), ['fail TRUST_STREAM_NONE'])
    assert.deepEqual(await judged('lantern-3.14.0.tgz', 'v2.json', '--release', '3.13.1'), ['fail TRUST_IDENTITY'])
    const digest = ['--digest', '0'.repeat(64), '--bundle', 'lantern-3.14.0.tgz.sigstore.json']
    const other = await run('release', 'verify', ...digest, '--policy', 'v2.json', '--trusted-root', 'root.json')
    assert.match(other.out, /^fail.*\[DIGEST_MISMATCH\]/)
  })

  test('the public root does not stand for the own instance', async () => {
    const said = await run('release', 'verify', 'lantern-3.14.0.tgz', '--policy', 'v2.json')
    assert.equal(said.exit, 1)
    assert.match(said.out, /^fail/)
  })

  test('a policy and identities at once are two answers to one question', async () => {
    const said = await run(
      'release',
      'verify',
      'lantern-3.14.0.tgz',
      '--policy',
      'v2.json',
      '--identity',
      'a@b.example',
      '--issuer',
      ISSUER,
    )
    assert.equal(codeOf(said), 'USAGE_SIGNER')
  })

  test('the page of downloads lists the versions, verified', async () => {
    await fine('release', 'downloads', '--policy', 'v1.json', '--example', 'lantern-3.13.1.tgz', '--out', 'page.html')
    assert.match(get('page.html'), /thomas@lsf\.example/)
    const said = await run(
      'release',
      'downloads',
      '--policy',
      'v2.json',
      '--chain',
      'chain.json',
      '--example',
      'lantern-3.14.0.tgz',
      '--trusted-root',
      'root.json',
      '--out',
      'page.html',
    )
    assert.equal(said.exit, 0, said.err)
    assert.match(get('page.html'), /lantern-3\.14: new stream, signed by hugo@lsf\.example/)
    assert.match(get('page.html'), /thomas, seth/)
  })
})
