// Power cuts: a process that applies a plan, or takes one back, is killed at each of its milestones in turn. Whatever it leaves, going on
// ends in the whole new state and going back in the whole old one.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { skip } from '../sigstore/data.ts'
import { commandLine } from '../worlds/command-line.ts'
import { corpus, IDENTITIES, REKOR_DUMP, writeRows } from './python-org.ts'

const CHILD = new URL('./killed-child.ts', import.meta.url).pathname
type Direction = 'apply' | 'rollback'
const other = (direction: Direction): Direction => (direction === 'apply' ? 'rollback' : 'apply')

describe('killed at every milestone', { skip }, () => {
  let base = ''
  /** The archive, the plan and what lies beside it. */
  let folder = ''
  /** The archive before the plan, and after it. */
  const states: Partial<Record<Direction, string>> = {}

  before(async () => {
    base = mkdtempSync(join(tmpdir(), 'steward-kill-'))
    folder = join(base, 'work')
    mkdirSync(folder)
    const steward = commandLine(folder)
    // One bundle to mend, one pair to make a bundle of, one bundle to upgrade.
    const rows = corpus()
    const old = rows.find(
      ({ crt, sigstore_2024_09_07: bundle }) => crt !== null && !JSON.stringify(bundle).includes('checkpoint'),
    )
    const proved = rows.find(
      ({ crt, sigstore_2024_09_07: bundle }) => crt !== null && JSON.stringify(bundle).includes('checkpoint'),
    )
    const pair = rows.find((row) => row.crt !== null && row !== old && row !== proved)
    assert(old && pair && proved)
    writeRows(folder, [old, { ...pair, bundle: false }, proved])
    for (const line of [
      `trust import ${IDENTITIES} --out policy.json`,
      `release plan tree --policy policy.json --digests digests.json --rekor ${REKOR_DUMP} --upgrade --out plan.json`,
    ]) {
      const said = await steward.run(line)
      assert.equal(said.exit, 0, said.out + said.err)
    }
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { changes: readonly { kind: string }[] }
    assert.deepEqual(plan.changes.map(({ kind }) => kind).sort(), ['add-checkpoint', 'backfill', 'upgrade'])
    states.rollback = snapshot()
    await finish('apply')
    states.apply = snapshot()
    assert.notEqual(states.apply, states.rollback)
    await finish('rollback')
    assert.equal(snapshot(), states.rollback)
  })
  after(() => rmSync(base, { recursive: true, force: true }))

  /** Every file of the archive: its path, mode and bytes; hidden ones too. */
  function snapshot(): string {
    const tree = join(folder, 'tree')
    const files = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const lines = files.map(({ parentPath, name }) => {
      const file = join(parentPath, name)
      return `${file} ${statSync(file).mode} ${readFileSync(file, 'base64')}`
    })
    return lines.sort().join('\n')
  }

  /** To the end, in this process. */
  async function finish(direction: Direction): Promise<void> {
    const said = await commandLine(folder).run(`release ${direction} plan.json`)
    assert.equal(said.exit, 0, said.out + said.err)
  }

  /** In a process of its own, killed at milestone `at`. Gives the milestone's name, or undefined where it came to its end before. */
  function killed(direction: Direction, at: number): string | undefined {
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [CHILD, join(folder, 'plan.json'), direction, String(at)],
      { encoding: 'utf8', timeout: 300_000 },
    )
    if (signal === 'SIGKILL') return stdout.trim()
    assert.equal(status, 0, stderr)
    return undefined
  }

  for (const direction of ['apply', 'rollback'] as const) {
    test(`${direction}: each milestone, then on and back`, async () => {
      const seen: string[] = []
      for (let at = 1; ; at++) {
        // Begin in the state that this direction leaves: the one in which the last round ended.
        if (at === 1) await finish(other(direction))
        assert.equal(snapshot(), states[other(direction)])
        const milestone = killed(direction, at)
        if (milestone === undefined) break
        seen.push(milestone)
        const left = join(base, `${direction}-${at}`)
        cpSync(folder, left, { recursive: true, preserveTimestamps: true })
        await finish(direction)
        assert.equal(snapshot(), states[direction], `${at}: ${milestone}, then on`)
        rmSync(folder, { recursive: true })
        cpSync(left, folder, { recursive: true, preserveTimestamps: true })
        await finish(other(direction))
        assert.equal(snapshot(), states[other(direction)], `${at}: ${milestone}, then back`)
      }
      // The list of milestones is itself a fact: one that is left out would be a crash that nobody tried.
      const each = ['written beside', 'renamed', 'folder flushed', 'noted']
      const work =
        direction === 'apply'
          ? ['locked', 'noted', ...each, ...each, ...each, 'noted', 'unlocked']
          : ['locked', 'noted', ...each, ...each, 'removed', 'folder flushed', 'noted', 'noted', 'unlocked']
      assert.deepEqual(seen.filter((milestone) => milestone !== 'kept').toSorted(), work.toSorted())
    })
  }
})
