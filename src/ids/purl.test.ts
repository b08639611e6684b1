import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makePurl, parsePurl } from '#ids'

const canonical: readonly [why: string, text: string, expected: string][] = [
  ['canonical stays', 'pkg:pypi/django@5.2', 'pkg:pypi/django@5.2'],
  ['the type is in small letters', 'pkg:PyPI/django', 'pkg:pypi/django'],
  ['the scheme too', 'PKG:pypi/django', 'pkg:pypi/django'],
  ['slashes in front say nothing', 'pkg:///maven/org.example/io', 'pkg:maven/org.example/io'],
  ['nor do those between and behind', 'pkg:maven//org.example//io/', 'pkg:maven/org.example/io'],
  ['pypi: PEP 503', 'pkg:pypi/My.Odd_.--._Name@1.0.dev1', 'pkg:pypi/my-odd-name@1.0.dev1'],
  ['npm: a scope', 'pkg:npm/%40angular/animation@12.3.1', 'pkg:npm/%40angular/animation@12.3.1'],
  ['npm: a scope with a bare at sign', 'pkg:npm/@angular/animation@12.3.1', 'pkg:npm/%40angular/animation@12.3.1'],
  ['npm: a scope and no version', 'pkg:npm/@babel/core', 'pkg:npm/%40babel/core'],
  ['npm: small letters', 'pkg:npm/%40MyScope/MyPackage@1.0.0-RC', 'pkg:npm/%40myscope/mypackage@1.0.0-RC'],
  ['github: small letters', 'pkg:github/Python/CPython@v3.13.0', 'pkg:github/python/cpython@v3.13.0'],
  ['golang: small letters', 'pkg:golang/github.com/BurntSushi/toml', 'pkg:golang/github.com/burntsushi/toml'],
  ['golang: the standard library has no namespace', 'pkg:golang/stdlib@1.24.0', 'pkg:golang/stdlib@1.24.0'],
  [
    'golang: a subpath',
    'pkg:golang/google.golang.org/genproto#/googleapis//api/../annotations/',
    'pkg:golang/google.golang.org/genproto#googleapis/api/annotations',
  ],
  ['maven: capitals stay', 'pkg:maven/HTTPClient/HTTPClient@0.3', 'pkg:maven/HTTPClient/HTTPClient@0.3'],
  [
    'qualifiers are in the order of their keys, which are in small letters',
    'pkg:Maven/org.example/anim@1.9?type=pom&repositorY_url=repo.example.org/release',
    'pkg:maven/org.example/anim@1.9?repository_url=repo.example.org/release&type=pom',
  ],
  [
    'deb: an epoch has a plain colon',
    'pkg:deb/Debian/attr@1:2.4.47-2?arch=source',
    'pkg:deb/debian/attr@1:2.4.47-2?arch=source',
  ],
  ['deb: a plus is encoded', 'pkg:deb/debian/attr@2.4+b1', 'pkg:deb/debian/attr@2.4%2Bb1'],
  ['rpm: the name has capitals', 'pkg:rpm/Fedora/PackageKit@1.2', 'pkg:rpm/fedora/PackageKit@1.2'],
  ['gem', 'pkg:gem/jruby-launcher@1.1.2?Platform=java', 'pkg:gem/jruby-launcher@1.1.2?platform=java'],
  [
    'generic: values keep colons and slashes, and nothing else',
    'pkg:generic/x?vcs_url=git%2Bhttps://git.example.org/x%40cc55&checksum=sha1:ad,sha256:41',
    'pkg:generic/x?checksum=sha1:ad%2Csha256:41&vcs_url=git%2Bhttps://git.example.org/x%40cc55',
  ],
  ['an unknown type keeps everything', 'pkg:acme/A/B@C', 'pkg:acme/A/B@C'],
  ['an empty qualifier is none', 'pkg:generic/x?arch=&os=', 'pkg:generic/x'],
  ['encoding that is not needed goes', 'pkg:generic/%78%2D%3A@%31', 'pkg:generic/x-:@1'],
  ['digits of an encoding are capitals', 'pkg:generic/%c3%a9', 'pkg:generic/%C3%A9'],
  ['a version may hold anything encoded', 'pkg:github/a/b@feature%2Fx%401', 'pkg:github/a/b@feature%2Fx%401'],
  ['marks that other encoders leave', "pkg:generic/a!'()*", 'pkg:generic/a%21%27%28%29%2A'],
]
for (const [why, text, expected] of canonical) {
  test(`purl: ${why}`, () => {
    const purl = parsePurl(text)
    assert(purl.ok, JSON.stringify(purl))
    assert.equal(purl.value.text, expected)
    assert.deepEqual(parsePurl(expected), purl)
  })
}

const malformed: readonly [why: string, text: string, code: string][] = [
  ['nothing', '', 'PURL_MALFORMED'],
  ['no scheme', 'pypi/django', 'PURL_MALFORMED'],
  ['an encoded colon behind the scheme', 'pkg%3Amaven/org.example/io', 'PURL_MALFORMED'],
  ['no type', 'pkg:django@5.2', 'PURL_NAME'],
  ['a type that starts with a digit', 'pkg:3nginx/nginx', 'PURL_TYPE'],
  ['a colon in the type', 'pkg:nginx:a/nginx', 'PURL_TYPE'],
  ['no name', 'pkg:npm/', 'PURL_NAME'],
  ['a version and no name', 'pkg:maven/@1.3.4', 'PURL_NAME'],
  ['an empty version', 'pkg:npm/foobar@', 'PURL_VERSION'],
  ['a bare slash in the version', 'pkg:github/a/b@feature/x', 'PURL_VERSION'],
  ['a bare at sign in the version', 'pkg:generic/a@1@2', 'PURL_VERSION'],
  ['a namespace where there is none', 'pkg:pypi/acme/django', 'PURL_NAMESPACE'],
  ['a namespace that is missing', 'pkg:github/cpython', 'PURL_NAMESPACE'],
  ['an encoded slash in the namespace', 'pkg:generic/a%2Fb/c', 'PURL_NAMESPACE'],
  ['an encoded slash in the subpath', 'pkg:generic/a#b%2Fc', 'PURL_SUBPATH'],
  ['a qualifier without a value', 'pkg:generic/a?arch', 'PURL_QUALIFIER'],
  ['a key that is encoded', 'pkg:npm/a?in%20production=true', 'PURL_QUALIFIER'],
  ['a key without a name', 'pkg:npm/a?=true', 'PURL_QUALIFIER'],
  ['a key twice', 'pkg:npm/a?os=x&OS=y', 'PURL_QUALIFIER'],
  ['a bare question mark in a value', 'pkg:generic/a?url=https://x/?b=c', 'PURL_MALFORMED'],
  ['two subpaths', 'pkg:generic/a#b#c', 'PURL_MALFORMED'],
  ['a space', 'pkg:generic/a b', 'PURL_MALFORMED'],
  ['letters beyond ASCII', 'pkg:generic/é', 'PURL_MALFORMED'],
  ['a bad percent-encoding', 'pkg:generic/a%zz', 'PURL_MALFORMED'],
  ['bytes that are not UTF-8', 'pkg:generic/a%ff', 'PURL_MALFORMED'],
  ['a long text', `pkg:generic/${'a'.repeat(2048)}`, 'PURL_TOO_LONG'],
]
for (const [why, text, code] of malformed) {
  test(`purl refuses ${why}`, () => {
    const purl = parsePurl(text)
    assert.equal(purl.ok ? purl.value.text : purl.fault.code, code)
  })
}

test('a purl that must not have a version says how it looks without', () => {
  const purl = parsePurl('pkg:PyPI/Django@5.2?arch=x', { version: 'forbidden' })
  assert(!purl.ok)
  assert.equal(purl.fault.code, 'PURL_VERSION_FORBIDDEN')
  assert.equal(purl.fault.hint, 'write pkg:pypi/django?arch=x')
  assert(parsePurl('pkg:pypi/django?arch=x', { version: 'forbidden' }).ok)
})

test('the components come decoded', () => {
  const purl = parsePurl('pkg:npm/%40a/b@1%2B2?vcs_url=git://x.example/y%40z#c%20d/e')
  assert(purl.ok)
  const { text, qualifiers, ...rest } = purl.value
  assert.deepEqual(rest, { type: 'npm', namespace: '@a', name: 'b', version: '1+2', subpath: 'c d/e' })
  assert.deepEqual([...qualifiers], [['vcs_url', 'git://x.example/y@z']])
})

test('half a character is a fault, not an exception', () => {
  const purl = makePurl({ type: 'generic', name: 'a\ud800' })
  assert.equal(purl.ok ? '' : purl.fault.code, 'PURL_MALFORMED')
})

test('what is put together from plain components is read back as them', () => {
  const segment = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !text.includes('/'))
  const parts = fc.record(
    {
      type: fc.constantFrom('generic', 'acme', 'npm', 'maven', 'rpm', 'golang'),
      namespace: fc.array(segment, { minLength: 1, maxLength: 3 }).map((list) => list.join('/')),
      name: segment,
      version: fc.string({ minLength: 1, unit: 'binary' }),
      qualifiers: fc
        .dictionary(fc.stringMatching(/^[a-z][a-z0-9._-]{0,6}$/), fc.string({ minLength: 1, unit: 'binary' }))
        .map((table) => new Map(Object.entries(table))),
      subpath: fc.array(segment, { maxLength: 3 }).map((list) => list.join('/')),
    },
    { requiredKeys: ['type', 'name', 'namespace'] },
  )
  fc.assert(
    fc.property(parts, (given) => {
      const made = makePurl(given)
      assert(made.ok, JSON.stringify(made))
      if (made.value.text.length > 2048) return
      assert.match(made.value.text, /^pkg:[A-Za-z0-9._~:/@?&=#%-]*$/)
      assert.deepEqual(parsePurl(made.value.text), made)
      assert.equal(made.value.version, given.version)
    }),
  )
})

test('what is not a purl is a value, never an exception', () => {
  const near = fc.array(fc.constantFrom('pkg:', 'npm', '/', '@', '?', '=', '&', '#', '%', '40', 'a', '.', '..', '%2F'))
  fc.assert(
    fc.property(near, (parts) => {
      const purl = parsePurl(`pkg:${parts.join('')}`)
      if (purl.ok) assert.deepEqual(parsePurl(purl.value.text), purl)
    }),
    { numRuns: 2000 },
  )
})
