import type { RecordReference } from '#cve'
import { ownCveId } from '../own-cve-id.ts'
import type { RecordRule } from '../rule.ts'

export const publicReference: RecordRule = {
  code: 'STW403',
  name: 'public-reference',
  on: 'record',
  level: 'warning',
  what: 'At least one reference is neither the page of the CVE ID itself, at cve.org or at the NVD, nor a place that needs an account or is gone.',
  why: 'A reference supports what the record says. The page of the CVE ID only repeats the record, and a page behind a log-in supports nothing for most readers.',
  cnaRules: ['public-reference', 'reference-supports'],
  example: {
    wrong: { container: { references: [{ url: 'https://www.cve.org/CVERecord?id=CVE-2030-10421' }] } },
    right: {
      container: {
        references: [
          { url: 'https://www.cve.org/CVERecord?id=CVE-2030-10421' },
          { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] },
        ],
      },
    },
  },

  check(subject, report) {
    const { references = [] } = subject.container
    const [first] = references
    if (first === undefined || isPublic(first)) return
    const id = ownCveId(subject)
    let closed = 0
    for (const reference of references) {
      if (isClosed(reference)) closed++
      else if (id === undefined || !isPageOf(id, reference.url)) return
    }
    report({
      at: `${subject.base}/references`,
      message:
        closed === 0
          ? `the record refers to nothing but the page of ${id} itself, which repeats it`
          : 'no reference leads to a page that is open to everybody',
      hint: 'refer to the public advisory, the fix or the issue',
    })
  },
}

/** Hosts that show CVE records. */
const CVE_PAGES = /^https?:\/\/(?:(?:www\.)?cve\.org|cve\.mitre\.org|(?:web\.)?nvd\.nist\.gov)\//i

/** The private fork that GitHub makes for an advisory in preparation. */
const PRIVATE_FORK = /^https:\/\/github\.com\/[^/?#]+\/[^/?#]+-ghsa(?:-[0-9a-z]{4}){3}(?:[/?#]|$)/i

const CLOSED_TAGS: ReadonlySet<string> = new Set([
  'permissions-required',
  'customer-entitlement',
  'broken-link',
  'not-applicable',
])

function isPublic(reference: RecordReference): boolean {
  return !isClosed(reference) && !CVE_PAGES.test(reference.url)
}

function isClosed({ url, tags }: RecordReference): boolean {
  return tags?.some((tag) => CLOSED_TAGS.has(tag)) === true || PRIVATE_FORK.test(url)
}

function isPageOf(id: string, url: string): boolean {
  if (!CVE_PAGES.test(url)) return false
  const after = url.toUpperCase().split(id.toUpperCase())[1]
  return after !== undefined && !/^\d/.test(after)
}
