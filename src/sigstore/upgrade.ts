import { sameBytes } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { readEntryBody } from './entry-body.ts'
import type { Material } from './material.ts'
import type { TrustedRoot } from './trusted-root.ts'
import type { BundleMaterial } from './write-bundle.ts'

export type UpgradeFault = 'UPGRADE_NO_ENTRY' | 'UPGRADE_NO_CHECKPOINT' | 'UPGRADE_INTERMEDIATES'

/**
 * The same signature as a bundle of version 0.3, from any form. Certificate, signature, log entry, promise and timestamps stay to
 * the byte; what is lost are certificates that the verifier has anyway. Nothing is verified here: verify what comes out.
 *
 * @param root tells which intermediate certificates a verifier has: version 0.3 carries none.
 */
export function upgradeBundle(material: Material, root: TrustedRoot): Result<BundleMaterial, UpgradeFault> {
  const { key, content, entries, timestamps } = material
  if (entries.length === 0 && timestamps.length === 0) {
    return cannot('UPGRADE_NO_ENTRY', 'nothing tells when it was signed', 'add the log entry of the signature')
  }
  if (entries.some(({ proof }) => proof?.checkpoint === undefined)) {
    return cannot(
      'UPGRADE_NO_CHECKPOINT',
      'its log entry has no inclusion proof with a checkpoint',
      'add the entry as the log has it today',
    )
  }
  if (key.kind === 'certificate' && !key.intermediates.every((each) => isInRoot(each.bytes, root))) {
    return cannot(
      'UPGRADE_INTERMEDIATES',
      'it carries a certificate of an authority that the trusted root does not have',
    )
  }
  return ok({
    form: 'bundle-v0.3',
    key: key.kind === 'certificate' ? { ...key, intermediates: [] } : key,
    content: withDigest(content, entries),
    entries,
    timestamps,
  })
}

function isInRoot(bytes: Uint8Array, { certificateAuthorities }: TrustedRoot): boolean {
  return certificateAuthorities.some(({ chain }) => chain.some((each) => sameBytes(each.bytes, bytes)))
}

/** A bundle states which file it is for; where the older form did not, its log entry does. */
function withDigest(content: Material['content'], [entry]: Material['entries']): Material['content'] {
  if (content.kind !== 'message' || content.digest !== undefined || entry === undefined) return content
  const body = readEntryBody(entry.body, 'message')
  return body.ok ? { ...content, digest: body.value.digest } : content
}

function cannot(code: UpgradeFault, detail: string, hint?: string): Result<never, UpgradeFault> {
  const message = `cannot make a bundle of version 0.3: ${detail}`
  return fail({ code, kind: 'conflict', message, ...(hint !== undefined && { hint }) })
}
