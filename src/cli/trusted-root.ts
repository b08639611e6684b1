import path from 'node:path'
import type { TrustedRoots } from '#desk/releases'
import { fail, from, ok, type Result } from '#fault'
import { readTrustedRoot, type TrustedRoot } from '#sigstore'
import type { CommandWorld } from './command.ts'

/** The trusted root of a verification, and where it came from. */
export interface UsedRoot {
  readonly root: TrustedRoot
  readonly source: string
  /** Version of the TUF root by which it came. */
  readonly tufRoot?: number
  readonly expires?: number
}

/** Bytes of a trusted root. */
const ROOT_LIMIT = 1024 * 1024

/** The root in the file that was named, or else the current one of the public instance. */
export async function trustedRoot(
  file: string | undefined,
  roots: Pick<TrustedRoots, 'current'>,
  world: CommandWorld,
): Promise<Result<UsedRoot>> {
  if (file !== undefined) {
    const text = await world.files.read(path.resolve(world.folder, file), ROOT_LIMIT)
    if (!text.ok) return text
    const read = readTrustedRoot(text.value)
    return read.ok ? ok({ root: read.value, source: file }) : fail(from(file, read.fault))
  }
  const kept = await roots.current()
  if (!kept.ok) return kept
  const { text, source, tufRoot, expires } = kept.value
  const read = readTrustedRoot(text, expires)
  if (!read.ok) return read
  return ok({
    root: read.value,
    source,
    ...(tufRoot !== undefined && { tufRoot }),
    ...(expires !== undefined && { expires }),
  })
}
