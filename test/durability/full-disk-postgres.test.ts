import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { realSurroundings } from '#adapters/clock'
import { openDatabase, type Tx } from '#adapters/database'
import { everyEntry, verifyChain } from '#desk/audit'
import type { Store } from '#desk/store'
import { ok, type Result } from '#fault'
import { startPostgres } from '../postgres.ts'

/** A file system of so many megabytes, in memory. */
interface SmallDisk {
  readonly folder: string
  resize(megabytes: number): void
  remove(): void
}

/** Undefined where this process may not mount. */
function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-small-'))
  const mount = (...options: readonly string[]): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', ...options, 'tmpfs', folder], { stdio: 'ignore' }).status === 0
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !mount('-o', `size=${megabytes}m`)) {
    rmSync(folder, { recursive: true })
    return undefined
  }
  return {
    folder,
    resize: (to) => assert(mount('-o', `remount,size=${to}m`), 'the file system is made larger'),
    remove() {
      spawnSync('umount', [folder], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What no compression makes smaller, with its entry in the audit log. */
const put = (store: Store<Tx>, key: string, size: number): Promise<Result<void>> =>
  store.write(async ({ settings, audit }) => {
    await settings.put(key, randomBytes(size).toString('base64'))
    await audit.append({
      actor: { kind: 'system', id: 'test', name: 'test' },
      action: 'foundation.edit',
      subject: { kind: 'setting', id: key },
      embargoed: false,
    })
    return ok(undefined)
  })

test('a full disk of a server is told in words, changes nothing, and the desk goes on once there is room', async (t) => {
  const disk = smallDisk(24)
  if (disk === undefined) return t.skip('this process may not mount a small file system')
  const postgres = await startPostgres({ fsync: true })
  if (postgres === undefined) {
    disk.remove()
    return t.skip('no PostgreSQL binaries for this platform')
  }
  try {
    // The user that the throw-away server runs as.
    chownSync(disk.folder, 65_534, 65_534)
    const url = await postgres.database()
    const elsewhere = new URL(url)
    const name = elsewhere.pathname.slice(1)
    elsewhere.pathname = '/postgres'
    const admin = new pg.Client(elsewhere.href)
    await admin.connect()
    await admin.query(`create tablespace small location '${disk.folder}'`)
    await admin.query(`alter database ${name} set tablespace small`)
    await admin.end()

    const opened = await openDatabase({ at: url, around: realSurroundings })
    assert(opened.ok, JSON.stringify(opened))
    const { store, sealAudit, close } = opened.value
    const kept: string[] = []
    let refused = 0
    for (let round = 0; round < 40 && refused < 10; round++) {
      const keys = Array.from({ length: 5 }, (_, i) => `key-${round}-${i}`)
      const outcomes = await Promise.all(keys.map((key) => put(store, key, 200_000)))
      for (const [i, outcome] of outcomes.entries()) {
        if (outcome.ok) kept.push(keys[i]!)
        else {
          refused++
          assert.deepEqual([outcome.fault.code, outcome.fault.kind], ['STORE_FULL', 'unreachable'])
        }
      }
    }
    assert(kept.length > 0 && refused >= 10, `${kept.length} kept, ${refused} refused`)
    const found = async (): Promise<readonly string[]> => {
      const all = await Promise.all(
        [...kept, 'after'].map(async (key) =>
          (await store.read(({ settings }) => settings.get(key))) === undefined ? [] : [key],
        ),
      )
      return all.flat()
    }
    assert.deepEqual(await found(), kept, 'reading goes on')

    disk.resize(96)
    const after = await put(store, 'after', 200_000)
    assert(after.ok, JSON.stringify(after))
    assert.deepEqual(await found(), [...kept, 'after'])
    const sealed = await sealAudit()
    assert(sealed.ok, JSON.stringify(sealed))
    const log = await verifyChain(
      everyEntry((seq, limit) => store.read(({ auditTrail }) => auditTrail.after(seq, limit))),
    )
    assert.deepEqual([log.intact, log.entries], [true, kept.length + 1], 'the log tells of exactly what was kept')
    await close()
  } finally {
    await postgres.stop()
    disk.remove()
  }
})
