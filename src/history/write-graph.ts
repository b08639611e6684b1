import { type History, hashAt } from './history.ts'

const HEADER = '# commit parent-line-numbers(0-based, oldest first); then tags: T name line'
const HEADER_WITH_BRANCHES = `${HEADER} [date]; then branch tips: B name line`

/** Lines in one piece of output: large enough to write at once, small enough to hold. */
const LINES = 1000

/** The plain text form of a history, which `parseGraph` reads, in pieces of many lines. Commit times are not part of it. */
export function* writeGraph(history: History): Generator<string, void, undefined> {
  yield `${history.branches.length === 0 ? HEADER : HEADER_WITH_BRANCHES}\n`

  let text = ''
  for (let commit = 0; commit < history.size; commit++) {
    text += hashAt(history, commit)
    for (let edge = history.parentStart[commit]!; edge < history.parentStart[commit + 1]!; edge++)
      text += ` ${history.parents[edge]}`
    text += '\n'
    if (commit % LINES === LINES - 1) {
      yield text
      text = ''
    }
  }
  for (const { name, commit, date } of history.tags)
    text += date === undefined ? `T ${name} ${commit}\n` : `T ${name} ${commit} ${date}\n`
  for (const { name, commit } of history.branches) text += `B ${name} ${commit}\n`
  if (text !== '') yield text
}
