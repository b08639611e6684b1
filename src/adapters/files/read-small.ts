import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes. Facts files and records are smaller. */
const SMALL = 64 * 1024

/**
 * The bytes of a small regular file, read at once: a trip through the thread pool for each step of each of some hundred files costs
 * more than the reading itself. Undefined for everything else, and for every failure: reading in pieces then says what is wrong.
 */
export function readSmall(file: string, limit: number): Uint8Array | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const about = fstatSync(descriptor)
    // Files of /proc say that they are empty, and are not.
    if (!about.isFile() || about.size === 0 || about.size > Math.min(SMALL, limit)) return undefined
    const bytes = Buffer.allocUnsafe(about.size + 1)
    const length = readSync(descriptor, bytes, 0, bytes.length, null)
    // A regular file is read as far as it goes: less means that it shrank, more that it grew in the meantime.
    return length === about.size ? bytes.subarray(0, length) : undefined
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
