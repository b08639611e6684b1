/**
 * Repositories of a given shape, made by `git fast-import`.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type History, makeHistory } from '#history'
import { FIRST_DAY, git } from '../test/worlds/repository.ts'
import { value } from './figures.ts'

/** Words of a commit message, trailers included: about 350 characters, as is usual in a project that explains its changes. */
export const WORDS = 60

const SYLLABLES =
  'con for per ing ver sion par ser head con tent time out proto col trans fer bug fix url ssl set opt free mem leak'.split(
    ' ',
  )

/** Words that differ from commit to commit, so that they compress like a text and not like a repetition. */
function message(commit: number, words: number): string {
  // A linear congruential generator with the constants of Numerical Recipes: the same words on every machine.
  let state = commit + 1
  const draw = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
  const text = [String(commit)]
  for (let i = 0; i < words; i++) text.push(SYLLABLES[draw(SYLLABLES.length)]! + SYLLABLES[draw(SYLLABLES.length)]!)
  return text.join(' ')
}

/** Makes a repository with commits of the given shape on one empty tree, packed, and writes a `marks` file: position to hash. */
export function build(dir: string, shape: History, words: number): void {
  git(dir, ['init', '--quiet', '--bare', '--initial-branch=main', '.'])
  const pieces: string[] = []
  for (let commit = 0; commit < shape.size; commit++) {
    const parents = shape.parents.subarray(shape.parentStart[commit], shape.parentStart[commit + 1])
    const text = message(commit, words)
    let lines = `reset refs/heads/main\n\ncommit refs/heads/main\nmark :${commit + 1}\n`
    lines += `committer Ada <ada@example.org> ${FIRST_DAY + commit * 600} +0000\ndata ${text.length}\n${text}\n`
    for (const [i, parent] of parents.entries()) lines += `${i === 0 ? 'from' : 'merge'} :${parent + 1}\n`
    pieces.push(lines, '\n')
  }
  // Commits that nothing was made upon, so that every commit of the shape is reached.
  const isParent = new Set(shape.parents)
  for (let commit = 0; commit < shape.size; commit++)
    if (!isParent.has(commit)) pieces.push(`reset refs/heads/end-${commit}\nfrom :${commit + 1}\n\n`)
  for (const { name, commit } of shape.tags) pieces.push(`reset refs/tags/${name}\nfrom :${commit + 1}\n\n`)
  const stream = spawnSync('git', ['fast-import', '--quiet', '--force', `--export-marks=${join(dir, 'marks')}`], {
    cwd: dir,
    input: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: dir, GIT_CONFIG_NOSYSTEM: '1' },
  })
  if (stream.status !== 0) throw new Error(stream.stderr)
  git(dir, ['pack-refs', '--all'])
}

/** A main line with a side branch merged every seven commits, and tags evenly along it. */
export function syntheticHistory(size: number, tagCount: number): History {
  const hashes = new Uint8Array(size * 20)
  const view = new DataView(hashes.buffer)
  const parentStart = new Uint32Array(size + 1)
  const parents = new Uint32Array(2 * size)
  let edges = 0
  for (let commit = 0; commit < size; commit++) {
    view.setUint32(commit * 20, Math.imul(commit, 0x9e3779b1))
    view.setUint32(commit * 20 + 4, commit)
    if (commit > 0) parents[edges++] = commit % 7 === 5 ? commit - 3 : commit - 1
    if (commit % 7 === 6) parents[edges++] = commit - 2
    parentStart[commit + 1] = edges
  }
  const tags = Array.from({ length: tagCount }, (_, i) => ({
    name: `v${i}`,
    commit: Math.floor(((i + 1) * (size - 1)) / tagCount),
  }))
  return value(makeHistory({ hashLength: 20, hashes, parentStart, parents: parents.slice(0, edges), tags }))
}
