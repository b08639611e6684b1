import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ApiKey } from './api-key.ts'
import { readCredentials, readCredentialsFile } from './credentials.ts'
import type { Environment } from './environment.ts'

const KEY = 'SECRET-0123456789'
const whole: Environment = { CVE_ORG: 'LSF', CVE_USER: 'alex@lantern.example', CVE_API_KEY: KEY }

const cases: readonly [why: string, environment: Environment, code: string | undefined][] = [
  ['all three', whole, undefined],
  ['none', {}, 'CVE_SERVICES_NO_CREDENTIALS'],
  ['an empty key', { ...whole, CVE_API_KEY: '' }, 'CVE_SERVICES_NO_CREDENTIALS'],
  [
    'a line break, which would begin another header',
    { ...whole, CVE_API_KEY: `${KEY}\r\nX: y` },
    'CVE_SERVICES_CREDENTIALS_MALFORMED',
  ],
  ['a blank at the end, from copying', { ...whole, CVE_API_KEY: `${KEY} ` }, 'CVE_SERVICES_CREDENTIALS_MALFORMED'],
  ['letters beyond ASCII', { ...whole, CVE_USER: 'ålex' }, 'CVE_SERVICES_CREDENTIALS_MALFORMED'],
  ['a megabyte', { ...whole, CVE_ORG: 'x'.repeat(1_000_000) }, 'CVE_SERVICES_CREDENTIALS_MALFORMED'],
]
for (const [why, environment, code] of cases) {
  test(`credentials: ${why}`, () => {
    const read = readCredentials(environment)
    assert.equal(read.ok ? undefined : read.fault.code, code)
    assert(!JSON.stringify(read).includes(KEY))
  })
}

test('a key shows itself to nobody who does not ask for it', () => {
  const key = new ApiKey(KEY)
  const shown = [
    String(key),
    `${key}`,
    JSON.stringify({ key }),
    inspect(key),
    inspect({ key }, { showHidden: true, depth: 9 }),
  ]
  for (const text of shown) assert(!text.includes(KEY), text)
  assert.deepEqual(Object.keys(key), [])
  assert.equal(structuredCloneOrUndefined(key), undefined)
  assert.equal(key.reveal(), KEY)
  assert.equal(key.hideIn(`a ${KEY} b ${KEY}`), 'a [API key] b [API key]')
})

/** What a copy for another thread would hold of the key. */
function structuredCloneOrUndefined(key: ApiKey): unknown {
  const copy: unknown = structuredClone(key)
  return typeof copy === 'object' && copy !== null && Object.values(copy).length > 0 ? copy : undefined
}

const files: readonly [why: string, text: string, is: Environment | string][] = [
  ['lines', `CVE_ORG=LSF\nCVE_USER=alex\nCVE_API_KEY=${KEY}\n`, { CVE_ORG: 'LSF', CVE_USER: 'alex', CVE_API_KEY: KEY }],
  [
    'export, quotes, comments, empty lines',
    `# mine\n\nexport CVE_ORG="LSF"\r\n CVE_USER='alex' \n`,
    { CVE_ORG: 'LSF', CVE_USER: 'alex' },
  ],
  ['an equals sign in the value', 'CVE_API_KEY=a=b', { CVE_API_KEY: 'a=b' }],
  ['another variable', `HOME=${KEY}`, '1 this line is none of a credentials file'],
  ['no equals sign', `CVE_ORG=LSF\n${KEY}`, '2 this line is none of a credentials file'],
  ['twice', `CVE_API_KEY=${KEY}\nCVE_API_KEY=b`, '2 CVE_API_KEY is given twice'],
]
for (const [why, text, is] of files) {
  test(`a credentials file: ${why}`, () => {
    const read = readCredentialsFile(text, 'credentials')
    if (read.ok) assert.deepEqual({ ...read.value }, is)
    else assert.equal(`${read.fault.place?.line} ${read.fault.message}`, is)
    assert(read.ok || !JSON.stringify(read).includes(KEY))
  })
}
