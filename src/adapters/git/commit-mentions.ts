import { fail, ok, type Result } from '#fault'
import { findCommit, type History } from '#history'
import { readCommitObjects } from './commit-objects.ts'
import type { Repository } from './repository.ts'
import { gitText } from './run-git.ts'

/** Commits that are looked at and given. */
const MOST = 200

/**
 * Commits on any branch or tag whose message names issue or pull request `number`, as `#31`, `GH-31`, `bpo-31`, `!31`, or at the end of
 * a link. Newest first. Code of its own: `ISSUE_NUMBER`.
 */
export async function commitsMentioning(
  repository: Repository,
  history: History,
  number: string,
): Promise<Result<readonly number[]>> {
  if (!/^[0-9]{1,12}$/.test(number)) {
    return fail({
      code: 'ISSUE_NUMBER',
      kind: 'invalid',
      message: `${JSON.stringify(number)} is no number of an issue`,
    })
  }
  const words = ['#', 'gh-', 'bpo-', '!', '/'].map((mark) => `--grep=${mark}${number}`)
  const log = ['log', '--all', '--format=%H', `--max-count=${MOST}`, '--fixed-strings', '--regexp-ignore-case']
  const listed = await gitText(repository, [...log, ...words])
  if (!listed.ok) return listed
  const hashes = listed.value.split('\n').filter((line) => line !== '')
  const named: string[] = []
  // git finds #310 for #31; what is asked for ends where the number ends.
  const exact = new RegExp(
    `(?:^|[^0-9a-z])(?:#|gh-|bpo-|!)${number}(?![0-9])|/(?:pull|pulls|issues|merge_requests|bugs?)/${number}(?![0-9])`,
    'i',
  )
  const read = await readCommitObjects(repository, hashes, (place, { subject, body }) => {
    if (exact.test(`${subject}\n${body}`)) named.push(hashes[place]!)
  })
  if (!read.ok) return read
  return ok(
    named.flatMap((hash) => {
      const found = findCommit(history, hash)
      return found.ok ? [found.value] : []
    }),
  )
}
