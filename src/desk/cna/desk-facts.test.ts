import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CveRecord } from '#cve'
import type { Workspace } from '#desk'
import { type CveId, parseCveId } from '#ids'
import { parseProject } from '#project'
import { parseVulnerability } from '#vulnerability'
import { deskFactsOf } from './desk-facts.ts'
import type { CveIdEntry, User } from './wire.ts'

const FOUNDATION = `foundation: { short-name: LSF, org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61 }`

function workspace(name: string, more: string, ...facts: readonly string[]): Workspace {
  const project = parseProject(
    `steward: 1\nproject: ${name}\nscheme: python\ntags: ['v(version)']\nproduct: { vendor: LSF, product: ${name} }\nosv: { prefix: LSF }\n${more}\n`,
    'steward.yaml',
  )
  assert(project.ok, JSON.stringify(project))
  return {
    root: `/${name}`,
    project: project.value,
    facts: facts.map((front, i) => {
      const text = `---\nid: LSF-2030-${i + 1}\ntitle: T\nintroduced: '0'\n${front}\n---\nText.\n`
      const vulnerability = parseVulnerability(text, 'facts.md')
      assert(vulnerability.ok, JSON.stringify(vulnerability))
      return { path: `/${name}/${i}.md`, name: `${i}.md`, text, vulnerability: vulnerability.value }
    }),
    faults: [],
  }
}

function cveId(text: string): CveId {
  const id = parseCveId(text)
  assert(id.ok)
  return id.value
}

const entry = (id: string, more: Partial<CveIdEntry> = {}): CveIdEntry => ({
  cve_id: cveId(id),
  cve_year: '2030',
  state: 'RESERVED',
  owning_cna: 'LSF',
  requested_by: { cna: 'LSF', user: 'ada' },
  reserved: '2030-02-10T09:00:00Z',
  ...more,
})

test('deskFactsOf: what facts files tell of cases', () => {
  const lantern = workspace(
    'lantern',
    FOUNDATION,
    'cve: CVE-2030-1001\nstate: published\npublished: 2030-02-20',
    'embargo: 2030-03-01',
    // Written down beforehand, and not out yet.
    'state: review\npublished: 2030-03-01',
    'state: rejected\npublished: 2030-02-01\nrejected-reason: A mistake.',
  )
  const { cases, foundation, ...rest } = deskFactsOf([lantern], undefined)
  assert.deepEqual(cases, [
    {
      id: 'LSF-2030-1',
      product: 'lantern',
      cveId: 'CVE-2030-1001',
      disclosed: { at: '2030-02-20', by: 'us' },
      advisoryPublished: '2030-02-20',
    },
    { id: 'LSF-2030-2', product: 'lantern', embargoUntil: '2030-03-01' },
    { id: 'LSF-2030-3', product: 'lantern' },
    { id: 'LSF-2030-4', product: 'lantern' },
  ])
  assert.equal(foundation?.shortName, 'LSF')
  // What nobody asked for is not there, so that it counts as not checked.
  assert.deepEqual(rest, {})
})

test('deskFactsOf: several projects are one CNA', () => {
  const facts = deskFactsOf(
    [workspace('wick', '', 'cve: CVE-2030-1002'), workspace('lantern', FOUNDATION, '')],
    undefined,
  )
  assert.deepEqual(
    facts.cases?.map(({ product }) => product),
    ['wick', 'lantern'],
  )
  assert.equal(facts.foundation?.shortName, 'LSF')
})

test('deskFactsOf: an identifier is in use where any project names it, as its own or as an alias', () => {
  const workspaces = [workspace('wick', '', 'cve: CVE-2030-1002'), workspace('lantern', '', 'aliases: [CVE-2030-1003]')]
  const { reserved: _, ...withoutReserved } = entry('CVE-2030-1004', {
    time: { created: '2030-01-01T00:00:00Z', modified: '2030-02-01T00:00:00Z' },
  })
  const entries = [
    entry('CVE-2030-1002'),
    entry('CVE-2030-1003', { state: 'PUBLISHED' }),
    withoutReserved,
    entry('CVE-2030-1005', { state: 'AVAILABLE' }),
  ]
  assert.deepEqual(
    deskFactsOf(workspaces, { entries, users: [], records: new Map() }).identifiers?.map(
      ({ cveId: id, state, reserved, inUse }) => [id, state, reserved, inUse],
    ),
    [
      ['CVE-2030-1002', 'RESERVED', '2030-02-10T09:00:00Z', true],
      ['CVE-2030-1003', 'PUBLISHED', '2030-02-10T09:00:00Z', true],
      ['CVE-2030-1004', 'RESERVED', '2030-01-01T00:00:00Z', false],
    ],
  )
})

test('deskFactsOf: the moment at which a record was published is that of the record', () => {
  const record: CveRecord = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.2.0',
    cveMetadata: { cveId: 'CVE-2030-1001', state: 'PUBLISHED', datePublished: '2030-02-20T10:00:00Z' },
    containers: { cna: {} },
  }
  const asked = { entries: [], users: [], records: new Map([['CVE-2030-1001', record]]) }
  const { cases } = deskFactsOf([workspace('lantern', '', 'cve: CVE-2030-1001', 'cve: CVE-2030-1002')], asked)
  assert.deepEqual(
    cases?.map(({ recordPublished }) => recordPublished),
    ['2030-02-20T10:00:00Z', undefined],
  )
})

const users: readonly (readonly [why: string, user: User, lastActive: string | undefined])[] = [
  [
    'who reserved an ID after the account was made',
    { username: 'ada', time: { created: '2028-01-01T00:00:00Z', modified: '2029-01-01T00:00:00Z' } },
    '2030-02-10T09:00:00Z',
  ],
  [
    'whose account was changed after that',
    { username: 'ada', time: { created: '2028-01-01T00:00:00Z', modified: '2030-02-15T00:00:00Z' } },
    '2030-02-15T00:00:00Z',
  ],
  [
    'who reserved nothing',
    { username: 'ben', time: { created: '2028-01-01T00:00:00Z', modified: '2029-01-01T00:00:00Z' } },
    '2029-01-01T00:00:00Z',
  ],
  ['of whom nothing is known', { username: 'ben' }, undefined],
]

for (const [why, user, lastActive] of users) {
  test(`deskFactsOf: the last sign of a user ${why}`, () => {
    const asked = { entries: [entry('CVE-2030-1001')], users: [user], records: new Map() }
    assert.deepEqual(deskFactsOf([], asked).users, [
      { username: user.username, active: true, ...(lastActive !== undefined && { lastActive }) },
    ])
  })
}

test('deskFactsOf: a user who is not active', () => {
  const asked = { entries: [], users: [{ username: 'ada', active: false }], records: new Map() }
  assert.deepEqual(deskFactsOf([], asked).users, [{ username: 'ada', active: false }])
})
