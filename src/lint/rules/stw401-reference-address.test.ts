import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsOf } from '../testdata/findings-of.ts'

const cases: readonly [why: string, url: string, message?: string][] = [
  ['a page of a public host', 'https://lantern.example/advisories/LSF-2030-4'],
  ['schemes and hosts know no capitals', 'HTTPS://Lantern.Example/advisories'],
  ['plain http is public, if not safe', 'http://lantern.example'],
  ['files stand on ftp servers', 'ftp://ftp.lantern.example/lantern-3.13.9.tar.gz'],
  ['ftp over TLS', 'ftps://ftp.lantern.example/lantern-3.13.9.tar.gz'],
  ['a port is no fault', 'https://lantern.example:8443/advisories'],
  ['a name beyond ASCII, as it travels', 'https://xn--laterne-abc.xn--p1ai/'],
  ['a public address without name', 'https://203.0.113.9/advisories'],
  ['a public IPv6 address', 'https://[2001:db8::1]/advisories'],
  ['10 in the name is no private network', 'https://10.lantern.example/'],
  [
    'an @ in the path is no password',
    'https://lists.lantern.example/archives/list/announce@lantern.example/thread/A1/',
  ],
  ['`local` in the middle of a name', 'https://local.lantern.example/'],
  ['a top-level domain that begins like a private one', 'https://lantern.localdomain.example/'],
  ['just outside of 172.16.0.0/12', 'http://172.32.0.1/'],
  ['just outside of 100.64.0.0/10', 'http://100.128.0.1/'],
  ['00fc::1 is not fc00::1', 'http://[fc::1]/'],
  ['no URI at all: the schema says so', 'lantern.example/advisories'],

  ['a file', 'file:///home/ada/advisory.md', 'the address is a file on one machine: nobody else can open it'],
  [
    'mail',
    'mailto:security@lantern.example',
    'the address begins with "mailto:": readers follow https, http and ftp only',
  ],
  ['code', 'javascript:alert(1)', 'the address begins with "javascript:": readers follow https, http and ftp only'],
  ['no slashes', 'https:lantern.example/4', 'the address "https:lantern.example/4" names no host'],
  ['three slashes', 'https:///advisories', 'the address "https:///advisories" names no host'],
  [
    'credentials, which the message does not repeat',
    'https://ada:s3cret@lantern.example/4',
    'the address holds a user name or a password, which everybody who sees the record can use',
  ],
  [
    'a user name alone',
    'https://ada@lantern.example/4',
    'the address holds a user name or a password, which everybody who sees the record can use',
  ],
  ['a host that cannot exist', 'http://1.2.3.4.5/', 'the address "http://1.2.3.4.5/" names a host that cannot exist'],
  ['localhost', 'http://localhost:8080/cve', 'the host "localhost" is known inside a private network only'],
  [
    'a name below localhost',
    'http://desk.localhost/',
    'the host "desk.localhost" is known inside a private network only',
  ],
  ['a name of multicast DNS', 'https://forge.local/4', 'the host "forge.local" is known inside a private network only'],
  [
    'a name of a home network',
    'https://forge.home.arpa/4',
    'the host "forge.home.arpa" is known inside a private network only',
  ],
  [
    'a dot at the end changes nothing',
    'https://forge.internal./4',
    'the host "forge.internal" is known inside a private network only',
  ],
  [
    'one label',
    'https://jira/browse/SEC-4',
    'the host "jira" has no domain: it is known inside a private network only',
  ],
  ['10.0.0.0/8', 'http://10.20.0.7/', 'the host "10.20.0.7" is in a private network: the public cannot reach it'],
  ['172.16.0.0/12', 'http://172.31.9.1/', 'the host "172.31.9.1" is in a private network: the public cannot reach it'],
  [
    '192.168.0.0/16',
    'http://192.168.1.1/',
    'the host "192.168.1.1" is in a private network: the public cannot reach it',
  ],
  [
    '100.64.0.0/10',
    'http://100.64.0.1/',
    'the host "100.64.0.1" is in the network of a provider: the public cannot reach it',
  ],
  [
    '169.254.0.0/16',
    'http://169.254.169.254/',
    'the host "169.254.169.254" is on a local link: the public cannot reach it',
  ],
  [
    'loopback in a short form',
    'http://127.1/',
    `the host "127.0.0.1" is on the reader's own machine: the public cannot reach it`,
  ],
  [
    'loopback as one number',
    'http://0x7f000001/',
    `the host "127.0.0.1" is on the reader's own machine: the public cannot reach it`,
  ],
  ['no address', 'http://0.0.0.0/', 'the host "0.0.0.0" is no address of a host: the public cannot reach it'],
  [
    'IPv6 loopback',
    'http://[0:0:0:0:0:0:0:1]/',
    `the host "[::1]" is on the reader's own machine: the public cannot reach it`,
  ],
  ['IPv6 without address', 'http://[::]/', 'the host "[::]" is no address of a host: the public cannot reach it'],
  [
    'fc00::/7',
    'http://[fd12:3456::1]/',
    'the host "[fd12:3456::1]" is in a private network: the public cannot reach it',
  ],
  ['fe80::/10', 'http://[fe80::1]/', 'the host "[fe80::1]" is on a local link: the public cannot reach it'],
  [
    'IPv4 in IPv6',
    'http://[::ffff:10.0.0.1]/',
    'the host "[::ffff:a00:1]" is in a private network: the public cannot reach it',
  ],
]

for (const [why, url, message] of cases) {
  test(`STW401: ${why}`, () => {
    const found = findingsOf('STW401', { container: { references: [{ url }] } })
    assert.deepEqual(
      found.map((finding) => [finding.at, finding.level, finding.message]),
      message === undefined ? [] : [['/containers/cna/references/0/url', 'error', message]],
    )
  })
}

test('STW401: a hostile address is read quickly', () => {
  const hostile = ['https://', 'a.'.repeat(500_000), '!'].join('')
  const started = performance.now()
  findingsOf('STW401', { container: { references: [{ url: hostile }, { url: `https://${'a'.repeat(1_000_000)}` }] } })
  assert.ok(performance.now() - started < 1000)
})
