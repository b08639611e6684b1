import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

const ROOT = path.join(import.meta.dirname, '../..')
const DEPLOY = path.join(ROOT, 'deploy')

const units = readdirSync(DEPLOY).filter((name) => name.endsWith('.service'))

test('systemd takes the units as they are', (t) => {
  if (spawnSync('systemd-analyze', ['--version']).status !== 0) return t.skip('no systemd-analyze on this machine')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-units-'))
  try {
    for (const name of units) {
      // The program is looked for, and not started.
      const text = readFileSync(path.join(DEPLOY, name), 'utf8').replace('/usr/bin/steward', `${ROOT}/bin/steward.js`)
      writeFileSync(path.join(folder, name), text)
    }
    const files = units.map((name) => path.join(folder, name))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], { encoding: 'utf8' })
    assert.deepEqual([status, stderr], [0, ''])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('services of one machine share one folder under one name', () => {
  const settings = units.map((name) => {
    const lines = readFileSync(path.join(DEPLOY, name), 'utf8').split('\n')
    return ['User=', 'StateDirectory=', 'Environment='].map((key) => lines.find((line) => line.startsWith(key)))
  })
  assert.deepEqual(
    settings,
    units.map(() => ['User=steward', 'StateDirectory=steward', 'Environment=STEWARD_DATA=/var/lib/steward']),
  )
})
