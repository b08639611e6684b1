import assert from 'node:assert/strict'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

onBothDatabases('a setting is what was put last, and absent before and after', async ({ store }) => {
  const get = (key: string) => store.read(({ settings }) => settings.get(key))
  assert.equal(await get('desk'), undefined)
  for (const value of [{ id: 'a', list: [1, 2.5, null, true] }, 'Žluťoučký 日本 \u{1f600} \\ \' " \n', 0, null]) {
    const put = await store.write(async ({ settings }) => ok(await settings.put('desk', value)))
    assert(put.ok)
    assert.deepEqual(await get('desk'), value)
    assert.equal(await get('other'), undefined)
  }
  await store.write(async ({ settings }) => ok(await settings.remove('desk')))
  assert.equal(await get('desk'), undefined)
})
