import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Memory } from './memory.ts'
import { authenticate } from './service.ts'
import type { Org, User } from './state.ts'

const time = { created: '2030-02-20T09:00:00.000Z', modified: '2030-02-20T09:00:00.000Z' }
const org: Org = { UUID: 'org', short_name: 'lsf', name: 'LSF', active_roles: ['CNA'], id_quota: 1, time }
const user: User = {
  UUID: 'user',
  org_UUID: 'org',
  username: 'anna',
  name: { first: '', last: '', middle: '', suffix: '' },
  active: true,
  active_roles: ['ADMIN'],
  secret: 'hash',
  time,
}

/* A proof takes a while, and the world goes on meanwhile. */
const cases: readonly [meanwhile: string, change: Partial<User>, passes: boolean][] = [
  ['nothing happens', {}, true],
  ['the user gets a name', { name: { ...user.name, first: 'Anna' } }, true],
  ['the user is switched off', { active: false }, false],
  ['the key is replaced', { secret: 'another' }, false],
  ['the user is renamed', { username: 'anne' }, false],
]
for (const [meanwhile, change, passes] of cases) {
  test(`while the key is proved ${meanwhile}: ${passes ? 'passes' : 'refused'}`, async () => {
    const state = new Memory()
    state.apply([
      { kind: 'org', entry: org },
      { kind: 'user', entry: user },
    ])
    const proves = async (): Promise<boolean> => {
      state.apply([{ kind: 'user', entry: { ...user, ...change } }])
      return true
    }
    const caller = await authenticate({ org: 'lsf', user: 'anna', key: 'key' }, { state, prover: { proves } })
    assert.equal(caller !== undefined, passes)
    assert.equal(caller?.user.name.first ?? '', passes ? (change.name?.first ?? '') : '', 'the user as it is now')
  })
}
