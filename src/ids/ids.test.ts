import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Result } from '#fault'
import {
  cveYear,
  OSV_PREFIXES,
  parseAbbreviatedHash,
  parseCapecId,
  parseCommitHash,
  parseCveId,
  parseCweId,
  parseGhsaId,
  parseHttpUrl,
  parseOsvId,
} from '#ids'

const DATA = new URL('../../../shared/data/', import.meta.url)
const skip = existsSync(DATA) ? false : 'no ../shared/data'

const SHA1 = '9b37ac2fd5b2ca4a1b9c0a3a2d1e0f9a8b7c6d5e'
const SHA256 = SHA1 + SHA1.slice(0, 24)

const read = (parse: (text: string) => Result<{ toString(): string }>) => (text: string) => {
  const result = parse(text)
  return result.ok ? String(result.value) : result.fault.code
}
const cve = read(parseCveId)
const ghsa = read(parseGhsaId)
const cwe = read(parseCweId)
const capec = read(parseCapecId)
const hash = read(parseCommitHash)
const short = read(parseAbbreviatedHash)

const facts: readonly [why: string, found: string, expected: string][] = [
  ['four digits', cve('CVE-1999-0001'), 'CVE-1999-0001'],
  ['nineteen digits', cve('CVE-2026-1234567890123456789'), 'CVE-2026-1234567890123456789'],
  ['twenty digits', cve('CVE-2026-12345678901234567890'), 'CVE_ID_MALFORMED'],
  ['three digits', cve('CVE-2026-123'), 'CVE_ID_MALFORMED'],
  ['lower case', cve('cve-2026-12345'), 'CVE_ID_MALFORMED'],
  ['a space in front', cve(' CVE-2026-12345'), 'CVE_ID_MALFORMED'],
  ['a new line behind', cve('CVE-2026-12345\n'), 'CVE_ID_MALFORMED'],
  ['digits of another script', cve('CVE-2026-١٢٣٤'), 'CVE_ID_MALFORMED'],

  ['a GHSA ID', ghsa('GHSA-jfh8-c2jp-5v3q'), 'GHSA-jfh8-c2jp-5v3q'],
  ['any case is read, one is written', ghsa('ghsa-JFH8-c2Jp-5V3Q'), 'GHSA-jfh8-c2jp-5v3q'],
  ['a letter that is not in the alphabet', ghsa('GHSA-jfh8-c2jp-5v3a'), 'GHSA_ID_MALFORMED'],
  ['a digit that is not in the alphabet', ghsa('GHSA-jfh1-c2jp-5v3q'), 'GHSA_ID_MALFORMED'],
  ['two groups', ghsa('GHSA-jfh8-c2jp'), 'GHSA_ID_MALFORMED'],

  ['a CWE ID', cwe('CWE-79'), 'CWE-79'],
  ['a nought in front', cwe('CWE-079'), 'CWE_ID_MALFORMED'],
  ['no number', cwe('CWE-'), 'CWE_ID_MALFORMED'],
  ['a number as text', cwe('79'), 'CWE_ID_MALFORMED'],
  ['lower case', cwe('cwe-79'), 'CWE_ID_MALFORMED'],
  ['longer than the CVE schema has room for', cwe('CWE-123456'), 'CWE_ID_MALFORMED'],

  ['a CAPEC ID', capec('CAPEC-63'), 'CAPEC-63'],
  ['six digits', capec('CAPEC-123456'), 'CAPEC_ID_MALFORMED'],

  ['SHA-1', hash(SHA1), SHA1],
  ['capitals become small', hash(SHA1.toUpperCase()), SHA1],
  ['SHA-256', hash(SHA256), SHA256],
  ['39 digits', hash(SHA1.slice(1)), 'COMMIT_HASH_MALFORMED'],
  ['41 digits', hash(`${SHA1}0`), 'COMMIT_HASH_MALFORMED'],
  ['no digit', hash(SHA1.replace('9', 'g')), 'COMMIT_HASH_MALFORMED'],
  ['a long text', hash('a'.repeat(1e6)), 'COMMIT_HASH_MALFORMED'],
  ['seven digits are a start', short('9B37AC2'), '9b37ac2'],
  ['six are not', short('9b37ac'), 'ABBREVIATED_HASH_MALFORMED'],
  ['a whole hash is a start', short(SHA256), SHA256],
  ['more than a hash', short(`${SHA256}0`), 'ABBREVIATED_HASH_MALFORMED'],
]
for (const [why, found, expected] of facts) test(`id: ${why}: ${expected}`, () => assert.equal(found, expected))

test('the year of a CVE ID', () => {
  const id = parseCveId('CVE-2026-12345')
  assert(id.ok)
  assert.equal(cveYear(id.value), 2026)
})

const numbers: readonly [number, string][] = [
  [79, 'CWE-79'],
  [0, 'CWE_ID_MALFORMED'],
  [-1, 'CWE_ID_MALFORMED'],
  [7.9, 'CWE_ID_MALFORMED'],
  [1e21, 'CWE_ID_MALFORMED'],
  [Number.NaN, 'CWE_ID_MALFORMED'],
]
for (const [number, expected] of numbers) {
  test(`the number ${number} is ${expected}`, () => {
    const id = parseCweId(number)
    assert.equal(id.ok ? id.value : id.fault.code, expected)
  })
}

test('an abbreviated hash is told what it lacks', () => {
  const found = parseCommitHash('9b37ac2')
  assert(!found.ok)
  assert.equal(found.fault.hint, 'give all 40 (or 64) digits: git rev-parse prints them')
})

const osv: readonly [why: string, text: string, prefix: string | undefined, registered: boolean][] = [
  ['a registered prefix', 'PSF-2026-1', 'PSF', true],
  ['a prefix of two parts', 'SUSE-SU-2026:1234-1', 'SUSE-SU', true],
  ['a part of that prefix alone', 'SUSE-2026:1', 'SUSE', false],
  ['small letters', 'openSUSE-SU-2026:1', 'openSUSE-SU', true],
  ['a prefix in the wrong case', 'psf-2026-1', 'psf', false],
  ['a private database', 'x_acme-1', 'x_acme', false],
  ['nobody knows it', 'ACME-2026-1', 'ACME', false],
  ['a GHSA ID', 'GHSA-jfh8-c2jp-5v3q', 'GHSA', true],
  ['no hyphen', 'PSF2026', undefined, false],
  ['nothing behind the hyphen', 'PSF-', undefined, false],
  ['a path', 'PSF-../../etc', undefined, false],
  ['a space', 'PSF-2026 1', undefined, false],
  ['nothing', '', undefined, false],
  ['a long text', `PSF-${'1'.repeat(1e6)}`, undefined, false],
]
for (const [why, text, prefix, registered] of osv) {
  test(`osv id: ${why}`, () => {
    const id = parseOsvId(text)
    assert.deepEqual(
      id.ok ? id.value : id.fault.code,
      prefix === undefined ? 'OSV_ID_MALFORMED' : { id: text, prefix, registered },
    )
  })
}

test('the registered prefixes are those of the OSV schema 1.7.5', { skip }, () => {
  const schema = JSON.parse(readFileSync(new URL('schemas/osv-1.7.5.schema.json', DATA), 'utf8'))
  const listed =
    /\(x_\|\(([^)]*)\)/.exec(schema.$defs.prefix.pattern)?.[1] ?? /\(([^()]*)\)-/.exec(schema.$defs.prefix.pattern)?.[1]
  assert(listed !== undefined)
  const prefixes = listed
    .split('|')
    .flatMap((each) => (each === 'SUSE-[SRFO]U' ? ['SUSE-SU', 'SUSE-RU', 'SUSE-FU', 'SUSE-OU'] : [each]))
  assert.deepEqual([...OSV_PREFIXES].sort(), prefixes.sort())
})

test('the IDs and aliases of 2,253 published OSV records are read', { skip }, () => {
  const files = globSync('osv/{psf,pypa}/**/*.{json,yaml}', { cwd: fileURLToPath(DATA) })
  assert.equal(files.length, 2253)
  for (const file of files) {
    const name = file.slice(file.lastIndexOf('/') + 1, file.lastIndexOf('.'))
    const id = parseOsvId(name)
    assert(id.ok && id.value.registered, file)
    const text = readFileSync(new URL(file, DATA), 'utf8')
    for (const [alias] of text.matchAll(/\b(?:CVE|GHSA)-[0-9a-z-]{8,}/g)) {
      if (alias.startsWith('CVE')) assert(parseCveId(alias).ok, `${file}: ${alias}`)
      else assert.equal(ghsa(alias), alias, file)
    }
  }
})

const urls: readonly [why: string, text: string, code: string | undefined, hint?: string][] = [
  ['https', 'https://example.org/advisory?id=1#top', undefined],
  ['http', 'http://example.org', undefined],
  ['capitals in the path stay', 'https://Example.org/A/%C3%A9', undefined],
  ['an address in brackets', 'https://[2001:db8::1]:8443/x', undefined],
  ['2,048 characters', `https://example.org/${'a'.repeat(2028)}`, undefined],
  ['one more', `https://example.org/${'a'.repeat(2029)}`, 'URL_TOO_LONG'],
  ['nothing', '', 'URL_MALFORMED'],
  ['no scheme', 'example.org/advisory', 'URL_MALFORMED'],
  ['no host', 'https://', 'URL_MALFORMED'],
  ['another scheme', 'ftp://example.org/x', 'URL_SCHEME'],
  ['a script', 'javascript:alert(1)', 'URL_SCHEME'],
  ['a scheme in capitals', 'HTTPS://example.org/x', 'URL_MALFORMED', 'write https://example.org/x'],
  ['a password', 'https://me:secret@example.org/', 'URL_CREDENTIALS'],
  ['a user', 'https://me@example.org/', 'URL_CREDENTIALS'],
  ['an empty user', 'https://@example.org/', 'URL_CREDENTIALS'],
  ['an at sign in the path', 'https://example.org/@me', undefined],
  ['a space', 'https://example.org/a b', 'URL_MALFORMED', 'write https://example.org/a%20b'],
  ['a space in front', ' https://example.org/', 'URL_MALFORMED', 'write https://example.org/'],
  ['a new line in the middle', 'https://exam\nple.org/', 'URL_MALFORMED', 'write https://example.org/'],
  ['letters beyond ASCII', 'https://example.org/é', 'URL_MALFORMED', 'write https://example.org/%C3%A9'],
  ['a host beyond ASCII', 'https://bücher.example/', 'URL_MALFORMED', 'write https://xn--bcher-kva.example/'],
  ['a backslash', 'https:\\\\example.org\\x', 'URL_MALFORMED', 'write https://example.org/x'],
  ['one slash', 'https:/example.org/x', 'URL_MALFORMED', 'write https://example.org/x'],
  ['three slashes', 'https:///example.org/x', 'URL_MALFORMED', 'write https://example.org/x'],
  ['a bad percent-encoding', 'https://example.org/%zz', 'URL_MALFORMED'],
  ['two fragments', 'https://example.org/#a#b', 'URL_MALFORMED'],
]
for (const [why, text, code, hint] of urls) {
  test(`url: ${why}`, () => {
    const url = parseHttpUrl(text)
    assert.equal(url.ok ? undefined : url.fault.code, code)
    if (url.ok) assert.equal(url.value, text)
    else if (hint !== undefined) assert.equal(url.fault.hint, hint)
  })
}

test('a refused password is not repeated', () => {
  const url = parseHttpUrl('https://me:secret@example.org/')
  assert(!url.ok)
  assert.doesNotMatch(JSON.stringify(url.fault), /secret/)
})

test('the references of published CVE records are read', { skip }, () => {
  const files = globSync('cve5/{golang,psf-history}/*.json', { cwd: fileURLToPath(DATA) })
  assert(files.length >= 239)
  let count = 0
  for (const file of files) {
    const record = JSON.parse(readFileSync(new URL(file, DATA), 'utf8'))
    for (const { url } of record.containers.cna.references ?? []) {
      count++
      assert(parseHttpUrl(url).ok, `${file}: ${url}`)
    }
  }
  assert(count > 500, String(count))
})
