import { fail, ok, type Result } from '#fault'
import { isReferenceName } from '#history'
import { isHash } from './references.ts'
import type { Repository } from './repository.ts'
import { type GitCode, gitText } from './run-git.ts'

export interface RemoteTag {
  readonly name: string
  /** The object that the tag names: a commit, or a tag object. */
  readonly object: string
  /** What it leads to in the end: the same as `object` for a lightweight tag. */
  readonly target: string
}

export type RemoteCode = GitCode | 'REMOTE_MALFORMED' | 'REMOTE_ANSWER_MALFORMED'

/** Fetches a remote's branches and tags. A tag that has moved there moves here; one that was deleted there stays. */
export async function fetchTags(repository: Repository, remote = 'origin'): Promise<Result<void, RemoteCode>> {
  if (!isRemote(remote)) return malformed(remote)
  const fetch = ['fetch', '--quiet', '--force', '--tags', '--no-recurse-submodules', '--no-auto-maintenance']
  const run = await gitText(repository, [...fetch, '--end-of-options', remote], { network: true })
  return run.ok ? ok(undefined) : run
}

/** The tags that a remote has now, in the order of their names. Nothing is fetched. */
export async function listRemoteTags(
  repository: Repository,
  remote = 'origin',
): Promise<Result<readonly RemoteTag[], RemoteCode>> {
  if (!isRemote(remote)) return malformed(remote)
  const listed = await gitText(repository, ['ls-remote', '--quiet', '--tags', '--end-of-options', remote], {
    network: true,
  })
  if (!listed.ok) return listed

  const tags = new Map<string, RemoteTag>()
  for (const line of listed.value.split('\n').filter(Boolean)) {
    const [hash = '', reference = ''] = line.split('\t')
    const peeled = reference.endsWith('^{}')
    const name = reference.slice('refs/tags/'.length, peeled ? -3 : undefined)
    const tag = tags.get(name)
    const sound = reference.startsWith('refs/tags/') && isReferenceName(name) && isHash(hash, repository)
    if (!sound || peeled !== (tag !== undefined)) {
      return fail({
        code: 'REMOTE_ANSWER_MALFORMED',
        kind: 'invalid',
        message: `the remote ${JSON.stringify(remote)} lists something that is not a tag: ${JSON.stringify(line.slice(0, 200))}`,
      })
    }
    tags.set(name, tag === undefined ? { name, object: hash, target: hash } : { ...tag, target: hash })
  }
  return ok([...tags.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)))
}

/** The name of a remote, a URL or a path: never an option, nor a transport that runs a command. */
function isRemote(remote: string): boolean {
  return /^[\x21-\x7e]{1,2048}$/.test(remote) && !remote.startsWith('-') && !remote.includes('::')
}

function malformed(remote: string): Result<never, RemoteCode> {
  return fail({
    code: 'REMOTE_MALFORMED',
    kind: 'invalid',
    message: `${JSON.stringify(remote.slice(0, 200))} cannot be a git remote`,
    hint: 'give the name of a remote, such as origin, or a URL',
  })
}

/** Names of the remotes that are set up, in the order of git. */
export async function listRemotes(repository: Repository): Promise<Result<readonly string[], GitCode>> {
  const listed = await gitText(repository, ['remote'])
  return listed.ok ? ok(listed.value.split('\n').filter((name) => name !== '')) : listed
}

/** The address that a remote is fetched from; undefined when there is no such remote. */
export async function remoteUrl(
  repository: Repository,
  remote: string,
): Promise<Result<string | undefined, RemoteCode>> {
  if (!isRemote(remote)) return malformed(remote)
  const remotes = await listRemotes(repository)
  if (!remotes.ok || !remotes.value.includes(remote)) return remotes.ok ? ok(undefined) : remotes
  const url = await gitText(repository, ['remote', 'get-url', remote])
  return url.ok ? ok(url.value.trim()) : url
}
