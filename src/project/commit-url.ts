/** How a host addresses one commit below a repository. */
type Layout = (repository: string, hash: string) => string

/**
 * Hosts that do not say `/commit/`. GitHub, Gitea, Forgejo, Gogs and SourceHut do, and GitLab redirects it, wherever they run,
 * so that the host need not be known.
 */
const LAYOUTS: readonly (readonly [host: string, layout: Layout])[] = [
  ['gitlab.com', (repository, hash) => `${repository}/-/commit/${hash}`],
  ['bitbucket.org', (repository, hash) => `${repository}/commits/${hash}`],
  ['git.kernel.org', (repository, hash) => `${repository}.git/commit/?id=${hash}`],
  ['git.savannah.gnu.org', (repository, hash) => `${repository}.git/commit/?id=${hash}`],
  ['googlesource.com', (repository, hash) => `${repository}/+/${hash}`],
]

/**
 * The address of one commit, for people. `repository` is the address of the repository, for people or for cloning, over HTTP or
 * SSH. Undefined where it is neither: a path on a disk has no address.
 */
export function commitUrl(repository: string, hash: string): string | undefined {
  const address = webAddress(repository)
  if (address === undefined) return undefined
  const host = address.slice('https://'.length).split('/', 1)[0]!.toLowerCase()
  const layout = LAYOUTS.find(([name]) => host === name || host.endsWith(`.${name}`))?.[1]
  return layout === undefined ? `${address}/commit/${hash}` : layout(address, hash)
}

/** `https://host/path` without what only git needs: user, `.git`, a slash at the end. */
function webAddress(repository: string): string | undefined {
  const scp = /^[a-z0-9_-]{1,64}@([a-z0-9.-]{1,255}):([^/\s]\S*)$/i.exec(repository)
  const text = scp === null ? repository : `https://${scp[1]}/${scp[2]}`
  const url = /^(?:https?|ssh|git):\/\/(?:[^@/\s]+@)?([^@/\s]+)\/(\S+)$/i.exec(text)
  if (url === null) return undefined
  const host = text.startsWith('http') ? url[1]! : url[1]!.replace(/:\d+$/, '')
  let path = url[2]!
  while (path.endsWith('/')) path = path.slice(0, -1)
  return path === '' ? undefined : `https://${host}/${path.endsWith('.git') ? path.slice(0, -4) : path}`
}
