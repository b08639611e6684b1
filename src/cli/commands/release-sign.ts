import path from 'node:path'
import { releaseStatement, type SigningPorts, type SigningRequest, signFile, subjectArtifact } from '#desk/releases'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { PUBLIC_SERVICES, readSigningConfig, type SigningServices } from '#sigstore'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, listOf, printFaults, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import { trustedRoot } from '../trusted-root.ts'
import { rfc3339, signerText } from '../verdict-text.ts'
import type { World } from '../world.ts'

const FLAGS = {
  'identity-token': { type: 'string', value: 'TOKEN', about: 'the OpenID Connect token of who signs' },
  'token-file': {
    type: 'string',
    value: 'FILE',
    about: 'the same from a file: other programs see the words of a command',
  },
  key: { type: 'string', value: 'FILE', about: 'a private key in PEM instead of a token' },
  identity: { type: 'string', value: 'NAME', about: 'sign as nobody but this address or URI' },
  issuer: { type: 'string', value: 'URL', about: 'who vouches for it' },
  bundle: { type: 'string', value: 'FILE', about: 'where the bundle goes (FILE.sigstore.json)' },
  force: { type: 'boolean', about: 'replace a bundle that is there' },
  'in-toto': { type: 'boolean', about: 'sign a statement that the file was released, not the file itself' },
  statement: { type: 'boolean', about: 'the file is an in-toto statement about others: sign it as it is' },
  'predicate-type': { type: 'string', value: 'URI', about: 'the type of that statement (an in-toto release)' },
  'signing-config': { type: 'string', value: 'FILE', about: 'the services, as a signing config of Sigstore' },
  fulcio: { type: 'string', value: 'URL', about: 'the certificate authority' },
  rekor: { type: 'string', value: 'URL', about: 'the transparency log' },
  'rekor-version': { type: 'string', value: 'N', words: ['1', '2'], about: 'the version that the log speaks (1)' },
  tsa: { type: 'string', value: 'URL', about: 'the timestamp authority; version 2 of the log needs one' },
  'trusted-root': { type: 'string', value: 'FILE', about: 'the trusted_root.json of these services' },
  ...COMMON_FLAGS,
} as const

/** Source: in-toto attestation framework, predicates/release.md. */
const RELEASE_PREDICATE = 'https://in-toto.io/attestation/release/v0.1'

/** Bytes: what a verifier reads at most. */
const LONGEST_STATEMENT = 4 * 1024 * 1024

/** Bytes of a key, a token or a signing config. */
const SMALL = 1024 * 1024

export const releaseSign: AnyCommand = command({
  name: 'release sign',
  summary: 'sign released files with Sigstore',
  operands: { text: 'FILE...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'Makes a key, gets a certificate for it from the certificate authority (or uses the key of --key), signs the file, has the log record it and the authority stamp it, and writes a bundle of version 0.3. Before it is written, the bundle is verified as anybody would: what does not pass is not written. The key is used once and never stored.',
  examples: [
    ['steward release sign lantern-3.2.tgz --token-file token', 'with the public instance'],
    ['steward release sign l.tgz --key k.pem --signing-config c.json --trusted-root r.json', 'with a key'],
  ],
  flags: FLAGS,
  async run({ values, operands }, world) {
    if (values.bundle !== undefined && operands.length > 1) {
      return reportFault(usage('one bundle is that of one file'), values.json, world)
    }
    if (values.statement && values['in-toto']) {
      return reportFault(
        usage('--in-toto makes a statement, and --statement says that one is there'),
        values.json,
        world,
      )
    }
    const releases = await world.releases()
    const as = await signerFrom(values, await releases.signing(), world)
    if (!as.ok) return reportFault(as.fault, values.json, world)
    const services = await servicesFrom(values, world)
    if (!services.ok) return reportFault(services.fault, values.json, world)
    const root = await trustedRoot(values['trusted-root'], releases.roots, world)
    if (!root.ok) return reportFault(root.fault, values.json, world)
    const signed: object[] = []
    const faults: Fault[] = []
    for (const name of operands) {
      const file = path.resolve(world.folder, name)
      const bundle = values.bundle === undefined ? `${file}.sigstore.json` : path.resolve(world.folder, values.bundle)
      const written = await signOne(
        { name, file, bundle, as: as.value, services: services.value, root: root.value.root },
        values,
        world,
      )
      if (!written.ok) faults.push(written.fault)
      else signed.push(written.value)
    }
    if (values.json) world.terminal.out(JSON.stringify({ signed, faults: faults.flatMap(listOf) }))
    else printFaults(faults, world)
    return faults.length === 0 ? EXIT.done : EXIT.findings
  },
})

type Given = Values<typeof FLAGS>

/** One file to sign, and where its bundle goes. */
interface Job extends Pick<SigningRequest, 'as' | 'services' | 'root'> {
  readonly name: string
  readonly file: string
  readonly bundle: string
}

async function signOne({ name, file, bundle, ...how }: Job, values: Given, world: World): Promise<Result<object>> {
  if (!values.force && (await world.files.exists(bundle))) {
    return fail({
      code: 'SIGN_BUNDLE_EXISTS',
      kind: 'conflict',
      message: `${bundle} is there already`,
      hint: 'give --force to replace it',
    })
  }
  const releases = await world.releases()
  const subject = values.statement
    ? await statementIn(name, file, world)
    : await artifactAt(file, values['in-toto'] ? (values['predicate-type'] ?? RELEASE_PREDICATE) : undefined, world)
  if (!subject.ok) return subject
  const request = { path: file, ...subject.value, ...how }
  const made = await signFile(request, await releases.signing())
  if (!made.ok) return fail(from(name, made.fault))
  const written = await world.files.write(bundle, JSON.stringify(made.value.bundle))
  if (!written.ok) return written
  const { evidence } = made.value
  if (!values.json && !values.quiet) {
    world.terminal.out(`signed  ${name}   ${signerText(evidence)}, ${rfc3339(evidence.signedAt)}, ${evidence.level}`)
    world.terminal.out(`        wrote ${path.relative(world.folder, bundle)}`)
  }
  return ok({
    name,
    bundle,
    identity: evidence.signer?.identity ?? null,
    issuer: evidence.signer?.issuer ?? null,
    key: evidence.keyId ?? null,
    evidence: evidence.level,
    signedAt: rfc3339(evidence.signedAt),
    logIndex: evidence.entries[0]?.logIndex ?? null,
  })
}

type Subject = Pick<SigningRequest, 'artifact' | 'statement'>

/** The file itself, with a statement of this type about it where one is asked for. */
async function artifactAt(file: string, predicate: string | undefined, world: World): Promise<Result<Subject>> {
  const artifact = await (await world.releases()).artifact(file)
  if (!artifact.ok || predicate === undefined) return artifact.ok ? ok({ artifact: artifact.value }) : artifact
  const statement = releaseStatement(path.basename(file), artifact.value, predicate)
  return ok({ artifact: artifact.value, statement })
}

/** A statement from a file, and the first of those that it is about. */
async function statementIn(name: string, file: string, world: World): Promise<Result<Subject>> {
  const text = await world.files.read(file, LONGEST_STATEMENT)
  if (!text.ok) return text
  const statement = Buffer.from(text.value)
  const artifact = subjectArtifact(statement)
  return artifact.ok ? ok({ artifact: artifact.value, statement }) : fail(from(name, artifact.fault))
}

/** Whoever signs: a key, or whom a token names. */
async function signerFrom(values: Given, signing: SigningPorts, world: World): Promise<Result<SigningRequest['as']>> {
  const { key, identity, issuer, 'identity-token': token, 'token-file': tokenFile } = values
  if ([key, token, tokenFile].filter((each) => each !== undefined).length !== 1) {
    return fail(usage('give one of --identity-token, --token-file and --key'))
  }
  if ((identity === undefined) !== (issuer === undefined)) return fail(usage('--identity and --issuer belong together'))
  if (key !== undefined) {
    if (identity !== undefined) return fail(usage('a key has no identity'))
    const pem = await world.files.read(path.resolve(world.folder, key), SMALL)
    if (!pem.ok) return pem
    const read = signing.readKey(pem.value)
    return read.ok ? ok({ kind: 'key', key: read.value }) : fail(from(key, read.fault))
  }
  const text =
    tokenFile === undefined ? ok(token ?? '') : await world.files.read(path.resolve(world.folder, tokenFile), SMALL)
  if (!text.ok) return text
  const expected = identity !== undefined && issuer !== undefined ? { expected: { identity, issuer } } : {}
  return ok({ kind: 'token', token: text.value.trim(), ...expected })
}

async function servicesFrom(values: Given, world: World): Promise<Result<SigningServices>> {
  const { fulcio, rekor, tsa, 'rekor-version': version, 'signing-config': file } = values
  if (file !== undefined) {
    if ([fulcio, rekor, tsa, version].some((each) => each !== undefined)) {
      return fail(usage('the signing config names the services: give it or their addresses'))
    }
    const text = await world.files.read(path.resolve(world.folder, file), SMALL)
    if (!text.ok) return text
    const read = readSigningConfig(text.value, world.now().getTime())
    return read.ok ? read : fail(from(file, read.fault))
  }
  return ok({
    certificateAuthority: fulcio ?? PUBLIC_SERVICES.certificateAuthority,
    log: { url: rekor ?? PUBLIC_SERVICES.log.url, version: version === '2' ? 2 : PUBLIC_SERVICES.log.version },
    ...(tsa !== undefined && { timestampAuthority: tsa }),
  })
}

function usage(detail: string): Fault<'USAGE_SIGN'> {
  return {
    code: 'USAGE_SIGN',
    kind: 'invalid',
    message: `cannot tell what to sign and how: ${detail}`,
    hint: '`steward release sign --help` shows how',
  }
}
