import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findInLayer, type GraphLayer, readGraphLayer } from './commit-graph.ts'
import type { Repository } from './repository.ts'

/** The commits of a commit-graph, of all its layers: some of them may have been deleted from the repository since. */
export interface CommitTable {
  readonly size: number
  readonly hashes: Uint8Array
  readonly parentStart: Uint32Array
  readonly parents: Uint32Array
  readonly times: Float64Array // seconds since 1970
  /** The position of the commit whose hash stands at `offset`, or -1. */
  find(hash: Uint8Array, offset?: number): number
}

/** Layers of a split graph that are read at most. Git merges them long before. */
const MOST_LAYERS = 255

/** How far alternates of alternates are followed. Git stops at five too. */
const ALTERNATES_DEPTH = 5

/** Reads the repository's commit-graph, single or split, its own or that of an alternate; undefined if there is none of use. */
export function readCommitTable(repository: Repository): CommitTable | undefined {
  const folders = objectFolders(join(repository.commonDir, 'objects'), 0)
  for (const folder of folders) {
    const layers = readSingle(folder, repository.hashLength) ?? readChain(folder, folders, repository.hashLength)
    if (layers !== undefined) return joinLayers(layers, repository.hashLength)
  }
  return undefined
}

function readSingle(folder: string, hashLength: 20 | 32): readonly GraphLayer[] | undefined {
  const bytes = readBytes(join(folder, 'info', 'commit-graph'))
  const layer = bytes === undefined ? undefined : readGraphLayer(bytes, hashLength, 0)
  return layer === undefined || typeof layer === 'string' || layer.below.length > 0 ? undefined : [layer]
}

/** Reads a split graph: the chain file names the layers' files by their checksums, lowest first. */
function readChain(folder: string, folders: readonly string[], hashLength: 20 | 32): readonly GraphLayer[] | undefined {
  const chain = readBytes(join(folder, 'info', 'commit-graphs', 'commit-graph-chain'))
  const names = chain?.toString('latin1').split('\n').slice(0, -1)
  if (names === undefined || names.length === 0 || names.length > MOST_LAYERS) return undefined
  if (names.some((name) => name.length !== 2 * hashLength || !/^[0-9a-f]+$/.test(name))) return undefined

  const layers: GraphLayer[] = []
  let size = 0
  for (const [i, name] of names.entries()) {
    const bytes = folders
      .map((each) => readBytes(join(each, 'info', 'commit-graphs', `graph-${name}.graph`)))
      .find((found) => found !== undefined)
    const layer = bytes === undefined ? undefined : readGraphLayer(bytes, hashLength, size)
    if (layer === undefined || typeof layer === 'string' || layer.checksum !== name) return undefined
    if (layer.below.join() !== names.slice(0, i).join()) return undefined
    layers.push(layer)
    size += layer.size
  }
  return layers
}

function joinLayers(layers: readonly GraphLayer[], hashLength: 20 | 32): CommitTable {
  const [only] = layers
  if (only !== undefined && layers.length === 1)
    return { ...only, find: (hash, offset = 0) => findInLayer(only, hash, offset, hashLength) }

  const size = total(layers.map((layer) => layer.size))
  const edges = total(layers.map((layer) => layer.parents.length))
  const hashes = new Uint8Array(size * hashLength)
  const parentStart = new Uint32Array(size + 1)
  const parents = new Uint32Array(edges)
  const times = new Float64Array(size)
  const firsts: number[] = []
  let commit = 0
  let edge = 0
  for (const layer of layers) {
    firsts.push(commit)
    hashes.set(layer.hashes, commit * hashLength)
    times.set(layer.times, commit)
    parents.set(layer.parents, edge)
    for (let i = 1; i <= layer.size; i++) parentStart[commit + i] = edge + layer.parentStart[i]!
    commit += layer.size
    edge += layer.parents.length
  }
  return {
    size,
    hashes,
    parentStart,
    parents,
    times,
    find(hash, offset = 0) {
      for (const [i, layer] of layers.entries()) {
        const place = findInLayer(layer, hash, offset, hashLength)
        if (place >= 0) return firsts[i]! + place
      }
      return -1
    },
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** A folder of objects and those that it borrows from. A quoted path is left out: then git is asked, which costs time only. */
function objectFolders(folder: string, depth: number): string[] {
  const lines =
    readBytes(join(folder, 'info', 'alternates'))
      ?.toString('utf8')
      .split('\n') ?? []
  const others = lines.filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('"'))
  if (depth === ALTERNATES_DEPTH) return [folder]
  return [folder, ...others.slice(0, 100).flatMap((other) => objectFolders(resolve(folder, other), depth + 1))]
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
