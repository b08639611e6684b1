import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'

/** Files larger than this are told by their size alone. Bytes. */
const HASHED = 16 * 1024 * 1024

/**
 * Everything below a folder with what it holds, one line each: files by size, time and digest, links by their target, all others by
 * their kind. Two equal snapshots mean that nothing was written in between, not even the same again.
 */
export function snapshot(folder: string): readonly string[] {
  const lines: string[] = []
  for (const name of readdirSync(folder, { recursive: false }).map(String).toSorted()) {
    const file = path.join(folder, name)
    const about = lstatSync(file, { bigint: true })
    if (about.isDirectory()) lines.push(`${name}/`, ...snapshot(file).map((line) => `${name}/${line}`))
    else if (about.isSymbolicLink()) lines.push(`${name} -> ${readlinkSync(file)}`)
    else if (!about.isFile()) lines.push(`${name} of another kind`)
    else lines.push(`${name} ${about.size} ${about.mtimeNs} ${about.mode & 0o777n} ${digest(file, about.size)}`)
  }
  return lines
}

function digest(file: string, size: bigint): string {
  return size > HASHED ? 'not hashed' : createHash('sha256').update(readFileSync(file)).digest('hex')
}
