import { quote } from '#fault'
import type { Foundation } from '#project'
import type { DeskRule, Report } from '../rule.ts'
import type { LinkAnswer, UserFacts } from '../world.ts'

export const publicFace: DeskRule = {
  code: 'STW607',
  name: 'public-face',
  on: 'desk',
  level: 'warning',
  what: 'The CNA has a public contact, a disclosure policy and a place for advisories, and what has an address can be reached. Nobody keeps an account that they have not used for a year.',
  why: 'Reporters go where the CVE web site sends them. An account that nobody uses is one whose theft nobody notices.',
  cnaRules: ['public-contact', 'disclosure-policy', 'advisory-location', 'contacts-current'],
  uses: ['now', 'links'],
  usesFacts: ['foundation', 'users'],
  example: {
    wrong: {
      desk: {
        foundation: {
          shortName: 'LSF',
          orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca',
          contact: 'security@lantern.example',
          advisories: 'https://lantern.example/advisories',
        },
      },
    },
    right: {
      desk: {
        foundation: {
          shortName: 'LSF',
          orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca',
          contact: 'security@lantern.example',
          advisories: 'https://lantern.example/advisories',
          policy: 'https://lantern.example/security',
        },
      },
    },
  },

  check({ foundation, users = [] }, report, { now, links }) {
    if (foundation !== undefined) faces(foundation, links, report)
    if (now !== undefined) for (const [i, user] of users.entries()) idle(user, `/users/${i}`, now, report)
  },
}

const FACES = [
  ['contact', 'no contact to which a vulnerability can be reported'],
  ['policy', 'no disclosure policy'],
  ['advisories', 'no place where advisories are published'],
] as const

function faces(foundation: Foundation, links: ReadonlyMap<string, LinkAnswer> | undefined, report: Report): void {
  for (const [field, absent] of FACES) {
    const value = foundation[field]
    if (value === undefined || value.trim() === '') {
      report({
        at: '/foundation',
        message: `${foundation.shortName} names ${absent}`,
        hint: `add foundation.${field} to steward.yaml`,
      })
      continue
    }
    const answer = links?.get(value)
    if (answer?.reachable === false) {
      report({ at: `/foundation/${field}`, message: `${quote(value)} cannot be reached: ${answer.seen}` })
    }
  }
}

function idle({ username, active, lastActive }: UserFacts, at: string, now: string, report: Report): void {
  if (!active || lastActive === undefined || !(Date.parse(lastActive) < Date.parse(yearBefore(now)))) return
  report({
    at,
    message: `nothing is seen of the user ${quote(username)} since ${lastActive.slice(0, 10)}`,
    hint: 'deactivate the account if they no longer need it',
  })
}

function yearBefore(now: string): string {
  return `${String(Number(now.slice(0, 4)) - 1).padStart(4, '0')}${now.slice(4)}`
}
