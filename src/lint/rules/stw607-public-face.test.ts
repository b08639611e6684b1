import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Foundation } from '#project'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'
import type { LinkAnswer, UserFacts } from '../world.ts'

const whole: Foundation = {
  shortName: 'LSF',
  orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca',
  contact: 'security@lantern.example',
  policy: 'https://lantern.example/security',
  advisories: 'https://lantern.example/advisories',
}
const { contact: _, ...withoutContact } = whole
const { policy: __, ...withoutPolicy } = whole
const { advisories: ___, ...withoutAdvisories } = whole

const foundations: readonly (readonly [why: string, foundation: Foundation, lines: readonly string[]])[] = [
  ['everything is there', whole, []],
  ['no contact', withoutContact, ['/foundation warning LSF names no contact to which a vulnerability can be reported']],
  ['no policy', withoutPolicy, ['/foundation warning LSF names no disclosure policy']],
  ['no advisories', withoutAdvisories, ['/foundation warning LSF names no place where advisories are published']],
]

for (const [why, foundation, lines] of foundations) {
  test(`STW607: ${why}`, () => assert.deepEqual(deskLinesOf('STW607', { foundation }), lines))
}

test('STW607: a page that was asked for, and did not answer', () => {
  const links = new Map<string, LinkAnswer>([
    ['https://lantern.example/security', { reachable: false, seen: '404' }],
    ['https://lantern.example/advisories', { reachable: true, seen: '200' }],
  ])
  assert.deepEqual(deskLinesOf('STW607', { foundation: whole }, { links }), [
    '/foundation/policy warning "https://lantern.example/security" cannot be reached: 404',
  ])
})

const users: readonly (readonly [why: string, user: UserFacts, lines: readonly string[]])[] = [
  [
    'idle for a year and a day',
    { username: 'ada@lantern.example', active: true, lastActive: '2029-02-19T09:00:00Z' },
    ['/users/0 warning nothing is seen of the user "ada@lantern.example" since 2029-02-19'],
  ],
  ['idle for a year', { username: 'ada', active: true, lastActive: '2029-02-20T09:00:00Z' }, []],
  ['deactivated', { username: 'ada', active: false, lastActive: '2020-02-20T09:00:00Z' }, []],
  ['nobody knows', { username: 'ada', active: true }, []],
]

for (const [why, user, lines] of users) {
  test(`STW607: a user: ${why}`, () =>
    assert.deepEqual(deskLinesOf('STW607', { users: [user] }, { now: '2030-02-20T09:00:00Z' }), lines))
}
