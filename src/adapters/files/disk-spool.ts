import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Spool, Spools } from '#desk/archive'
import type { Fault } from '#fault'
import { fileFault } from './file-fault.ts'

/** Characters that a spool keeps in memory: with fewer it never makes a file. */
const HELD = 1024 * 1024

/** Bytes that are read back at once. */
const BLOCK = 64 * 1024

/** Spools in a folder for what is temporary. Their files have no name once they are open: whatever ends the program, nothing stays. */
export function diskSpools(folder: string = tmpdir(), held: number = HELD): Spools {
  return {
    inOrder: () => new DiskSpool(folder, held, false),
    sorted: () => new DiskSpool(folder, held, true),
  }
}

interface Run {
  readonly start: number
  readonly end: number
}

class DiskSpool implements Spool {
  readonly #folder: string
  readonly #most: number
  readonly #isSorted: boolean
  #held: string[] = []
  #length = 0
  #file: OpenFile | undefined
  /** What was written at a time: sorted, where the spool is. */
  readonly #runs: Run[] = []
  #fault: Fault | undefined

  constructor(folder: string, most: number, isSorted: boolean) {
    this.#folder = folder
    this.#most = most
    this.#isSorted = isSorted
  }

  add(line: string): void {
    this.#held.push(line)
    this.#length += line.length
    if (this.#length > this.#most) this.#write()
  }

  get fault(): Fault | undefined {
    return this.#fault
  }

  lines(): Iterable<string> {
    if (this.#isSorted) this.#held.sort()
    const parts = [...this.#runs.map((run) => this.#read(run)), this.#held]
    return this.#isSorted && parts.length > 1 ? merged(parts) : inTurn(parts)
  }

  close(): void {
    this.#held = []
    this.#file?.close()
    this.#file = undefined
  }

  #write(): void {
    const lines = this.#isSorted ? this.#held.sort() : this.#held
    this.#held = []
    this.#length = 0
    if (this.#fault !== undefined) return
    try {
      this.#file ??= openFile(this.#folder)
      this.#runs.push(this.#file.append(Buffer.from(`${lines.join('\n')}\n`)))
    } catch (cause) {
      this.#fault = {
        ...fileFault('put what was found aside', this.#folder, cause),
        hint: 'make room there, or name another folder in TMPDIR',
      }
    }
  }

  *#read({ start, end }: Run): Generator<string> {
    let block = Buffer.allocUnsafe(BLOCK)
    let filled = 0
    for (let at = start; at < end; ) {
      if (filled === block.length) block = Buffer.concat([block], block.length * 2)
      const read = this.#file?.read(block.subarray(filled, Math.min(block.length, filled + end - at)), at) ?? 0
      if (read === 0) throw new Error('a spool was closed while it was read')
      at += read
      filled += read
      const last = block.lastIndexOf(10, filled - 1)
      if (last < 0) continue
      yield* block.toString('utf8', 0, last).split('\n')
      block.copyWithin(0, last + 1, filled)
      filled -= last + 1
    }
  }
}

interface OpenFile {
  append(bytes: Uint8Array): Run
  read(into: Uint8Array, position: number): number
  close(): void
}

function openFile(folder: string): OpenFile {
  const file = path.join(folder, `steward-${process.pid}-${randomBytes(8).toString('hex')}.spool`)
  const descriptor = openSync(file, 'wx+', 0o600)
  // Windows removes no file that is open.
  const hasName = process.platform === 'win32'
  if (!hasName) rmSync(file)
  let end = 0
  return {
    append: (bytes) => {
      const start = end
      for (let done = 0; done < bytes.length; ) {
        const written = writeSync(descriptor, bytes, done, bytes.length - done, end)
        done += written
        end += written
      }
      return { start, end }
    },
    read: (into, position) => readSync(descriptor, into, 0, into.length, position),
    close: () => {
      closeSync(descriptor)
      if (hasName) rmSync(file, { force: true })
    },
  }
}

function* inTurn(parts: readonly Iterable<string>[]): Generator<string> {
  for (const part of parts) yield* part
}

/** Sorted lines out of parts that are sorted. There are few: each but the last was as large as memory may hold. */
function* merged(parts: readonly Iterable<string>[]): Generator<string> {
  const heads = parts.flatMap((part) => {
    const rest = part[Symbol.iterator]()
    const first = rest.next()
    return first.done === true ? [] : [{ line: first.value, rest }]
  })
  while (heads.length > 0) {
    let least = 0
    for (let i = 1; i < heads.length; i++) if (heads[i]!.line < heads[least]!.line) least = i
    const head = heads[least]!
    yield head.line
    const next = head.rest.next()
    if (next.done === true) heads.splice(least, 1)
    else head.line = next.value
  }
}
