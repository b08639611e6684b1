import { type Fault, fail, failAll, ok, type Result } from '#fault'
import { ApiKey } from './api-key.ts'
import type { Environment } from './environment.ts'

/** Who speaks to CVE Services. The environment, a file and a desk's own store all end in these three. */
export interface Credentials {
  /** Short name of the organisation. */
  readonly org: string
  readonly user: string
  readonly key: ApiKey
}

/** The credentials in `CVE_ORG`, `CVE_USER` and `CVE_API_KEY`; what they hold is shown in no fault. */
export function readCredentials({ CVE_ORG, CVE_USER, CVE_API_KEY }: Environment): Result<Credentials> {
  const given = { CVE_ORG, CVE_USER, CVE_API_KEY }
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined || value === '' ? [name] : []))
  if (CVE_ORG === undefined || CVE_USER === undefined || CVE_API_KEY === undefined || missing.length > 0) {
    return fail({
      code: 'CVE_SERVICES_NO_CREDENTIALS',
      kind: 'absent',
      message: `no credentials for CVE Services: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set`,
      hint: 'set them, or name a file that has them with --credentials FILE',
    })
  }
  const odd = Object.entries(given).flatMap(([name, value]) => (isHeaderText(value ?? '') ? [] : [name]))
  if (odd.length > 0) return failAll(odd.map(malformed))
  return ok({ org: CVE_ORG, user: CVE_USER, key: new ApiKey(CVE_API_KEY) })
}

/** What a header can carry: visible ASCII and blanks between (RFC 9110, 5.5), of a length that no key has. */
function isHeaderText(text: string): boolean {
  return text.length <= 256 && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text)
}

function malformed(name: string): Fault {
  return {
    code: 'CVE_SERVICES_CREDENTIALS_MALFORMED',
    kind: 'invalid',
    message: `${name} holds what no header can carry: line breaks, letters beyond ASCII, or too much`,
    hint: 'copy it again',
  }
}

const LINE = /^(?:export\s+)?(CVE_(?:ORG|USER|API_KEY|ENVIRONMENT|API_URL))=(.*)$/

/**
 * A file of credentials: lines `CVE_USER=alex@lantern.example`, with or without quotes and `export`, empty lines and comments. A
 * fault names the line and never shows it.
 */
export function readCredentialsFile(text: string, source: string): Result<Environment> {
  const found: Record<string, string> = {}
  const faults: Fault[] = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const [, name, value] = LINE.exec(trimmed) ?? []
    if (name === undefined || value === undefined || found[name] !== undefined) {
      faults.push({
        code: 'CVE_SERVICES_CREDENTIALS_FILE',
        kind: 'invalid',
        message: name === undefined ? 'this line is none of a credentials file' : `${name} is given twice`,
        place: { source, line: i + 1 },
        hint: 'the lines are CVE_ORG=..., CVE_USER=..., CVE_API_KEY=..., and if need be CVE_ENVIRONMENT and CVE_API_URL',
      })
    } else found[name] = unquoted(value.trim())
  }
  return faults.length > 0 ? failAll(faults) : ok(found)
}

function unquoted(value: string): string {
  const quoted = /^"([^"]*)"$|^'([^']*)'$/.exec(value)
  return quoted?.[1] ?? quoted?.[2] ?? value
}
