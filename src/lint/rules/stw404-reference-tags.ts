import type { CnaContainer, RecordReference } from '#cve'
import type { Vulnerability } from '#vulnerability'
import { commitInAddress, type PageKind, pageKind } from '../page-kind.ts'
import type { Edit, Level, RecordRule, Remark } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const referenceTags: RecordRule = {
  code: 'STW404',
  name: 'reference-tags',
  on: 'record',
  level: 'warning',
  what: 'A reference has the tag that its address calls for: `patch` for a commit, `issue-tracking` for an issue, `vendor-advisory` for our own advisory and for the advisory of the product on GitHub.',
  why: 'Programs look for the fix and for the advisory by their tags. Without them a reader has to open every link.',
  cnaRules: ['reference-supports'],
  uses: ['cna', 'vulnerability'],
  fixes: true,
  example: {
    wrong: {
      container: {
        references: [
          { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] },
          { url: 'https://git.example/lantern/commit/6ceb8aeda504b079fef7a57b8d81472f15cdd9a5' },
        ],
      },
    },
    right: {
      container: {
        references: [
          { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] },
          { url: 'https://git.example/lantern/commit/6ceb8aeda504b079fef7a57b8d81472f15cdd9a5', tags: ['patch'] },
        ],
      },
    },
  },

  check(subject, report) {
    const { base, container, world } = subject
    const { references = [] } = container
    for (let i = 0; i < references.length; i++) {
      const reference = references[i]
      if (reference === undefined) continue
      const page = isOwnAdvisory(reference, world.cna?.advisories) ? OWN_ADVISORY : pageOf(reference, subject)
      if (page === undefined || reference.tags?.some((tag) => page.accepts.has(tag)) === true) continue
      report({ at: `${base}/references/${i}`, ...remarkOn(page, reference, `${base}/references/${i}/tags`) })
    }
  },
}

interface Page {
  readonly tag: string
  /** Tags with one of which nothing is missing. */
  readonly accepts: ReadonlySet<string>
  readonly level?: Level
  readonly message: string
  /** What to do where a person has to look first. */
  readonly hint?: string
}

/** Any page may be there for one of these, whatever it is. */
const OTHER_PURPOSES = [
  'broken-link',
  'exploit',
  'mitigation',
  'not-applicable',
  'product',
  'related',
  'release-notes',
  'technical-description',
  'third-party-advisory',
]

const OWN_ADVISORY: Page = {
  tag: 'vendor-advisory',
  accepts: new Set(['vendor-advisory', 'broken-link', 'not-applicable', 'related']),
  message: 'our own advisory is without the tag vendor-advisory: whoever looks for it by its tag misses it',
}

const PAGES: Readonly<Record<PageKind, Page>> = {
  commit: {
    tag: 'patch',
    accepts: new Set([...OTHER_PURPOSES, 'patch']),
    message: 'a commit is without the tag patch: whoever looks for the fix by its tag misses it',
  },
  // Many pull requests are the fix. Some are an earlier attempt or a later improvement, and only a person knows.
  'pull-request': {
    tag: 'patch',
    accepts: new Set([...OTHER_PURPOSES, 'patch', 'issue-tracking', 'vendor-advisory']),
    level: 'info',
    message: 'no tag says what this pull request is: readers cannot tell the fix from a discussion',
    hint: 'add the tag patch if it fixes the vulnerability',
  },
  issue: {
    tag: 'issue-tracking',
    accepts: new Set([...OTHER_PURPOSES, 'issue-tracking', 'patch', 'vendor-advisory', 'mailing-list', 'vdb-entry']),
    message: 'an issue is without the tag issue-tracking',
  },
  'repository-advisory': {
    tag: 'vendor-advisory',
    accepts: new Set([...OTHER_PURPOSES, 'vendor-advisory']),
    message: "the product's own advisory is without the tag vendor-advisory: whoever looks for it by its tag misses it",
  },
}

/** What the address says of the page; undefined where it says nothing, or where more is known. */
function pageOf({ url }: RecordReference, { container, world }: RecordSubject): Page | undefined {
  const kind = pageKind(url)
  if (kind === undefined) return undefined
  if (kind === 'repository-advisory' && !isOfProduct(url, container)) return undefined
  if (kind === 'commit' && isIntroduction(url, world.vulnerability)) return undefined
  return PAGES[kind]
}

function remarkOn({ tag, level, message, hint }: Page, { tags }: RecordReference, at: string): Omit<Remark, 'at'> {
  const edit: Edit = tags === undefined ? { op: 'add', at, value: [tag] } : { op: 'add', at: `${at}/-`, value: tag }
  return {
    message,
    ...(level !== undefined && { level }),
    ...(hint === undefined ? { fix: { does: `adds the tag ${tag}`, edits: [edit] } } : { hint }),
  }
}

/** Below the address of the foundation's advisories. The front page of a site would be that of everything. */
function isOwnAdvisory({ url }: RecordReference, advisories: string | undefined): boolean {
  if (advisories === undefined || !url.startsWith(advisories) || !/^https?:\/\/[^/]+\/./.test(advisories)) return false
  return advisories.endsWith('/') || /^(?:[/?#]|$)/.test(url.slice(advisories.length))
}

/** Whether an advisory on GitHub is in the repository of what the record is about: others publish their findings there as well. */
function isOfProduct(url: string, { affected = [], source }: CnaContainer): boolean {
  const [, , , owner = '', , , , id = ''] = url.split(/[/?#]/)
  const name = owner.toLowerCase()
  return (
    source?.advisory === id ||
    affected.some(
      ({ vendor, repo, packageName }) =>
        vendor?.toLowerCase() === name ||
        repo?.toLowerCase().startsWith(`https://github.com/${name}/`) ||
        packageName?.toLowerCase().startsWith(`github.com/${name}/`),
    )
  )
}

/** Whether it is known that the commit brought the bug. */
function isIntroduction(url: string, vulnerability: Vulnerability | undefined): boolean {
  const introduced = vulnerability?.introduced
  if (introduced === undefined || introduced === '0') return false
  const hash = commitInAddress(url)
  return hash !== undefined && introduced.some((commit) => commit.startsWith(hash) || hash.startsWith(commit))
}
