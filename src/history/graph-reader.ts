import { type Fault, fail, type Result } from '#fault'
import { type BranchTip, type History, hashAt, isReferenceName, makeHistory, type Tag } from './history.ts'

/** Limits on a graph file, which may come from anywhere. */
export const GRAPH_LIMITS: { readonly lineBytes: number; readonly commits: number } = {
  lineBytes: 64 * 1024,
  commits: 20_000_000,
}

export type GraphCode =
  | 'GRAPH_EMPTY'
  | 'GRAPH_HEADER_MISSING'
  | 'GRAPH_LINE_MALFORMED'
  | 'GRAPH_LINE_TOO_LONG'
  | 'GRAPH_TOO_LARGE'
  | 'GRAPH_CUT_SHORT'

/** Reads a graph file piece by piece. After a fault, further pieces are ignored. */
export interface GraphReader {
  push(piece: Uint8Array): Fault | undefined
  end(): Result<History>
}

/**
 * A history from its plain text form, given in pieces of any size.
 *
 * The form: line 1 is a comment that tells the format; then one line for each commit, parents before children: its full hash
 * and the places of its parents, where place 0 is the first commit (line 2 of the file); then `T name place [YYYY-MM-DD]` for each tag and
 * `B name place` for each branch tip. Fields are parted by one space, every line ends with a line feed.
 */
export function parseGraph(pieces: string | Uint8Array | Iterable<string | Uint8Array>): Result<History> {
  const reader = graphReader()
  for (const piece of typeof pieces === 'string' || pieces instanceof Uint8Array ? [pieces] : pieces) {
    const fault = reader.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
    if (fault !== undefined) return fail(fault)
  }
  return reader.end()
}

export function graphReader(limits: typeof GRAPH_LIMITS = GRAPH_LIMITS): GraphReader {
  const state = emptyState(limits)
  let carried: Uint8Array = NOTHING // the beginning of a line whose end has not been seen
  let fault: Fault | undefined

  return {
    push(piece) {
      let start = 0
      while (fault === undefined) {
        const end = piece.indexOf(LINE_FEED, start)
        if (end < 0) break
        if (carried.length + end - start > limits.lineBytes) fault = tooLong(state.line, limits)
        else fault = readLine(state, joined(carried, piece.subarray(start, end)))
        carried = NOTHING
        start = end + 1
      }
      if (fault !== undefined) return fault
      if (carried.length + piece.length - start > limits.lineBytes) fault = tooLong(state.line, limits)
      else carried = joined(carried, piece.slice(start))
      return fault
    },

    end() {
      if (fault !== undefined) return fail(fault)
      if (carried.length > 0) {
        return fail({
          code: 'GRAPH_CUT_SHORT',
          kind: 'invalid',
          message: `line ${state.line} of the graph has no end: the file was cut short`,
          place: { line: state.line },
          hint: 'fetch or write the file again',
        })
      }
      return finish(state)
    },
  }
}

const NOTHING = new Uint8Array(0)
const LINE_FEED = 10
const SPACE = 32
const NUMBER_SIGN = 0x23
const LETTER_B = 0x42
const LETTER_T = 0x54

interface State {
  readonly limits: typeof GRAPH_LIMITS
  line: number // of the file, from 1
  size: number
  edges: number
  hashLength: 20 | 32
  hashes: Uint8Array
  parentStart: Uint32Array
  parents: Uint32Array
  readonly tags: Tag[]
  readonly branches: BranchTip[]
  readonly lineOfName: Map<string, number>
}

function emptyState(limits: typeof GRAPH_LIMITS): State {
  return {
    limits,
    line: 1,
    size: 0,
    edges: 0,
    hashLength: 20,
    hashes: new Uint8Array(20 * 1024),
    parentStart: new Uint32Array(1024),
    parents: new Uint32Array(1024),
    tags: [],
    branches: [],
    lineOfName: new Map(),
  }
}

function finish(state: State): Result<History> {
  if (state.size === 0) {
    const nothing = state.line === 1
    return fail({
      code: 'GRAPH_EMPTY',
      kind: 'invalid',
      message: nothing ? 'the graph file is empty' : 'the graph file has no commits',
      place: { line: 1 },
    })
  }
  const { hashLength, size, edges, tags, branches } = state
  const made = makeHistory({
    hashLength,
    hashes: state.hashes.slice(0, size * hashLength),
    parentStart: state.parentStart.slice(0, size + 1),
    parents: state.parents.slice(0, edges),
    tags,
    branches,
  })
  if (made.ok) return made
  // Everything but a commit listed twice has been checked line by line.
  const commit = Number(made.fault.at?.split('/').at(-1))
  return fail({ ...made.fault, place: { line: commit + 2 } })
}

function readLine(state: State, line: Uint8Array): Fault | undefined {
  const fault =
    state.line === 1
      ? readHeader(line)
      : line[0] === LETTER_T && line[1] === SPACE
        ? readName(state, 'tag', line.subarray(2))
        : line[0] === LETTER_B && line[1] === SPACE
          ? readName(state, 'branch', line.subarray(2))
          : readCommit(state, line)
  state.line++
  return fault
}

function readHeader(line: Uint8Array): Fault | undefined {
  if (line[0] === NUMBER_SIGN) return undefined
  return {
    code: 'GRAPH_HEADER_MISSING',
    kind: 'invalid',
    message: 'cannot read as a graph file: line 1 is not a comment that tells the format',
    place: { line: 1 },
    hint: 'a graph file begins with "# commit parent-line-numbers(0-based, oldest first); ..."',
  }
}

function readCommit(state: State, line: Uint8Array): Fault | undefined {
  if (state.tags.length + state.branches.length > 0) return malformed(state, 'a commit after the first tag or branch')
  if (state.size === state.limits.commits) {
    return {
      code: 'GRAPH_TOO_LARGE',
      kind: 'invalid',
      message: `the graph has more than ${state.limits.commits} commits`,
      place: { line: state.line },
    }
  }

  const digits = fieldEnd(line, 0)
  if (state.size === 0) {
    if (digits === 64) {
      state.hashLength = 32
      state.hashes = new Uint8Array(32 * 1024)
    } else if (digits !== 40) return malformed(state, 'no full commit hash of 40 or 64 digits')
  } else if (digits !== 2 * state.hashLength) {
    return malformed(state, `no full commit hash of ${2 * state.hashLength} digits`)
  }
  const offset = state.size * state.hashLength
  if (offset + state.hashLength > state.hashes.length) state.hashes = doubled(state.hashes, Uint8Array)
  if (!decodeInto(state.hashes, offset, line.subarray(0, digits)))
    return malformed(state, 'no commit hash of lower-case hex')

  for (let at = digits; at < line.length; ) {
    const from = at + 1
    at = fieldEnd(line, from)
    const parent = readNumber(line, from, at)
    if (parent === undefined) return malformed(state, 'a parent that is not the place of a commit')
    if (parent >= state.size) return forwardParent(state, parent)
    if (state.edges === state.parents.length) state.parents = doubled(state.parents, Uint32Array)
    state.parents[state.edges++] = parent
  }
  state.size++
  if (state.size === state.parentStart.length) state.parentStart = doubled(state.parentStart, Uint32Array)
  state.parentStart[state.size] = state.edges
  return undefined
}

function readName(state: State, kind: 'tag' | 'branch', bytes: Uint8Array): Fault | undefined {
  const fields = decodeFields(bytes)
  const [name, place, date, ...more] = fields ?? []
  if (name === undefined || place === undefined || more.length > 0 || (kind === 'branch' && date !== undefined))
    return malformed(state, kind === 'tag' ? 'not "T name place [date]"' : 'not "B name place"')
  if (!isReferenceName(name)) return malformed(state, `${JSON.stringify(name)} cannot be the name of a ${kind}`)
  const code = new TextEncoder().encode(place)
  const commit = readNumber(code, 0, code.length)
  if (commit === undefined || commit >= state.size)
    return malformed(state, `${kind} ${JSON.stringify(name)} points at no commit of the file`)
  if (date !== undefined && !isDay(date))
    return malformed(state, `${JSON.stringify(date)} is not a day like 2030-01-31`)

  const key = `${kind} ${name}`
  const earlier = state.lineOfName.get(key)
  if (earlier !== undefined) return malformed(state, `${kind} ${JSON.stringify(name)} is in line ${earlier} already`)
  state.lineOfName.set(key, state.line)
  if (kind === 'tag') state.tags.push(date === undefined ? { name, commit } : { name, commit, date })
  else state.branches.push({ name, commit })
  return undefined
}

/** The fields of a line of text; undefined if it is not UTF-8. */
function decodeFields(bytes: Uint8Array): string[] | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).split(' ')
  } catch {
    return undefined
  }
}

function isDay(text: string): boolean {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (parts === null) return false
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])))
  return day.getUTCMonth() === Number(parts[2]) - 1 && day.getUTCDate() === Number(parts[3])
}

/** A number in canonical decimal of at most nine digits, or undefined. */
function readNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end <= start || end - start > 9 || (bytes[start] === 0x30 && end - start > 1)) return undefined
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 0x30
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}

function fieldEnd(line: Uint8Array, start: number): number {
  const space = line.indexOf(SPACE, start)
  return space < 0 ? line.length : space
}

function decodeInto(hashes: Uint8Array, offset: number, digits: Uint8Array): boolean {
  for (let i = 0, to = offset; i < digits.length; i += 2, to++) {
    const high = hexDigit(digits[i]!)
    const low = hexDigit(digits[i + 1]!)
    if (high < 0 || low < 0) return false
    hashes[to] = high * 16 + low
  }
  return true
}

function hexDigit(code: number): number {
  return code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : -1
}

function forwardParent(state: State, parent: number): Fault {
  return {
    code: 'HISTORY_ORDER',
    kind: 'invalid',
    message: `line ${state.line} of the graph: commit ${hashAt(state, state.size)} names place ${parent} as its parent, which is not before it`,
    place: { line: state.line },
    hint: 'list parents before their children; place 0 is the commit in line 2',
  }
}

function malformed(state: State, what: string): Fault {
  return {
    code: 'GRAPH_LINE_MALFORMED',
    kind: 'invalid',
    message: `line ${state.line} of the graph: ${what}`,
    place: { line: state.line },
    hint: 'a line is "hash parent-place ...", "T name place [date]" or "B name place"',
  }
}

function tooLong(line: number, limits: typeof GRAPH_LIMITS): Fault {
  return {
    code: 'GRAPH_LINE_TOO_LONG',
    kind: 'invalid',
    message: `line ${line} of the graph is longer than ${limits.lineBytes} bytes`,
    place: { line },
    hint: 'check that the file is a graph of commits',
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function doubled<T extends Uint8Array | Uint32Array>(array: T, make: new (length: number) => T): T {
  const larger = new make(array.length * 2)
  larger.set(array)
  return larger
}
