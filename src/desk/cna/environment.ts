import { type Fault, fail, ok, type Result } from '#fault'
import {
  type Address,
  DEVELOPMENT_URL,
  destinationOf,
  PRODUCTION_URL,
  type SomeDestination,
  type Target,
  TEST_URL,
} from './target.ts'

/** The variables that are looked at: those of cvelib by the same names. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface Choice {
  readonly destination: SomeDestination
  /** Whether a person named the target or its address; the test instance is taken where nobody did. */
  readonly named: boolean
}

/** The words for targets: those of cvelib, and our own. */
const NAMED: ReadonlyMap<string, { readonly target: Target; readonly url?: string }> = new Map([
  ['prod', { target: 'production', url: PRODUCTION_URL }],
  ['production', { target: 'production', url: PRODUCTION_URL }],
  ['test', { target: 'test', url: TEST_URL }],
  ['dev', { target: 'test', url: DEVELOPMENT_URL }],
  ['sandbox', { target: 'sandbox' }],
])

/** Hosts whose target is known, whatever anybody calls them. */
const TARGET_OF_HOST: ReadonlyMap<string, Target> = new Map([
  [new URL(PRODUCTION_URL).host, 'production'],
  [new URL(TEST_URL).host, 'test'],
  [new URL(DEVELOPMENT_URL).host, 'test'],
])

/**
 * Where to send: `wanted` (a word on the command line) or `CVE_ENVIRONMENT`, and `CVE_API_URL`. Where nothing is named it is the
 * test instance, never production. An address that nobody knows is treated with the care of production.
 */
export function chooseDestination(environment: Environment, wanted?: string): Result<Choice> {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    return fail({
      code: 'CVE_SERVICES_TLS_OFF',
      kind: 'refused',
      message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pass for CVE Services',
      hint: 'unset it; NODE_EXTRA_CA_CERTS names further certificate authorities',
    })
  }
  const word = wanted ?? nonEmpty(environment.CVE_ENVIRONMENT)
  const name = word === undefined ? undefined : NAMED.get(word.toLowerCase())
  if (word !== undefined && name === undefined) return fail(noTarget(word))
  const given = nonEmpty(environment.CVE_API_URL)
  if (given === undefined) {
    if (name === undefined) return ok({ destination: destinationOf({ target: 'test', url: TEST_URL }), named: false })
    if (name.url === undefined) return fail(noAddress())
    return ok({ destination: destinationOf({ target: name.target, url: name.url }), named: true })
  }
  const read = readUrl(given)
  if (!read.ok) return read
  const known = isLoopback(read.value.hostname) ? 'sandbox' : TARGET_OF_HOST.get(read.value.host)
  const target = name?.target ?? known ?? 'production'
  if (known !== undefined && known !== target) return fail(contradiction(target, known))
  if (read.value.protocol === 'http:' && known !== 'sandbox') return fail(notEncrypted())
  const url = `${read.value.origin}${read.value.pathname.replace(/\/+$/, '')}`
  return ok({ destination: destinationOf({ target, url }), named: true })
}

/** The URL as an address to send to: http or https, and nothing that an address has no use for. */
function readUrl(text: string): Result<URL, 'CVE_SERVICES_URL'> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain =
    url !== undefined && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (url !== undefined && isPlain && (url.protocol === 'https:' || url.protocol === 'http:')) return ok(url)
  return fail({
    code: 'CVE_SERVICES_URL',
    kind: 'invalid',
    message: 'CVE_API_URL is no address of CVE Services',
    hint: 'it looks like https://cve.example/api, without user, query or fragment',
  })
}

/** This machine: RFC 6890 (127.0.0.0/8, ::1), RFC 6761 (localhost). */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.[0-9]+\.[0-9]+\.[0-9]+$/.test(hostname)
}

/** An empty variable is an unset one. */
function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function noTarget(word: string): Fault {
  return {
    code: 'CVE_SERVICES_TARGET',
    kind: 'invalid',
    message: `${JSON.stringify(word)} is no target`,
    hint: 'targets are sandbox, test and production; cvelib calls them test, prod and dev',
  }
}

function noAddress(): Fault {
  return {
    code: 'CVE_SERVICES_NO_ADDRESS',
    kind: 'invalid',
    message: 'the address of the sandbox is not known',
    hint: 'set CVE_API_URL=http://127.0.0.1:PORT/api; `steward sandbox` prints it',
  }
}

function contradiction(target: Target, known: Address['target']): Fault {
  return {
    code: 'CVE_SERVICES_TARGETS_DIFFER',
    kind: 'conflict',
    message: `the target is called ${target}, and CVE_API_URL is an address of ${known}`,
    hint: 'unset one of CVE_ENVIRONMENT and CVE_API_URL',
  }
}

function notEncrypted(): Fault {
  return {
    code: 'CVE_SERVICES_NOT_ENCRYPTED',
    kind: 'refused',
    message: 'CVE_API_URL is not encrypted, and keys go over https only',
    hint: 'http is for a sandbox on this machine',
  }
}
