import type { Files } from '#desk'
import { fail, from, ok, type Result } from '#fault'
import {
  type LogEntry,
  type Material,
  readDetached,
  readMaterials,
  readRekorEntries,
  readRekorFile,
  withEntry,
} from '#sigstore'

/** Bytes of a file that holds a signature. */
const LIMIT = 4 * 1024 * 1024

/** Bytes of a file with log entries: a dump of 100,000. */
const DUMP_LIMIT = 512 * 1024 * 1024

/** Signatures of one file, and the file or files that they stand in. */
export interface FoundSignatures {
  readonly source: string
  readonly materials: readonly Material[]
}

/** Names under which a bundle lies beside its file, the best first: today's, Python's first, cosign's. */
const BUNDLE_ENDINGS = ['.sigstore.json', '.sigstore', '.bundle', '.provenance']

/** The signatures beside a file: its bundle, or without one its `.crt` and `.sig`, with a `.rekor` where there is one. */
export async function signaturesBeside(file: string, files: Files): Promise<Result<FoundSignatures>> {
  for (const ending of BUNDLE_ENDINGS) {
    if (await files.exists(file + ending)) return signaturesIn(file + ending, files)
  }
  if ((await files.exists(`${file}.crt`)) && (await files.exists(`${file}.sig`))) {
    const entry = (await files.exists(`${file}.rekor`)) ? `${file}.rekor` : undefined
    return detachedSignature(`${file}.crt`, `${file}.sig`, entry, files)
  }
  return fail({
    code: 'SIGNATURE_ABSENT',
    kind: 'absent',
    message: 'no signature lies beside the file',
    place: { source: file },
    hint: `looked for ${BUNDLE_ENDINGS.map((each) => `*${each}`).join(', ')} and *.crt with *.sig; or name one with --bundle`,
  })
}

/** The signatures in a file of any form that holds them whole. */
export async function signaturesIn(file: string, files: Files): Promise<Result<FoundSignatures>> {
  const text = await files.read(file, LIMIT)
  if (!text.ok) return text
  const read = readMaterials(text.value)
  return read.ok ? ok({ source: file, materials: read.value }) : fail(from(file, read.fault))
}

/** A signature in two files, with the log entry in a third where there is one: a `.rekor` file, or a dump that has it among others. */
export async function detachedSignature(
  crt: string,
  sig: string,
  entry: string | undefined,
  files: Files,
): Promise<Result<FoundSignatures>> {
  const certificate = await files.read(crt, LIMIT)
  if (!certificate.ok) return certificate
  const signature = await files.read(sig, LIMIT)
  if (!signature.ok) return signature
  const material = readDetached(certificate.value, signature.value)
  if (!material.ok) return fail(from(material.fault.code === 'DETACHED_MALFORMED' ? sig : crt, material.fault))
  const source = [crt, sig, entry].filter((each) => each !== undefined).join(' ')
  if (entry === undefined) return ok({ source, materials: [material.value] })
  const entries = await entriesIn(entry, files)
  if (!entries.ok) return entries
  // Of many entries the one that fits is looked for; a single one must fit, and `verify` says where it does not.
  const fitting =
    entries.value.length === 1 ? entries.value[0] : entries.value.find((each) => isOf(each, material.value))
  return ok({ source, materials: [fitting === undefined ? material.value : withEntry(material.value, fitting)] })
}

async function entriesIn(file: string, files: Files): Promise<Result<readonly LogEntry[]>> {
  const text = await files.read(file, DUMP_LIMIT)
  if (!text.ok) return text
  const single = readRekorFile(text.value)
  if (single.ok) return ok([single.value])
  const dump = readRekorEntries(text.value)
  return dump.ok ? ok([...dump.value.values()]) : fail(from(file, dump.fault))
}

/** Whether an entry holds this signature: its body has the text of it. */
function isOf({ body }: LogEntry, { content }: Material): boolean {
  return Buffer.from(body).includes(Buffer.from(content.signature).toString('base64'))
}
