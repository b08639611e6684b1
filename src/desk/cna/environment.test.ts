import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseDestination, type Environment } from './environment.ts'
import { DEVELOPMENT_URL, PRODUCTION_URL, TEST_URL } from './target.ts'

const cases: readonly [why: string, environment: Environment, wanted: string | undefined, is: string][] = [
  ['nothing named: never production', {}, undefined, `test ${TEST_URL} unnamed`],
  ['empty variables are unset ones', { CVE_ENVIRONMENT: '', CVE_API_URL: '' }, undefined, `test ${TEST_URL} unnamed`],
  ["cvelib's prod", { CVE_ENVIRONMENT: 'prod' }, undefined, `production ${PRODUCTION_URL}`],
  ["cvelib's test", { CVE_ENVIRONMENT: 'test' }, undefined, `test ${TEST_URL}`],
  ["cvelib's dev is a test instance", { CVE_ENVIRONMENT: 'dev' }, undefined, `test ${DEVELOPMENT_URL}`],
  ['our word for it', { CVE_ENVIRONMENT: 'production' }, undefined, `production ${PRODUCTION_URL}`],
  ['capitals', { CVE_ENVIRONMENT: 'Prod' }, undefined, `production ${PRODUCTION_URL}`],
  ['a flag beats the variable', { CVE_ENVIRONMENT: 'prod' }, 'test', `test ${TEST_URL}`],
  ['no such target', { CVE_ENVIRONMENT: 'staging' }, undefined, 'CVE_SERVICES_TARGET'],
  ['a sandbox has no address of its own', { CVE_ENVIRONMENT: 'sandbox' }, undefined, 'CVE_SERVICES_NO_ADDRESS'],
  [
    'this machine is a sandbox',
    { CVE_API_URL: 'http://127.0.0.1:8080/api' },
    undefined,
    'sandbox http://127.0.0.1:8080/api',
  ],
  [
    'a slash at the end, as cvelib has it',
    { CVE_API_URL: 'http://127.0.0.1:1/api/' },
    undefined,
    'sandbox http://127.0.0.1:1/api',
  ],
  ['localhost', { CVE_API_URL: 'http://localhost:1/api' }, undefined, 'sandbox http://localhost:1/api'],
  ['IPv6', { CVE_API_URL: 'http://[::1]:1/api' }, undefined, 'sandbox http://[::1]:1/api'],
  [
    'numbers that spell 127.0.0.1',
    { CVE_API_URL: 'http://2130706433:1/api' },
    undefined,
    'sandbox http://127.0.0.1:1/api',
  ],
  [
    'a name that only begins so',
    { CVE_API_URL: 'http://127.0.0.1.example/api' },
    undefined,
    'CVE_SERVICES_NOT_ENCRYPTED',
  ],
  ['a known host is what it is', { CVE_API_URL: `${TEST_URL}/` }, undefined, `test ${TEST_URL}`],
  ['production by its address', { CVE_API_URL: PRODUCTION_URL }, undefined, `production ${PRODUCTION_URL}`],
  [
    'an unknown host has the care of production',
    { CVE_API_URL: 'https://cve.example/api' },
    undefined,
    'production https://cve.example/api',
  ],
  [
    'unless it is named',
    { CVE_API_URL: 'https://cve.example/api', CVE_ENVIRONMENT: 'test' },
    undefined,
    'test https://cve.example/api',
  ],
  [
    'production called test',
    { CVE_API_URL: PRODUCTION_URL, CVE_ENVIRONMENT: 'test' },
    undefined,
    'CVE_SERVICES_TARGETS_DIFFER',
  ],
  [
    'a sandbox called production',
    { CVE_API_URL: 'http://127.0.0.1:1/api' },
    'production',
    'CVE_SERVICES_TARGETS_DIFFER',
  ],
  ['not encrypted', { CVE_API_URL: 'http://cve.example/api' }, undefined, 'CVE_SERVICES_NOT_ENCRYPTED'],
  [
    'not encrypted, and called a sandbox',
    { CVE_API_URL: 'http://cve.example/api' },
    'sandbox',
    'CVE_SERVICES_NOT_ENCRYPTED',
  ],
  ['a password in it', { CVE_API_URL: 'https://a:b@cve.example/api' }, undefined, 'CVE_SERVICES_URL'],
  ['a query', { CVE_API_URL: 'https://cve.example/api?x=1' }, undefined, 'CVE_SERVICES_URL'],
  ['another protocol', { CVE_API_URL: 'file:///etc/passwd' }, undefined, 'CVE_SERVICES_URL'],
  ['no URL', { CVE_API_URL: 'cve.example' }, undefined, 'CVE_SERVICES_URL'],
  ['TLS switched off', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, undefined, 'CVE_SERVICES_TLS_OFF'],
]

for (const [why, environment, wanted, is] of cases) {
  test(`the destination: ${why}`, () => {
    const choice = chooseDestination(environment, wanted)
    if (!choice.ok) assert.equal(choice.fault.code, is)
    else {
      const { destination, named } = choice.value
      assert.equal(`${destination.target} ${destination.url}${named ? '' : ' unnamed'}`, is)
    }
  })
}
