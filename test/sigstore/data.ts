import { existsSync, readFileSync } from 'node:fs'
import { readTrustedRoot, type TrustedRoot } from '#sigstore'

/** Real signatures beside the checkout; tests that need them are skipped where they are not. */
const folder = new URL('../../../shared/data/', import.meta.url)

/** The option `skip` of a test: false, or the one line that says why. */
export const skip: string | false = existsSync(folder) ? false : 'shared/data is not beside this checkout'

export function dataText(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8')
}

export function dataUrl(path: string): URL {
  return new URL(path, folder)
}

/** The rows of a file with one JSON value on each line. */
export function dataRows<T>(path: string): readonly T[] {
  return dataText(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

export function trustedRoot(name: 'public-good' | 'staging'): TrustedRoot {
  const read = readTrustedRoot(dataText(`sigstore/trusted-root/${name}.json`))
  if (!read.ok) throw new Error(read.fault.message)
  return read.value
}
