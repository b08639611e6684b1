import { quote } from '#fault'
import { privateNetworkOf } from '../private-network.ts'
import type { RecordRule } from '../rule.ts'

export const referenceAddress: RecordRule = {
  code: 'STW401',
  name: 'reference-address',
  on: 'record',
  level: 'error',
  what: 'The address of every reference is one that everybody can open: `https`, `http` or `ftp`, a public host, no user name and no password.',
  why: 'A record is copied into many databases within minutes. `localhost`, a private network and a file on a disk lead readers nowhere and tell them what your network looks like; a password in an address is public from that minute on.',
  cnaRules: ['public-reference'],
  example: {
    wrong: {
      container: { references: [{ url: 'http://10.20.0.7/advisories/LSF-2030-4', tags: ['vendor-advisory'] }] },
    },
    right: {
      container: { references: [{ url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] }] },
    },
  },

  check({ base, container: { references = [] } }, report) {
    for (let i = 0; i < references.length; i++) {
      const url = references[i]?.url ?? ''
      if (PLAIN.test(url)) continue
      const fault = faultOf(url)
      if (fault !== undefined) report({ at: `${base}/references/${i}/url`, ...fault })
    }
  },
}

interface AddressFault {
  readonly message: string
  readonly hint?: string
}

// Ends of names that the public never finds: RFC 6761 and 6762, RFC 8375, ICANN's `internal`, and what networks of homes and offices use.
const PRIVATE_END = 'localhost|local|internal|intranet|lan|corp|home|private'

/** What nearly every reference is, so that it need not be taken apart: a name with a dot that is not one of a private network. */
const PLAIN = new RegExp(
  `^https?://(?:[a-z0-9-]+\\.)+(?!(?:${PRIVATE_END}|arpa)(?:[:/?#]|$))[a-z]{2,}(?::\\d+)?(?:[/?#]|$)`,
  'i',
)
const PRIVATE_NAME = new RegExp(`(?:^|\\.)(?:${PRIVATE_END}|home\\.arpa)$`)

/** The characters of a URI, RFC 3986 section 2. What is no URI at all is for the rule of the schema. */
const URI = /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i

const SCHEMES: ReadonlySet<string> = new Set(['https', 'http', 'ftp', 'ftps'])

const GIVE_PUBLIC = 'give the address of a page that the public can open'

function faultOf(url: string): AddressFault | undefined {
  if (!URI.test(url)) return undefined
  const scheme = url.slice(0, url.indexOf(':')).toLowerCase()
  if (scheme === 'file')
    return { message: 'the address is a file on one machine: nobody else can open it', hint: GIVE_PUBLIC }
  if (!SCHEMES.has(scheme)) {
    return {
      message: `the address begins with ${quote(`${scheme}:`)}: readers follow https, http and ftp only`,
      hint: GIVE_PUBLIC,
    }
  }
  if (!/^[a-z]+:\/\/[^/?#]/i.test(url)) return { message: `the address ${quote(url)} names no host`, hint: GIVE_PUBLIC }
  if (/^[a-z]+:\/\/[^/?#]*@/i.test(url)) {
    // The address is not repeated: the message may stand in a public log.
    return {
      message: 'the address holds a user name or a password, which everybody who sees the record can use',
      hint: 'remove everything between "//" and "@", and change the password',
    }
  }
  return hostFault(url)
}

function hostFault(url: string): AddressFault | undefined {
  // The URL parser takes the host apart for the schemes that it knows, and `ftps` is none of them.
  const known = url.replace(/^ftps:/i, 'ftp:')
  if (!URL.canParse(known)) return { message: `the address ${quote(url)} names a host that cannot exist` }
  const host = new URL(known).hostname.replace(/\.$/, '')
  const network = privateNetworkOf(host)
  if (network !== undefined)
    return { message: `the host ${quote(host)} is ${network}: the public cannot reach it`, hint: GIVE_PUBLIC }
  if (PRIVATE_NAME.test(host)) {
    return { message: `the host ${quote(host)} is known inside a private network only`, hint: GIVE_PUBLIC }
  }
  if (!host.includes('.') && !host.startsWith('[')) {
    return {
      message: `the host ${quote(host)} has no domain: it is known inside a private network only`,
      hint: 'give the full name of the host',
    }
  }
  return undefined
}
