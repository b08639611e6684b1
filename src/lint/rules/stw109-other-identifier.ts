import type { CnaContainer } from '#cve'
import { ownCveId } from '../own-cve-id.ts'
import type { RecordRule } from '../rule.ts'

export const otherIdentifier: RecordRule = {
  code: 'STW109',
  name: 'other-identifier',
  on: 'record',
  level: 'warning',
  what: 'Title and description name no CVE or GHSA identifier of another vulnerability. It is a mere remark where the words say how the two belong together ("an incomplete fix for ...").',
  why: 'Search engines and scanners take every identifier in a description for its subject: two vulnerabilities become one.',
  cnaRules: ['no-other-vulnerability'],
  uses: ['vulnerability'],
  example: {
    wrong: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value:
              'Lantern before 3.13.9 allows a local user to delete files of another user. See CVE-2030-10400 and CVE-2030-10401 as well.',
          },
        ],
      },
    },
    right: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern before 3.13.9 (CVE-2030-10421) allows a local user to delete files of another user.',
          },
        ],
      },
    },
  },

  check(subject, report) {
    const { container, base, english, world } = subject
    const check = (text: string, at: string): void => {
      if (!text.includes('CVE-') && !text.includes('GHSA-')) return
      const own = ownCveId(subject)
      const aliases = world.vulnerability?.aliases ?? []
      const others = new Map<string, number>()
      for (const { 0: id, index } of text.matchAll(IDENTIFIER)) {
        if (id === own || others.has(id) || aliases.some((alias) => alias === id)) continue
        // An advisory that the record refers to as its own is a second name of the same vulnerability.
        if (id.startsWith('GHSA-') && isOwnAdvisory(id, container)) continue
        // Without a CVE ID of its own nobody can tell which one is another's.
        if (id.startsWith('CVE-') && own === undefined) continue
        others.set(id, index)
      }
      if (others.size === 0) return
      const [first = 0] = others.values()
      const names = [...others.keys()]
      const listed = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
      report({
        at,
        ...(RELATION.test(text.slice(Math.max(0, first - 120), first + 60)) && { level: 'info' as const }),
        message: `the text names ${listed}, which ${names.length === 1 ? 'is another vulnerability' : 'are other vulnerabilities'}`,
        hint: 'name it in a reference tagged related',
      })
    }
    if (container.title !== undefined) check(container.title, `${base}/title`)
    for (const { item, at } of english) check(item.value, `${at}/value`)
  },
}

const IDENTIFIER = /\bCVE-\d{4}-\d{4,19}\b|\bGHSA(?:-[23456789cfghjmpqrvwx]{4}){3}\b/g

/** Words that say how another vulnerability belongs here. */
const RELATION =
  /\b(?:incomplete|insufficient|partial|bypass\w*|regress\w*|fix(?:es)? (?:for|of|in|to)|patch(?:es)? (?:for|of)|different (?:\w+ ){0,2}(?:vulnerability|issue|flaw|bug)|similar to|related to|variant of|same (?:as|root)|identical to|distinct from|not the same|unlike|other than|duplicate|introduced (?:by|in|with)|mitigat\w+ (?:for|of)|addressed|in addition to|follow-up|because of|due to)\b/i

function isOwnAdvisory(id: string, { references = [], source }: CnaContainer): boolean {
  return references.some(({ url }) => url.includes(id)) || (source !== undefined && JSON.stringify(source).includes(id))
}
