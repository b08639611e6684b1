import path from 'node:path'
import { type RootText, readRoots } from '#desk/archive'
import { isPublicRoot } from '#desk/releases'
import { fail, from, ok, type Result } from '#fault'
import { readTrustedRoot } from '#sigstore'
import { type Instant, type NamedRoot, type PolicyDocument, parseInstant, parsePolicy } from '#trust'
import type { World } from './world.ts'

/** Bytes of a policy, a chain or a trusted root. */
const LIMIT = 16 * 1024 * 1024

/** By which flag a command takes trusted roots of its own. */
export const ROOT_FLAG = {
  'trusted-root': {
    type: 'string',
    value: 'FILE',
    multiple: true,
    about: 'a trusted_root.json besides that of the public instance',
  },
} as const

/** The text of a file named on the command line. */
export function readText(world: World, file: string): Promise<Result<string>> {
  return world.files.read(path.resolve(world.folder, file), LIMIT)
}

export async function readPolicyFile(world: World, file: string): Promise<Result<PolicyDocument>> {
  const text = await readText(world, file)
  return text.ok ? parsePolicy(text.value, file) : text
}

/** The root of the public instance, and those given as files. */
export async function rootTexts(world: World, files: readonly string[]): Promise<Result<readonly RootText[]>> {
  const { roots } = await world.releases()
  const kept = await roots.current()
  if (!kept.ok) return kept
  const { text: current, source, tufRoot } = kept.value
  const texts: RootText[] = [
    {
      text: current,
      ...(isPublicRoot(source) && { name: 'public' }),
      ...(tufRoot !== undefined && { tufVersion: tufRoot }),
    },
  ]
  for (const file of files) {
    const text = await readText(world, file)
    if (!text.ok) return text
    const read = readTrustedRoot(text.value)
    if (!read.ok) return fail(from(file, read.fault))
    texts.push({ text: text.value })
  }
  return ok(texts)
}

/** The same, read. */
export async function namedRoots(world: World, files: readonly string[]): Promise<Result<readonly NamedRoot[]>> {
  const texts = await rootTexts(world, files)
  if (!texts.ok) return texts
  return readRoots(texts.value)
}

const YEAR = 365 * 24 * 60 * 60 * 1000 // milliseconds

/** The moment a policy expires: as given with --expires, or a year from now. */
export function expiryFrom(given: string | undefined, now: Instant): Result<Instant> {
  return given === undefined ? ok(wholeSeconds(now + YEAR)) : parseInstant(given)
}

/** Without milliseconds, as people write times. */
export function wholeSeconds(instant: Instant): Instant {
  return Math.floor(instant / 1000) * 1000
}

/** A number of signers, from a flag. */
export function thresholdFrom(given: string | undefined): Result<number, 'USAGE_THRESHOLD'> {
  if (given === undefined) return ok(1)
  if (/^[1-9][0-9]?$/.test(given)) return ok(Number(given))
  return fail({ code: 'USAGE_THRESHOLD', kind: 'invalid', message: '--threshold takes a number from 1 to 99' })
}
