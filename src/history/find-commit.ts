import { fail, ok, type Result } from '#fault'
import { type History, hashAt } from './history.ts'

/** Fewest digits of an abbreviated hash. Git itself never abbreviates further. */
export const SHORTEST_HASH = 7

/** How many of the commits that an abbreviation could mean a hint names. */
const NAMED_IN_HINT = 3

/** The full hash of a commit, in lower-case hex. */
export function commitHash(history: History, commit: number): string {
  if (!(Number.isInteger(commit) && commit >= 0 && commit < history.size))
    throw new RangeError(`no commit has the number ${commit}`)
  return hashAt(history, commit)
}

/** The commit that `text` names: a full hash, or at least seven of its first digits, in either case. A bisection: microseconds. */
export function findCommit(
  history: History,
  text: string,
): Result<number, 'COMMIT_MALFORMED' | 'COMMIT_UNKNOWN' | 'COMMIT_AMBIGUOUS'> {
  const digits = 2 * history.hashLength
  const quoted = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text)
  if (text.length > digits || text.length < SHORTEST_HASH || !/^[0-9a-f]*$/i.test(text)) {
    return fail({
      code: 'COMMIT_MALFORMED',
      kind: 'invalid',
      message: `cannot read ${quoted} as a commit hash`,
      hint: `a commit hash is ${SHORTEST_HASH} to ${digits} hexadecimal digits`,
    })
  }

  const prefix = text.toLowerCase()
  const first = firstNotBefore(history, prefix)
  const found = []
  for (let i = first; i < history.size && found.length <= NAMED_IN_HINT; i++) {
    const hash = hashAt(history, history.byHash[i]!)
    if (!hash.startsWith(prefix)) break
    found.push({ commit: history.byHash[i]!, hash })
  }

  const [only, ...others] = found
  if (only === undefined) {
    return fail({
      code: 'COMMIT_UNKNOWN',
      kind: 'absent',
      message: `no branch or tag of the repository contains commit ${prefix}`,
      hint: 'fetch all branches and tags, and check that the commit belongs to this repository',
    })
  }
  if (others.length > 0) {
    const named = found.slice(0, NAMED_IN_HINT).map(({ hash }) => hash)
    return fail({
      code: 'COMMIT_AMBIGUOUS',
      kind: 'invalid',
      message: `${prefix} is the beginning of ${found.length > NAMED_IN_HINT ? 'many' : found.length} commit hashes`,
      hint: `write more digits: ${named.join(', ')}${found.length > NAMED_IN_HINT ? ', ...' : ''}`,
    })
  }
  return ok(only.commit)
}

/** The place in `byHash` of the first hash that is not before `prefix`. */
function firstNotBefore(history: History, prefix: string): number {
  let low = 0
  let high = history.size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (hashAt(history, history.byHash[middle]!) < prefix) low = middle + 1
    else high = middle
  }
  return low
}
