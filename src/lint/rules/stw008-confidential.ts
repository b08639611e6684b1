import { quote } from '#fault'
import type { RecordRule, Remark } from '../rule.ts'
import type { PlacedText } from '../subject.ts'

export const confidential: RecordRule = {
  code: 'STW008',
  name: 'confidential',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'Nothing in the record is for a closed circle: no private fork of a GitHub advisory, no host of an internal network, no page that asks for membership in a team, no TLP or embargo mark. It is a warning that prose gives the mail address of a person.',
  why: 'Such a word tells attackers where to look, or breaks a promise to a reporter. It comes into records with a text that was copied from the case.',
  uses: ['cna'],
  example: {
    wrong: {
      container: {
        references: [{ url: 'https://github.com/lantern/lantern-ghsa-2c4m-59x9-fr2g/pull/1', tags: ['patch'] }],
      },
    },
    right: { container: { references: [{ url: 'https://github.com/lantern/lantern/pull/133', tags: ['patch'] }] } },
  },

  check({ container, base, oddTexts, world: { cna } }, report) {
    for (const place of oddTexts) {
      const remark = markIn(place) ?? addressIn(place, cna?.contact)
      if (remark !== undefined) report({ at: place.at, ...remark })
    }
    const { references = [], affected = [] } = container
    for (let i = 0; i < references.length; i++) {
      const page = closedPage(references[i]?.url ?? '')
      if (page !== undefined) report({ at: `${base}/references/${i}/url`, ...page })
    }
    for (let i = 0; i < affected.length; i++) {
      const repo = affected[i]?.repo
      if (repo !== undefined && INTERNAL_HOST.test(repo)) {
        report({ at: `${base}/affected/${i}/repo`, message: `${quote(repo)} is on a host of an internal network` })
      }
    }
  },
}

function markIn({ text }: PlacedText): Omit<Remark, 'at'> | undefined {
  const fork = text.includes('-ghsa-') ? PRIVATE_FORK.exec(text)?.[0] : undefined
  if (fork !== undefined) {
    return {
      message: `${quote(fork)} is the temporary private fork of a GitHub advisory`,
      hint: 'name the commit or pull request in the public repository',
    }
  }
  const mark = MARK.exec(text)?.[0]
  return mark === undefined ? undefined : { message: `the mark ${quote(mark)} says that this is not for the public` }
}

/** GHSA identifiers have three groups of four out of these characters. */
const PRIVATE_FORK = /github\.com\/[\w.-]{1,100}\/[\w.-]{1,100}?-ghsa(?:-[23456789cfghjmpqrvwx]{4}){3}(?![\w-])/i

// Traffic Light Protocol 2.0; TLP:CLEAR may be published.
const MARK = /\bTLP: ?(?:RED|AMBER(?:\+STRICT)?|GREEN)\b|\bEMBARGOED\b/

/** The mail address of a person in prose; functions may be written to. */
function addressIn({ text, field }: PlacedText, contact: string | undefined): Omit<Remark, 'at'> | undefined {
  if (field === 'url' || !text.includes('mailto:')) return undefined
  for (const [, address = ''] of text.matchAll(/mailto:([\w.+%-]{1,64}@[\w.-]{0,190}\w)/g)) {
    if (address === contact || FUNCTION.test(address)) continue
    return {
      level: 'warning',
      message: `the mail address ${quote(address)} is made public`,
      hint: 'take it out, unless its owner agrees',
    }
  }
  return undefined
}

const FUNCTION =
  /(?:secur|psirt|psrt|cert|\bcve|\bcna|contact|support|info|help|report|vuln|disclos|announce|list|team|advisor|admin|abuse|noreply|no-reply|dev@|users?@|@lists?\.)/i

function closedPage(url: string): Omit<Remark, 'at'> | undefined {
  const place = CLOSED.find(({ pattern }) => pattern.test(url))
  return place === undefined ? undefined : { message: `${quote(url)} is ${place.what}, which the public cannot open` }
}

const CLOSED: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern: /^https:\/\/github\.com\/[\w.-]{1,100}\/[\w.-]{1,100}\/security\/advisories\/new\b/,
    what: 'the form for a new advisory',
  },
  { pattern: /^https:\/\/[\w-]{1,63}\.slack\.com\/archives\//, what: 'a message in a team of Slack' },
  { pattern: /^https:\/\/teams\.microsoft\.com\/l\//, what: 'a message in a team of Microsoft Teams' },
  { pattern: /^https:\/\/discord\.com\/channels\//, what: 'a message in a server of Discord' },
  { pattern: /^https:\/\/(?:mail\.google|outlook\.office|outlook\.live)\.com\//, what: 'a message in a mailbox' },
]

/** Ends of names that only one network knows: RFC 6762, RFC 8375, ICANN's `internal`. Of references STW401 says it. */
const INTERNAL_HOST =
  /^[a-z+]{1,10}:\/\/(?:[^/@?#]{0,100}@)?(?:[\w-]{1,63}\.){1,10}(?:internal|local|lan|corp|intranet|home\.arpa)(?=[:/]|$)/i
