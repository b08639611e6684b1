import { quote } from '#fault'
import { addressKey } from '../address-key.ts'
import { ownCveId } from '../own-cve-id.ts'
import type { RecordRule } from '../rule.ts'
import { momentOf } from '../timestamp.ts'
import type { LintWorld } from '../world.ts'

const EXAMPLE_URL = 'https://lantern.example/advisories/LSF-2030-4'

export const ownAdvisory: RecordRule = {
  code: 'STW407',
  name: 'own-advisory',
  on: 'record',
  level: 'error',
  what: 'Our own advisory is public, names the CVE ID, and is among the references.',
  why: 'Whoever reads the advisory has to find the record, and the other way round. Since edition 4.1.0 the rules ask for the CVE ID in the advisory.',
  cnaRules: ['advisory-location', 'advisory-without-login'],
  needs: ['advisory'],
  uses: ['embargo', 'now'],
  fixes: true,
  example: {
    wrong: {
      container: { references: [{ url: 'https://git.example/lantern/issues/133', tags: ['issue-tracking'] }] },
      world: { advisory: { url: EXAMPLE_URL, public: true, text: 'A vulnerability of Lantern: CVE-2030-10421' } },
    },
    right: {
      container: { references: [{ url: EXAMPLE_URL, tags: ['vendor-advisory'] }] },
      world: { advisory: { url: EXAMPLE_URL, public: true, text: 'A vulnerability of Lantern: CVE-2030-10421' } },
    },
  },

  check(subject, report) {
    const { base, container, world } = subject
    const { advisory } = world
    if (advisory === undefined) return
    const { references = [] } = container
    if (!advisory.public && !isUnderEmbargo(world)) {
      report({
        at: `${base}/references`,
        message: `our advisory ${quote(advisory.url)} is not public`,
        hint: 'publish the advisory first',
      })
    }
    const id = ownCveId(subject)
    if (id !== undefined && !mentions(advisory.text, id)) {
      report({
        at: `${base}/references`,
        message: `our advisory ${quote(advisory.url)} does not name ${id}`,
        hint: 'write the CVE ID into the advisory',
      })
    }
    const key = addressKey(advisory.url)
    if (references.some(({ url }) => addressKey(url) === key)) return
    report({
      at: `${base}/references`,
      level: 'warning',
      message: `our advisory ${quote(advisory.url)} is not among the references`,
      fix: {
        does: 'refers to our advisory',
        edits: [{ op: 'add', at: `${base}/references/-`, value: { url: advisory.url, tags: ['vendor-advisory'] } }],
      },
    })
  },
}

/** Whether the embargo holds; it does where the time is not known. */
function isUnderEmbargo({ embargo, now }: LintWorld): boolean {
  if (embargo === undefined) return false
  const [until, moment] = [momentOf(embargo.until), now === undefined ? undefined : momentOf(now)]
  return until === undefined || moment === undefined || moment < until
}

/** Whether a text names the ID, and not one that only begins with it. */
function mentions(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/^\d/.test(text.slice(at + id.length, at + id.length + 1))) return true
  }
  return false
}
