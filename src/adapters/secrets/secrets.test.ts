import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secrets } from '#adapters/secrets'

const kept = secrets({ memory: 64, passes: 1 })

test('a passphrase is known by its hash, and another is not', async () => {
  const hash = await kept.hashPassphrase('correct horse battery staple')
  assert.match(hash, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/)
  assert.equal(await kept.isPassphrase('correct horse battery staple', hash), true)
  assert.equal(await kept.isPassphrase('correct horse battery stapl', hash), false)
  assert.notEqual(await kept.hashPassphrase('correct horse battery staple'), hash, 'a salt of its own')
})

test('letters composed in two ways are one passphrase', async () => {
  const hash = await kept.hashPassphrase('caf\u00e9 caf\u00e9 caf\u00e9')
  assert.equal(await kept.isPassphrase('cafe\u0301 cafe\u0301 cafe\u0301', hash), true)
})

test('a hash of other costs is checked with its own', async () => {
  const hash = await secrets({ memory: 128, passes: 2 }).hashPassphrase('x'.repeat(12))
  assert.equal(await kept.isPassphrase('x'.repeat(12), hash), true)
})

test('nobody signs in where there is no passphrase, not even with the text of the decoy', async () => {
  assert.equal(await kept.isPassphrase('', undefined), false)
})

test('an unknown account takes as long as a known one: the quickest of fifteen, in turn, within a factor of two', async () => {
  const real = secrets({ memory: 4096, passes: 2 })
  const hash = await real.hashPassphrase('correct horse battery staple')
  const quickest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY }
  for (let i = 0; i < 15; i++) {
    for (const [account, against] of [
      ['known', hash],
      ['unknown', undefined],
    ] as const) {
      const start = performance.now()
      await real.isPassphrase('wrong horse battery staple', against)
      quickest[account] = Math.min(quickest[account], performance.now() - start)
    }
  }
  const { known, unknown } = quickest
  assert(known / unknown < 2 && unknown / known < 2, `${known} ms and ${unknown} ms`)
})

test('fresh secrets have 256 bits and never meet; a digest tells nothing of its length', () => {
  const many = new Set(Array.from({ length: 1000 }, () => kept.fresh()))
  assert.equal(many.size, 1000)
  for (const each of many) assert.match(each, /^[\w-]{43}$/)
  assert.match(kept.digest('stw_x'), /^[0-9a-f]{64}$/)
})
