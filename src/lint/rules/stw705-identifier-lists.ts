import { parseCveId, parseGhsaId, parseOsvId } from '#ids'
import { osvIdOf } from '#osv'
import type { OsvRule, Report } from '../rule.ts'
import type { OsvSubject } from '../subject.ts'

export const identifierLists: OsvRule = {
  code: 'STW705',
  name: 'identifier-lists',
  on: 'osv',
  level: 'error',
  what: 'Other identifiers stand in the right list, once, and well-formed: `aliases` for the same vulnerability, `upstream` for that of a package which is contained, `related` for others. The CVE ID of our own vulnerability is an alias.',
  why: 'Aliases are symmetric and transitive: databases merge what they join. One wrong alias makes two vulnerabilities one for every reader, and a missing one makes one vulnerability two.',
  uses: ['vulnerability'],
  example: {
    wrong: { record: { id: 'DSA-6001-1', aliases: ['CVE-2030-10421'] } },
    right: { record: { id: 'DSA-6001-1', aliases: null, upstream: ['CVE-2030-10421'] } },
  },

  check(subject, report) {
    const { record } = subject
    const seen = new Map<string, List>()
    for (const list of LISTS) {
      for (const [i, text] of (record[list] ?? []).entries()) {
        const at = `/${list}/${i}`
        const before = seen.get(text)
        if (text === record.id) report({ at, message: `the record names itself in ${list}` })
        else if (before === list) report({ at, level: 'warning', message: `${text} stands twice in ${list}` })
        else if (before !== undefined) {
          report({
            at,
            message: `${text} stands in ${before} and in ${list}`,
            hint: 'the same vulnerability is an alias, one of a contained package upstream, any other related',
          })
        } else if (!sayMalformed(text, at, report) && list === 'aliases') alias(record.id, text, at, report)
        seen.set(text, before ?? list)
      }
    }
    ownCveId(subject, report)
  },
}

const LISTS = ['aliases', 'upstream', 'related'] as const
type List = (typeof LISTS)[number]

function sayMalformed(text: string, at: string, report: Report): boolean {
  const read = /^cve-/i.test(text) ? parseCveId(text) : /^ghsa-/i.test(text) ? parseGhsaId(text) : parseOsvId(text)
  if (!read.ok) {
    const { message, hint } = read.fault
    report({ at, message, ...(hint !== undefined && { hint }) })
    return true
  }
  if (typeof read.value === 'string' && read.value !== text) {
    report({ at, message: `${text} is not how GitHub writes it`, hint: `write ${read.value}` })
    return true
  }
  return false
}

/**
 * Databases of distributions: their records are about packages that contain something of others, and often about several
 * vulnerabilities at once.
 */
const DISTRIBUTIONS: ReadonlySet<string> = new Set([
  'ALBA',
  'ALEA',
  'ALPINE',
  'ALSA',
  'AZL',
  'BELL',
  'CGA',
  'CLSA',
  'DEBIAN',
  'DLA',
  'DSA',
  'DTSA',
  'ECHO',
  'ELA',
  'MGASA',
  'MINI',
  'OESA',
  'PHSA',
  'RHBA',
  'RHEA',
  'RHSA',
  'RLSA',
  'RXSA',
  'SUSE-FU',
  'SUSE-OU',
  'SUSE-RU',
  'SUSE-SU',
  'UBUNTU',
  'USN',
  'openSUSE-SU',
])

function alias(id: string, text: string, at: string, report: Report): void {
  const [isOwn, isOther] = [isOfDistribution(id), isOfDistribution(text)]
  if (isOwn && !isOther) {
    report({
      at,
      level: 'warning',
      message: `${id} is about the packages of a distribution, and ${text} about what they contain`,
      hint: 'list it in upstream',
    })
  } else if (isOther && !isOwn) {
    report({
      at,
      level: 'warning',
      message: `${text} is about the packages of a distribution, and may bring fixes of other vulnerabilities too`,
      hint: 'take it out: the distribution names this record in its upstream; or list it in related',
    })
  }
}

function isOfDistribution(id: string): boolean {
  const read = parseOsvId(id)
  return read.ok && DISTRIBUTIONS.has(read.value.prefix)
}

function ownCveId({ record, world: { vulnerability } }: OsvSubject, report: Report): void {
  const cve = vulnerability?.cve
  if (vulnerability === undefined || cve === undefined || record.id === cve || record.id !== osvIdOf(vulnerability))
    return
  const list = LISTS.find((each) => record[each]?.includes(cve) === true)
  if (list === 'aliases') return
  report({
    at: list === undefined ? '' : `/${list}`,
    message: `${cve} is the CVE ID of this very vulnerability, and ${list === undefined ? 'no alias' : `stands in ${list}`}`,
    hint: 'list it in aliases',
  })
}
