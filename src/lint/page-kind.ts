/** What the address of a page on a forge, a tracker or a web view of a repository says that the page is. */
export type PageKind = 'commit' | 'pull-request' | 'issue' | 'repository-advisory'

/** The kind of a page by its address; undefined where the address does not say. */
export function pageKind(url: string): PageKind | undefined {
  if (!MAY_BE.test(url)) return undefined
  for (const { kind, patterns } of FORMS) if (patterns.every((pattern) => pattern.test(url))) return kind
  return undefined
}

/** The hash that the address of a commit ends with or asks for, in small letters. */
export function commitInAddress(url: string): string | undefined {
  return HASH.exec(url)?.[0].toLowerCase()
}

/** Something that each of the forms has; nearly all other addresses have none of it. */
const MAY_BE =
  /\/(?:commits?|pulls?|pull-requests|merge_requests|\+|cl|c|rev|issues?|advisories|browse|show_bug)[/.]|bug\/|a=commit|\/issue/i

const HASH = /(?<![0-9a-f])[0-9a-f]{7,64}(?![0-9a-z])/i

interface Form {
  readonly kind: PageKind
  /** All of them are to be found. */
  readonly patterns: readonly RegExp[]
}

/** In the order in which they are asked: a commit may be looked at inside of a pull request. */
const FORMS: readonly Form[] = [
  // GitHub `/pull/1`, Gitea `/pulls/1`, GitLab `/-/merge_requests/1`, Bitbucket `/pull-requests/1`
  { kind: 'pull-request', patterns: [/\/(?:pulls?|pull-requests|merge_requests)\/\d+(?:[/?#]|$)/i] },
  // Gerrit `/c/project/+/1`, and the short form of Go's
  { kind: 'pull-request', patterns: [/\/c\//, /\/\+\/\d+(?:[/?#]|$)/] },
  { kind: 'pull-request', patterns: [/^https?:\/\/go\.dev\/cl\/\d+/i] },
  // GitHub, Gitea, SourceHut `/commit/HASH`, GitLab `/-/commit/HASH`, Bitbucket `/commits/HASH`, Mercurial `/rev/HASH`
  { kind: 'commit', patterns: [/\/(?:commits?|rev)\/[0-9a-f]{7,64}(?:[/?#.]|$)/i] },
  // Gitiles `/+/HASH`, cgit `/commit/?id=HASH`, gitweb `?p=project;a=commit;h=HASH`, kernel.org `/stable/c/HASH`
  { kind: 'commit', patterns: [/\/\+\/[0-9a-f]{40}(?:[/?#^]|$)/i] },
  { kind: 'commit', patterns: [/\/commit\//, /[?&;]id=[0-9a-f]{7,64}(?:[&;#]|$)/i] },
  { kind: 'commit', patterns: [/[?&;]a=commit(?:diff)?(?:[&;]|$)/, /[?&;]h=[0-9a-f]{7,64}(?:[&;#]|$)/i] },
  { kind: 'commit', patterns: [/^https?:\/\/git\.kernel\.org\//i, /\/c\/[0-9a-f]{7,64}(?:[/?#]|$)/i] },
  // GitHub and Gitea `/owner/name/issues/1`, GitLab `/group/name/-/issues/1`
  { kind: 'issue', patterns: [/^https?:\/\/[^/?#]+\/[^/?#]+\/[^?#]+\/issues\/\d+\/?(?:[?#]|$)/i] },
  // Bugzilla, Roundup as bugs.python.org, Go's tracker, Jira, Launchpad
  { kind: 'issue', patterns: [/\/show_bug\.cgi\?/i, /[?&]id=[^&#]/] },
  { kind: 'issue', patterns: [/^https?:\/\/(?:bugs\.[^/?#]+\/issue\d+|go\.dev\/issue\/\d+)/i] },
  { kind: 'issue', patterns: [/^https?:\/\/[^?#]+\/browse\/[A-Z][A-Z0-9]+-\d+\/?(?:[?#]|$)/] },
  { kind: 'issue', patterns: [/^https?:\/\/bugs\.launchpad\.net\//i, /\/\+bug\/\d+/] },
  {
    kind: 'repository-advisory',
    patterns: [/^https:\/\/github\.com\/[^/?#]+\/[^/?#]+\/security\/advisories\/GHSA(?:-[0-9a-z]{4}){3}(?:[/?#]|$)/i],
  },
]
