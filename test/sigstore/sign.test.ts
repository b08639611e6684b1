// Signing against a whole instance of Sigstore on this machine; mock.test.ts is the second opinion.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import crypto from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { contextTag, encodeDer, encodeOid } from '#bytes'
import { artifactOf } from '#sigstore'
import { CODE_SIGNING, extension, isAuthority, keyUsage, purposes, sequence, utf8 } from '../worlds/certificates.ts'
import { commandLine } from '../worlds/command-line.ts'
import {
  issuerExtensions,
  type Oddities,
  type SigstoreInstance,
  startSigstore,
  usualExtensions,
} from '../worlds/sigstore-instance.ts'
import { peerTrust, peerVerdict } from './peer.ts'

const EMAIL = 'releases@lsf.example'
const ISSUER = 'https://issuer.example'
const CONTENT = 'not really an archive\n'

const oddities: { -readonly [K in keyof Oddities]: Oddities[K] } = {}
let instance: SigstoreInstance
let folder = ''

before(async () => {
  instance = await startSigstore(oddities)
  folder = mkdtempSync(path.join(os.tmpdir(), 'steward-sign-'))
  writeFileSync(path.join(folder, 'root.json'), instance.trustedRoot)
  for (const version of [1, 2] as const) {
    writeFileSync(path.join(folder, `v${version}.json`), instance.signingConfig(version))
  }
})
after(async () => {
  await instance.close()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
/** A file that nobody has signed. */
function fresh(): string {
  const name = `file-${++count}.tgz`
  writeFileSync(path.join(folder, name), CONTENT + count)
  return name
}

async function run(
  ...words: readonly string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  return commandLine(folder, {}, {}, () => new Date()).run(['release', ...words])
}

const sign = (file: string, ...words: readonly string[]): ReturnType<typeof run> =>
  run('sign', file, '--signing-config', 'v1.json', '--trusted-root', 'root.json', ...words)
const token = (): readonly string[] => ['--identity-token', instance.token(EMAIL)]
const verified = (file: string, ...words: readonly string[]): ReturnType<typeof run> =>
  run('verify', file, '--trusted-root', 'root.json', ...words)
const BY = ['--identity', EMAIL, '--issuer', ISSUER]

for (const [why, words, level] of [
  ['Rekor v1', [], 'proof'],
  ['Rekor v1, a statement', ['--in-toto'], 'proof'],
  ['Rekor v2 with a timestamp', ['--signing-config=v2.json'], 'proof+timestamp'],
  ['Rekor v2, a statement', ['--signing-config=v2.json', '--in-toto'], 'proof+timestamp'],
] as const) {
  test(`signed with ${why}, verified by us and by sigstore-js`, async () => {
    const file = fresh()
    const config = words.some((each) => each.startsWith('--signing-config')) ? [] : ['--signing-config', 'v1.json']
    const made = await run('sign', file, '--trusted-root', 'root.json', ...config, ...token(), ...words, ...BY)
    assert.equal(made.exit, 0, made.out + made.err)
    assert.match(made.out, new RegExp(`^signed {2}${file} {3}${EMAIL} .*, ${level.replace('+', '\\+')}\\n`))
    const right = await verified(file, ...BY, '--evidence', level)
    assert.equal(right.exit, 0, right.out + right.err)
    const wrong = await verified(file, '--identity', 'other@lsf.example', '--issuer', ISSUER)
    assert.match(wrong.out, /IDENTITY_MISMATCH/)
    const bundle = JSON.parse(readFileSync(path.join(folder, `${file}.sigstore.json`), 'utf8'))
    assert.equal(bundle.mediaType, 'application/vnd.dev.sigstore.bundle.v0.3+json')
    const signer = { identity: EMAIL, issuer: ISSUER }
    const artifact = artifactOf(readFileSync(path.join(folder, file)))
    assert.equal(peerVerdict(bundle, artifact, peerTrust(instance.trustedRoot, signer), signer), 'accepts')
  })
}

for (const curve of ['prime256v1', 'secp384r1'] as const) {
  test(`signed with a key of ${curve}, by file and by digest`, async () => {
    const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: curve })
    writeFileSync(path.join(folder, 'key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
    writeFileSync(path.join(folder, 'key.pub'), publicKey.export({ format: 'pem', type: 'spki' }))
    const file = fresh()
    const made = await sign(file, '--key', 'key.pem')
    assert.equal(made.exit, 0, made.out + made.err)
    assert.equal((await verified(file, '--key', 'key.pub')).exit, 0)
    const digest = crypto
      .createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex')
    const byDigest = await run(
      'verify',
      '--digest',
      digest,
      '--bundle',
      `${file}.sigstore.json`,
      '--trusted-root',
      'root.json',
      '--key',
      'key.pub',
    )
    assert.equal(byDigest.exit, 0, byDigest.out)
    assert.match((await verified(file, ...BY)).out, /KEY_ABSENT/)
  })
}

test('an RSA key signs too, and is verified by digest', async () => {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 3072 })
  writeFileSync(path.join(folder, 'rsa.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
  writeFileSync(path.join(folder, 'rsa.pub'), publicKey.export({ format: 'pem', type: 'spki' }))
  const file = fresh()
  assert.equal((await sign(file, '--key', 'rsa.pem')).exit, 0)
  const digest = crypto
    .createHash('sha256')
    .update(readFileSync(path.join(folder, file)))
    .digest('hex')
  for (const [given, exit] of [
    [digest, 0],
    [digest.replace(/^./, (first) => (first === '0' ? '1' : '0')), 1],
  ] as const) {
    const words = ['--bundle', `${file}.sigstore.json`, '--trusted-root', 'root.json', '--key', 'rsa.pub']
    assert.equal((await run('verify', '--digest', given, ...words)).exit, exit)
  }
})

test('the conformance suite signs and verifies with steward-conformance, files and statements', async () => {
  const program = fileURLToPath(new URL('../../bin/steward-conformance.js', import.meta.url))
  // Not in this process: the instance has to answer meanwhile.
  const suite = (...words: readonly string[]): Promise<unknown> =>
    promisify(execFile)(process.execPath, [program, ...words], {
      cwd: folder,
      env: { ...process.env, STEWARD_TRUST: folder },
    })
  for (const [version, words] of [
    ['v1.json', []],
    ['v2.json', ['--in-toto']],
  ] as const) {
    const file = fresh()
    // The suite gives the statement itself, and wants it in the envelope to the byte.
    const signed = words.length === 0 ? file : 'statement.json'
    const sha256 = crypto
      .createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex')
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: file, digest: { sha256 } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: { buildType: 'x' },
    }
    writeFileSync(path.join(folder, 'statement.json'), JSON.stringify(statement, null, 2))
    const root = ['--trusted-root', 'root.json']
    await suite(
      'sign-bundle',
      ...words,
      '--identity-token',
      instance.token(EMAIL),
      '--bundle',
      'b.json',
      ...root,
      '--signing-config',
      version,
      signed,
    )
    if (signed !== file) {
      const { dsseEnvelope } = JSON.parse(readFileSync(path.join(folder, 'b.json'), 'utf8'))
      assert.equal(Buffer.from(dsseEnvelope.payload, 'base64').toString(), JSON.stringify(statement, null, 2))
    }
    const by = (identity: string): readonly string[] => [
      '--certificate-identity',
      identity,
      '--certificate-oidc-issuer',
      ISSUER,
    ]
    await suite('verify-bundle', '--bundle', 'b.json', ...by(EMAIL), ...root, file)
    await assert.rejects(suite('verify-bundle', '--bundle', 'b.json', ...by('other@lsf.example'), ...root, file), {
      stdout: /IDENTITY_MISMATCH/,
    })
    rmSync(path.join(folder, 'b.json'))
  }
})

test('an Ed25519 key signs statements, and what is logged as a digest it refuses before anything is logged', async () => {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519')
  writeFileSync(path.join(folder, 'ed.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
  writeFileSync(path.join(folder, 'ed.pub'), publicKey.export({ format: 'pem', type: 'spki' }))
  const file = fresh()
  const before = instance.asked.length
  for (const words of [[], ['--in-toto', '--signing-config=v2.json']] as const) {
    const config = words.length > 0 ? [] : ['--signing-config', 'v1.json']
    const refused = await run('sign', file, '--trusted-root', 'root.json', '--key', 'ed.pem', ...config, ...words)
    assert.equal(refused.exit, 1)
    assert.match(refused.err, /SIGN_ED25519/)
  }
  assert.equal(instance.asked.length, before)
  const made = await sign(file, '--key', 'ed.pem', '--in-toto')
  assert.equal(made.exit, 0, made.out + made.err)
  const digest = crypto
    .createHash('sha256')
    .update(readFileSync(path.join(folder, file)))
    .digest('hex')
  const by = ['--trusted-root', 'root.json', '--key', 'ed.pub']
  assert.equal((await verified(file, '--key', 'ed.pub')).exit, 0)
  assert.equal((await run('verify', '--digest', digest, '--bundle', `${file}.sigstore.json`, ...by)).exit, 0)
  const bundle = JSON.parse(readFileSync(path.join(folder, `${file}.sigstore.json`), 'utf8'))
  const signer = { pem: publicKey.export({ format: 'pem', type: 'spki' }).toString() }
  const artifact = artifactOf(readFileSync(path.join(folder, file)))
  assert.equal(peerVerdict(bundle, artifact, peerTrust(instance.trustedRoot, signer), signer), 'accepts')
})

test('a signature that is logged already gets the entry that is there', async () => {
  // An RSA signature of PKCS #1 v1.5 has no chance in it: signing twice is the same proposal twice.
  const file = fresh()
  assert.equal((await sign(file, '--key', 'rsa.pem')).exit, 0)
  const again = await sign(file, '--key', 'rsa.pem', '--force')
  assert.equal(again.exit, 0, again.err)
  assert.match(instance.asked.at(-1) ?? '', /^\/api\/v1\/log\/entries\/[0-9]+$/, 'it was looked up')
})

test('nothing is signed or logged as somebody else', async () => {
  const file = fresh()
  const before = instance.asked.length
  const made = await sign(file, ...token(), '--identity', 'other@lsf.example', '--issuer', ISSUER)
  assert.equal(made.exit, 1)
  assert.match(made.err, /SIGN_OTHER_IDENTITY/)
  assert.deepEqual(instance.asked.slice(before), ['/api/v2/signingCert'])
  assert(!existsSync(path.join(folder, `${file}.sigstore.json`)))
})

for (const [why, text, code] of [
  ['no statement', 'x', 'JSON_'],
  ['a statement of another type', '{"_type":"x","predicateType":"y","subject":[]}', 'STATEMENT_TYPE'],
  [
    'a statement about nothing',
    '{"_type":"https://in-toto.io/Statement/v1","predicateType":"y","subject":[]}',
    'SIGN_STATEMENT',
  ],
] as const) {
  test(`--statement with ${why} signs nothing`, async () => {
    writeFileSync(path.join(folder, 'bad.json'), text)
    const before = instance.asked.length
    const made = await sign('bad.json', ...token(), '--statement')
    assert.equal(made.exit, 1)
    assert.match(made.err, new RegExp(code))
    assert.equal(instance.asked.length, before)
  })
}

test('a bundle that is there stays, unless it may be replaced', async () => {
  const file = fresh()
  writeFileSync(path.join(folder, `${file}.sigstore.json`), 'old')
  const refused = await sign(file, ...token())
  assert.match(refused.err, /SIGN_BUNDLE_EXISTS/)
  assert.equal(readFileSync(path.join(folder, `${file}.sigstore.json`), 'utf8'), 'old')
  assert.equal((await sign(file, ...token(), '--force')).exit, 0)
})

/** Each row is an instance that is odd in one way: nothing is written, and the fault says what was wrong. */
const odd: readonly [why: string, set: Oddities, code: string][] = [
  ['a certificate that is not for signing code', { extensions: without(purposes(CODE_SIGNING)) }, 'SIGN_UNVERIFIED'],
  [
    'a certificate for servers',
    { extensions: replacing(purposes(CODE_SIGNING), purposes('1.3.6.1.5.5.7.3.1')) },
    'SIGN_UNVERIFIED',
  ],
  ['a key that is not for signatures', { extensions: replacing(keyUsage(0x80), keyUsage(0x20)) }, 'SIGN_UNVERIFIED'],
  ['a certificate of an authority', { extensions: adding(isAuthority()) }, 'SIGN_UNVERIFIED'],
  [
    'a critical extension of unknown meaning',
    { extensions: adding(extension('1.2.3.4', true, utf8('x'))) },
    'SIGN_UNVERIFIED',
  ],
  ['two issuers', { extensions: adding(extension('1.3.6.1.4.1.57264.1.9', false, utf8('x'))) }, ''],
  ['a log that changes the body', { answer: inAnswer('/log/entries', '"body":"ey', '"body":"e3') }, 'SIGN_ANSWER'],
  [
    "a promise that is not the log's",
    { answer: inAnswer('/log/entries', '"signedEntryTimestamp":"ME', '"signedEntryTimestamp":"MF') },
    'SIGN_UNVERIFIED',
  ],
  ['an answer that is no JSON', { answer: inAnswer('/signingCert', '{', '<') }, 'SIGN_ANSWER'],
  ['an answer without a certificate', { answer: inAnswer('/signingCert', 'CERTIFICATE', 'NOTHING') }, 'SIGN_ANSWER'],
  ['an answer that is too long', { answer: () => Buffer.alloc(2_000_000, ' ') }, 'SIGN_UNREACHABLE'],
]
for (const [why, set, code] of odd) {
  test(`${why}: ${code === '' ? 'it is signed' : code}`, async () => {
    Object.assign(oddities, set)
    try {
      const file = fresh()
      const made = await sign(file, ...token())
      assert.equal(made.exit, code === '' ? 0 : 1, made.out + made.err)
      assert.match(made.err, new RegExp(code))
      assert.equal(existsSync(path.join(folder, `${file}.sigstore.json`)), code === '')
    } finally {
      delete oddities.extensions
      delete oddities.answer
    }
  })
}

test('14: a user name of Fulcio is an identity of its own type', async () => {
  const name = encodeDer(
    contextTag(0, 'constructed'),
    encodeOid('1.3.6.1.4.1.57264.1.7'),
    encodeDer(contextTag(0, 'constructed'), utf8('foo!example.com')),
  )
  oddities.extensions = (_email, issuer) => [
    keyUsage(0x80),
    purposes(CODE_SIGNING),
    extension('2.5.29.17', true, sequence(name)),
    ...issuerExtensions(issuer),
  ]
  try {
    const file = fresh()
    assert.equal((await sign(file, ...token())).exit, 0)
    const said = await verified(file, '--identity', 'foo!example.com', '--issuer', ISSUER, '--json')
    assert.equal(said.exit, 0)
    assert.equal(JSON.parse(said.out).artifacts[0].identityType, 'other')
  } finally {
    delete oddities.extensions
  }
})

test('a token that has expired is refused by the service, and does not come back in the message', async () => {
  const claims = Buffer.from(JSON.stringify({ iss: ISSUER, email: EMAIL, exp: 1 })).toString('base64url')
  const made = await sign(fresh(), '--identity-token', `e30.${claims}.`)
  assert.match(made.err, /SIGN_REFUSED/)
  assert(!made.err.includes(claims), made.err)
})

test('addresses without encryption are not spoken to, and nobody is waited for', async () => {
  const root = ['--trusted-root', 'root.json']
  const plain = await run('sign', fresh(), ...root, ...token(), '--fulcio', 'http://fulcio.example')
  assert.match(plain.err, /SIGN_ADDRESS/)
  const closed = await run('sign', fresh(), ...root, ...token(), '--fulcio', 'http://127.0.0.1:1')
  assert.match(closed.err, /SIGN_UNREACHABLE/)
})

function without(gone: Uint8Array): NonNullable<Oddities['extensions']> {
  return replacing(gone)
}

function replacing(gone: Uint8Array, ...by: readonly Uint8Array[]): NonNullable<Oddities['extensions']> {
  return (email, issuer) =>
    usualExtensions(email, issuer).flatMap((each) => (Buffer.compare(each, gone) === 0 ? by : [each]))
}

function adding(more: Uint8Array): NonNullable<Oddities['extensions']> {
  return (email, issuer) => [...usualExtensions(email, issuer), more]
}

function inAnswer(where: string, before: string, by: string): NonNullable<Oddities['answer']> {
  return (asked, body) => {
    if (!asked.includes(where)) return body
    const text = body.toString('latin1')
    assert(text.includes(before), `the answer of ${asked} has ${before}`)
    return Buffer.from(text.replaceAll(before, by), 'latin1')
  }
}
