import { createHash } from 'node:crypto'
import { encodeHex } from '#bytes'

/**
 * One file of git's binary commit-graph: a whole graph, or one layer of a split one.
 *
 * Source: git's gitformat-commit-graph(5), version 1.
 */
export interface GraphLayer {
  /** Commits in this file; their positions follow those of the layers below. */
  readonly size: number
  /** The file's checksum in hex, by which a layer above names it. */
  readonly checksum: string
  /** The checksums of the layers below, lowest first. */
  readonly below: readonly string[]
  /** `size` hashes in ascending order. */
  readonly hashes: Uint8Array
  /** How many hashes begin with a byte up to `i`. */
  readonly fanout: Uint32Array
  /** Positions of parents, over all layers. */
  readonly parentStart: Uint32Array
  readonly parents: Uint32Array
  readonly times: Float64Array // seconds since 1970
}

const SIGNATURE = 0x43475048 // CGPH
const HEADER_BYTES = 8
const CHUNK_ENTRY_BYTES = 12
const NO_PARENT = 0x70000000
const MORE_PARENTS = 0x80000000 // in the place of the second parent: the others are in the EDGE chunk
const LAST_PARENT = 0x80000000 // within the EDGE chunk
const POSITION = 0x7fffffff

/**
 * Reads one commit-graph file, or says in words why it cannot be used. Whatever the bytes are, nothing outside of them is read;
 * the checksum over the whole file makes a damaged one useless and not misleading.
 *
 * @param positionsBelow how many commits the layers below hold
 */
export function readGraphLayer(bytes: Uint8Array, hashLength: 20 | 32, positionsBelow: number): GraphLayer | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const content = bytes.length - hashLength
  if (content < HEADER_BYTES + CHUNK_ENTRY_BYTES) return 'it is too short'
  if (view.getUint32(0) !== SIGNATURE) return 'it has no signature'
  if (view.getUint8(4) !== 1) return `its version is ${view.getUint8(4)}`
  if (view.getUint8(5) !== (hashLength === 20 ? 1 : 2)) return 'its kind of hash is not that of the repository'

  const checksum = createHash(hashLength === 20 ? 'sha1' : 'sha256')
    .update(bytes.subarray(0, content))
    .digest('hex')
  if (checksum !== encodeHex(bytes, content)) return 'its checksum does not hold'

  const chunks = readChunks(view, view.getUint8(6), content)
  if (typeof chunks === 'string') return chunks
  const fanoutBytes = chunks.get('OIDF')
  const hashes = chunks.get('OIDL')
  const data = chunks.get('CDAT')
  if (fanoutBytes?.length !== 1024 || hashes === undefined || data === undefined) return 'it lacks a chunk'

  const fanout = readNumbers(fanoutBytes)
  const size = fanout[255]!
  if (fanout.some((count, i) => i > 0 && count < fanout[i - 1]!)) return 'its fan-out table is not in order'
  if (hashes.length !== size * hashLength || data.length !== size * (hashLength + 16))
    return 'a chunk has a wrong length'

  const bases = chunks.get('BASE') ?? new Uint8Array(0)
  const baseCount = view.getUint8(7)
  if (bases.length !== baseCount * hashLength) return 'its list of layers has a wrong length'
  const below = Array.from({ length: baseCount }, (_, i) => encodeHex(bases, i * hashLength, (i + 1) * hashLength))

  const commits = readCommits(data, hashLength, size, readNumbers(chunks.get('EDGE') ?? new Uint8Array(0)))
  const end = positionsBelow + size
  if (commits === undefined || commits.parents.some((parent) => parent >= end)) return 'a parent is outside of the file'
  return { size, checksum, below, hashes, fanout, ...commits }
}

/** The place of a hash in a layer, or -1. */
export function findInLayer(
  { hashes, fanout }: GraphLayer,
  hash: Uint8Array,
  offset: number,
  hashLength: number,
): number {
  const first = hash[offset]!
  let low = first === 0 ? 0 : fanout[first - 1]!
  let high = fanout[first]!
  while (low < high) {
    const middle = (low + high) >>> 1
    let difference = 0
    for (let i = 0; i < hashLength && difference === 0; i++)
      difference = hashes[middle * hashLength + i]! - hash[offset + i]!
    if (difference === 0) return middle
    if (difference < 0) low = middle + 1
    else high = middle
  }
  return -1
}

/** The chunks by name. The table at the front gives each one's name and offset; the next entry's offset is its end. */
function readChunks(view: DataView, count: number, content: number): ReadonlyMap<string, Uint8Array> | string {
  const chunks = new Map<string, Uint8Array>()
  const tableEnd = HEADER_BYTES + (count + 1) * CHUNK_ENTRY_BYTES
  if (tableEnd > content) return 'its table of chunks is cut short'
  for (let i = 0; i < count; i++) {
    const entry = HEADER_BYTES + i * CHUNK_ENTRY_BYTES
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)))
    const start = Number(view.getBigUint64(entry + 4))
    const end = Number(view.getBigUint64(entry + CHUNK_ENTRY_BYTES + 4))
    if (start < tableEnd || end < start || end > content) return 'a chunk lies outside of the file'
    if (chunks.has(name)) return 'a chunk comes twice'
    chunks.set(name, new Uint8Array(view.buffer, view.byteOffset + start, end - start))
  }
  return chunks
}

function readNumbers(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >>> 2 }, (_, i) => view.getUint32(4 * i))
}

/** Reads CDAT: for each commit its tree's hash, two parents, 30 bits of generation number and 34 bits of time. */
function readCommits(
  data: Uint8Array,
  hashLength: number,
  size: number,
  edges: Uint32Array,
): Pick<GraphLayer, 'parentStart' | 'parents' | 'times'> | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const parentStart = new Uint32Array(size + 1)
  const parents = new Uint32Array(2 * size + edges.length)
  const times = new Float64Array(size)
  let count = 0
  // An edge belongs to one commit: so the parents can never outgrow the room for them.
  let edge = 0
  for (let i = 0; i < size; i++) {
    const at = i * (hashLength + 16) + hashLength
    const first = view.getUint32(at)
    const second = view.getUint32(at + 4)
    if (first !== NO_PARENT) parents[count++] = first
    if (second >= MORE_PARENTS) {
      if ((second & POSITION) !== edge) return undefined
      let more: number
      do {
        if (edge >= edges.length) return undefined
        more = edges[edge++]!
        parents[count++] = more & POSITION
      } while (more < LAST_PARENT)
    } else if (second !== NO_PARENT) parents[count++] = second
    times[i] = (view.getUint32(at + 8) & 3) * 0x100000000 + view.getUint32(at + 12)
    parentStart[i + 1] = count
  }
  return { parentStart, parents: parents.slice(0, count), times }
}
