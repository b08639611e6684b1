import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { openVault } from '#adapters/vault'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-vault-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function vault(file: string, key?: string) {
  const opened = await openVault({ file: path.join(folder, file), ...(key !== undefined && { key }) })
  assert(opened.ok, JSON.stringify(opened))
  return opened.value
}

test('what is sealed opens again, also after a restart', async () => {
  const sealed = (await vault('a')).seal('sw0rdfish \u{1f41f}', 'credentials lantern test')
  assert(!sealed.includes('sw0rdfish'))
  assert.deepEqual((await vault('a')).open(sealed, 'credentials lantern test'), {
    ok: true,
    value: 'sw0rdfish \u{1f41f}',
  })
})

test('one secret never looks the same twice', async () => {
  const here = await vault('a')
  assert.notEqual(here.seal('x', 'p'), here.seal('x', 'p'))
})

test('it opens for no other purpose, with no other key, and not when somebody changed it', async () => {
  const here = await vault('a')
  const sealed = here.seal('secret', 'credentials lantern test')
  const turned = sealed.slice(0, 10) + (sealed[10] === 'A' ? 'B' : 'A') + sealed.slice(11)
  const attempts: readonly [why: string, result: ReturnType<typeof here.open>][] = [
    ['another purpose', here.open(sealed, 'credentials kiln test')],
    ['another key', (await vault('b')).open(sealed, 'credentials lantern test')],
    ['a letter turned', here.open(turned, 'credentials lantern test')],
    ['cut', here.open(sealed.slice(0, 20), 'credentials lantern test')],
    ['empty', here.open('', 'credentials lantern test')],
    ['plain text', here.open('secret', 'credentials lantern test')],
  ]
  for (const [why, result] of attempts) {
    assert(!result.ok, why)
    assert.equal(result.fault.code, 'SECRET_UNREADABLE', why)
    assert(!JSON.stringify(result.fault).includes('secret"'), why)
  }
})

test('the key file is for its owner alone', { skip: process.platform === 'win32' ? 'no modes' : false }, async () => {
  await vault('c/deep')
  const file = path.join(folder, 'c/deep')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  chmodSync(file, 0o644)
  const opened = await openVault({ file })
  assert(!opened.ok)
  assert.equal(opened.fault.code, 'SECRET_KEY_OPEN')
})

test('two processes that start at once have one key', async () => {
  const vaults = await Promise.all(Array.from({ length: 8 }, () => vault('d')))
  const sealed = vaults[0]!.seal('x', 'p')
  for (const each of vaults) assert.deepEqual(each.open(sealed, 'p'), { ok: true, value: 'x' })
})

test('a key from the environment needs no file, and must be one', async () => {
  const text = readFileSync(path.join(folder, 'a'), 'utf8').trim()
  const sealed = (await vault('a')).seal('x', 'p')
  for (const key of [text, Buffer.from(text, 'base64').toString('hex')]) {
    assert.deepEqual((await vault('none', key)).open(sealed, 'p'), { ok: true, value: 'x' })
  }
  for (const key of ['', 'short', `${text}AA`, 'x'.repeat(44)]) {
    const opened = await openVault({ file: path.join(folder, 'none'), key })
    assert(!opened.ok, key)
    assert.equal(opened.fault.code, 'SECRET_KEY_MALFORMED')
  }
})
