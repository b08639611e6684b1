import { ok, type Result } from '#fault'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/**
 * Commits by their full hash (SHA-1 or SHA-256), and tags by their name. The text tells equality only: which commit comes before
 * which is a question to a history.
 */
export const git: Scheme = {
  name: 'git',
  title: 'git commits and tags',
  order: 'partial',
  versTypes: ['git'],
  parse,
  compare: (a, b) => (a.normal === b.normal ? 0 : undefined),
  series: () => '',
  next: () => undefined,
}

// git-check-ref-format(1), rules 1, 3, 4, 5, 6, 7, 8, 9 and 10, and no name that begins with a hyphen (git-tag(1)).
const NOT_A_NAME = /^[-/]|^@$|\/\/|\.\.|@\{|[\p{Cc} ~^:?*[\\]|[./]$|(?:^|\/)\.|\.lock(?:\/|$)/u

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  if (text === '' || tooLong(text) || NOT_A_NAME.test(text)) {
    return malformed('a commit or the name of a tag', text, 'write the full hash of a commit, or a tag such as v3.14.0')
  }
  const isHash = /^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(text)
  return ok({ scheme: 'git', text, normal: isHash ? text.toLowerCase() : text, prerelease: false, key: '' })
}
