import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const FORK = 'github.com/lantern/wick-ghsa-2c4m-59x9-fr2g'

const addresses: readonly [why: string, url: string, said: string | undefined][] = [
  ['the public repository', 'https://github.com/lantern/lantern/pull/133', undefined],
  ['a private fork', `https://${FORK}/pull/1`, `"${FORK}" is the temporary private fork of a GitHub advisory`],
  ['a repository about GHSA', 'https://github.com/lantern/wick-ghsa-importer', undefined],
  ['a public advisory', 'https://github.com/lantern/wick/security/advisories/GHSA-2c4m-59x9-fr2g', undefined],
  [
    'the form for an advisory',
    'https://github.com/lantern/wick/security/advisories/new',
    '"https://github.com/lantern/wick/security/advisories/new" is the form for a new advisory, which the public cannot open',
  ],
  [
    'a message',
    'https://lantern.slack.com/archives/C01/p1',
    '"https://lantern.slack.com/archives/C01/p1" is a message in a team of Slack, which the public cannot open',
  ],
  [
    'mail',
    'https://mail.google.com/mail/u/0/#inbox/1',
    '"https://mail.google.com/mail/u/0/#inbox/1" is a message in a mailbox, which the public cannot open',
  ],
]
for (const [why, url, said] of addresses) {
  test(`STW008: a reference to ${why}`, () => {
    const lines = said === undefined ? [] : [`/references/0/url error ${said}`]
    assert.deepEqual(linesOf('STW008', { container: { references: [{ url }] } }), lines)
  })
}

const prose: readonly [why: string, text: string, line: string | undefined][] = [
  ['nothing', 'Lantern has a switch TLP, and its users are under embargo.', undefined],
  [
    'a private fork',
    `The fix is at https://${FORK}.`,
    `error "${FORK}" is the temporary private fork of a GitHub advisory`,
  ],
  [
    'a light that is red',
    'TLP:RED Lantern follows links.',
    'error the mark "TLP:RED" says that this is not for the public',
  ],
  [
    'a light that is amber',
    '(TLP: AMBER) Lantern follows links.',
    'error the mark "TLP: AMBER" says that this is not for the public',
  ],
  ['no restriction', 'TLP:CLEAR Lantern follows links.', undefined],
  [
    'an embargo',
    '[EMBARGOED] Lantern follows links.',
    'error the mark "EMBARGOED" says that this is not for the public',
  ],
  [
    'a person',
    'Found by mailto:ada@mail.example, who may know.',
    'warning the mail address "ada@mail.example" is made public',
  ],
  [
    'a function',
    'Write to mailto:security@lantern.example or mailto:lantern-announce@lists.lantern.example.',
    undefined,
  ],
  ['the contact of the CNA', 'Write to mailto:lsf@lantern.example.', undefined],
]
for (const [why, text, line] of prose) {
  test(`STW008: prose with ${why}`, () => {
    const cna = { shortName: 'LSF', orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca', contact: 'lsf@lantern.example' }
    const lines = line === undefined ? [] : [`/descriptions/0/value ${line}`]
    assert.deepEqual(linesOf('STW008', { ...described(text), world: { cna } }), lines)
  })
}

test('STW008: a repository on a host that only one network knows', () => {
  const affected = (repo: string): JsonObject => ({
    affected: [{ vendor: 'LSF', product: 'lantern', defaultStatus: 'affected', repo }],
  })
  assert.deepEqual(linesOf('STW008', { container: affected('https://git.lantern.internal/wick') }), [
    '/affected/0/repo error "https://git.lantern.internal/wick" is on a host of an internal network',
  ])
  assert.deepEqual(linesOf('STW008', { container: affected('https://git.lantern.example/internal') }), [])
})
