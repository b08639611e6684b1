import path from 'node:path'
import {
  detachedSignature,
  type FoundSignatures,
  type ReleasePorts,
  signaturesBeside,
  signaturesIn,
  type TrustedRoots,
} from '#desk/releases'
import { type Fault, type FaultKind, fail, ok, type Result } from '#fault'
import { type Artifact, artifactWithSha256, parseSha256 } from '#sigstore'
import {
  type AnyCommand,
  COMMON_FLAGS,
  type CommandWorld,
  command,
  EXIT,
  exitAfterFaults,
  listOf,
  printFaults,
  reportFault,
} from '../command.ts'
import type { Values } from '../flags.ts'
import { inkOf } from '../ink.ts'
import { JUDGE_FLAGS, type Judge, judgeFrom } from '../judge-from.ts'
import { trustedRoot } from '../trusted-root.ts'
import { rfc3339, tallyText, type VerifiedFile, verdictJson, verdictLines } from '../verdict-text.ts'
import type { World } from '../world.ts'

const FLAGS = {
  ...JUDGE_FLAGS,
  bundle: { type: 'string', value: 'FILE', about: 'the signature, where it does not lie beside the file' },
  certificate: { type: 'string', value: 'FILE', about: 'a detached certificate; needs --signature' },
  signature: { type: 'string', value: 'FILE', about: 'a detached signature; needs --certificate' },
  entry: { type: 'string', value: 'FILE', about: 'the log entry of a detached signature: .rekor, or a dump of Rekor' },
  digest: {
    type: 'string',
    value: 'SHA256',
    about: 'verify by digest, without the file; needs --bundle or --certificate',
  },
  'trusted-root': { type: 'string', value: 'FILE', about: 'a trusted_root.json other than the public instance' },
  ...COMMON_FLAGS,
} as const

/** What verifying needs of the world: it runs in the standalone `steward-verify` too. */
export interface VerifyWorld extends CommandWorld, Pick<World, 'now'> {
  releases(): Promise<Pick<ReleasePorts, 'artifact'> & { readonly roots: Pick<TrustedRoots, 'current'> }>
}

export const releaseVerify: AnyCommand<VerifyWorld> = command({
  name: 'release verify',
  summary: 'verify the signatures of released files, offline',
  operands: { text: '[FILE...]', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Looks beside each file for its signature (FILE.sigstore.json, FILE.sigstore, FILE.bundle, FILE.provenance, or FILE.crt with FILE.sig and perhaps FILE.rekor) and verifies it: the key, the certificate and its validity when it was signed, the certificate log, the transparency log, timestamps, the digest of the file, and who signed. Identities are compared to the letter. Nothing is asked of the network. Exit code 1 when a file does not pass; 3 and above when a file could not be looked at, whatever the others are.',
  examples: [
    ['steward release verify lantern-3.14.2.tgz --policy lantern.trust.json', 'by a trust policy'],
    ['steward release verify lantern-3.14.2.tgz --identity r@l.example --issuer https://i.example', 'by an identity'],
  ],
  flags: FLAGS,
  async run({ values, operands }, world: VerifyWorld) {
    const wanted = targetsOf(values, operands, world)
    if (!wanted.ok) return reportFault(wanted.fault, values.json, world)
    const { artifact, roots } = await world.releases()
    const root = await trustedRoot(values['trusted-root'], roots, world)
    if (!root.ok) return reportFault(root.fault, values.json, world)
    const judge = await judgeFrom(values, root.value, world.now().getTime(), world)
    if (!judge.ok) return reportFault(judge.fault, values.json, world)
    const verified: VerifiedFile[] = []
    const faults: Fault[] = []
    for (const target of wanted.value) {
      const read = target.digest === undefined ? await artifact(target.path) : ok(artifactWithSha256(target.digest))
      const judged = read.ok ? await verifyOne(target, read.value, judge.value) : read
      if (judged.ok) verified.push(...judged.value)
      else faults.push(judged.fault)
    }
    const { out } = world.terminal
    if (values.json) {
      const { source, expires } = root.value
      const trusted = {
        sha256: root.value.root.sha256,
        source,
        expires: expires === undefined ? null : rfc3339(expires),
      }
      out(
        JSON.stringify({ artifacts: verified.map(verdictJson), trustedRoot: trusted, faults: faults.flatMap(listOf) }),
      )
    } else {
      const ink = inkOf(world.terminal)
      const shown = values.quiet ? verified.filter(({ outcome }) => outcome.verdict !== 'pass') : verified
      for (const line of shown.flatMap((each) => verdictLines(each, ink))) out(line)
      if (verified.length > 1 && !values.quiet) out(tallyText(verified))
      printFaults(faults, world)
    }
    const passes = verified.length > 0 && verified.every(({ outcome }) => outcome.verdict === 'pass')
    return exitAfterFaults(passes ? EXIT.done : EXIT.findings, faults)
  },
})

/** One file to verify, and how to find its signatures. */
interface Target {
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly digest?: Uint8Array
  signatures(): Promise<Result<FoundSignatures>>
}

function targetsOf(
  { bundle, certificate, signature, entry, digest }: Values<typeof FLAGS>,
  operands: readonly string[],
  world: VerifyWorld,
): Result<readonly Target[]> {
  const at = (file: string): string => path.resolve(world.folder, file)
  const detached = certificate !== undefined && signature !== undefined
  if ((certificate === undefined) !== (signature === undefined))
    return usage('--certificate and --signature belong together')
  if (detached && bundle !== undefined) return usage('give --bundle or --certificate, not both')
  if (entry !== undefined && !detached) return usage('--entry goes with --certificate and --signature')
  const named = bundle !== undefined ? () => signaturesIn(at(bundle), world.files) : undefined
  const given = detached
    ? () => detachedSignature(at(certificate), at(signature), entry === undefined ? undefined : at(entry), world.files)
    : named
  if (digest !== undefined) {
    if (operands.length > 0) return usage('give a file or --digest, not both')
    if (given === undefined) return usage('--digest needs --bundle, or --certificate with --signature')
    const read = parseSha256(digest)
    return read.ok ? ok([{ name: digest, path: '', digest: read.value, signatures: given }]) : read
  }
  if (operands.length === 0) return usage('no file to verify')
  if (given !== undefined && operands.length > 1) return usage('one signature is that of one file')
  return ok(
    operands.map((name) => ({
      name,
      path: at(name),
      signatures: given ?? (() => signaturesBeside(at(name), world.files)),
    })),
  )
}

function usage(detail: string): Result<never, 'USAGE_VERIFY'> {
  return fail({
    code: 'USAGE_VERIFY',
    kind: 'invalid',
    message: `cannot tell what to verify: ${detail}`,
    hint: '`steward release verify --help` shows how',
  })
}

/** A fault where its signature could not be looked at: that says nothing about the file. */
async function verifyOne(
  { name, signatures }: Target,
  artifact: Artifact,
  judge: Judge,
): Promise<Result<readonly VerifiedFile[]>> {
  const sha256 = Buffer.from(artifact.digests.sha256).toString('hex')
  const found = await signatures()
  if (!found.ok) {
    const absent = found.fault.code === 'SIGNATURE_ABSENT'
    if (!absent && UNSEEN.has(found.fault.kind)) return found
    const outcome = absent
      ? ({ verdict: 'unsigned', fault: { ...found.fault, place: {} } } as const)
      : ({ verdict: 'fail', fault: found.fault, evidence: { times: [], entries: [] } } as const)
    return ok([{ name, sha256, outcome }])
  }
  const { materials, source } = found.value
  const outcomes = judge(materials, artifact, fileOf(name, source))
  return ok(outcomes.map((outcome, i) => ({ name, sha256, source, form: materials[i]!.form, outcome })))
}

/** Kinds of faults of a file that could not be read. A file that was read and is no signature is one that does not pass. */
const UNSEEN: ReadonlySet<FaultKind> = new Set(['absent', 'refused', 'unreachable'])

/** The name of the file that is verified. By digest there is none: then its bundle is called like it, with an ending. */
function fileOf(name: string, source: string): string {
  return parseSha256(name).ok ? source.replace(/\.(?:sigstore\.json|sigstore|bundle|provenance|crt)\b.*$/, '') : name
}
