import { quote } from '#fault'
import type { RecordRule } from '../rule.ts'

export const reachableLink: RecordRule = {
  code: 'STW406',
  name: 'reachable-link',
  on: 'record',
  level: 'info',
  what: 'Every reference could be opened when somebody asked. The links are asked on request only, and never during an embargo: who asks for a page tells its owner.',
  why: 'A link that leads nowhere supports nothing. Pages move, and a record stays for decades.',
  cnaRules: ['reference-supports'],
  needs: ['links'],
  example: {
    wrong: {
      world: {
        links: new Map([['https://lantern.example/advisories/LSF-2030-4', { reachable: false, seen: '404' }]]),
      },
    },
    right: {
      world: {
        links: new Map([['https://lantern.example/advisories/LSF-2030-4', { reachable: true, seen: '200' }]]),
      },
    },
  },

  check({ base, container: { references = [] }, world: { links } }, report) {
    for (const [i, { url, tags }] of references.entries()) {
      const answer = links?.get(url)
      if (answer === undefined || answer.reachable || tags?.includes('broken-link')) continue
      report({
        at: `${base}/references/${i}/url`,
        message: `the page could not be opened: ${quote(answer.seen)}`,
        hint: 'give its new address, or add the tag broken-link',
      })
    }
  },
}
