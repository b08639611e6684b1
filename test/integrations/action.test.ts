// The GitHub Action and the hooks for pre-commit, as they stand in the repository.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { recordOf } from '../../src/lint/testdata/sample.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'steward-action-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const RIGHT = 'CVE-2030-10421.json'
const WRONG = 'a wrong one; touch harmed.json'
// The program sees the present time, for which the sample is still to come.
const datePublic = '2025-02-20T08:00:00.000Z'
writeFileSync(join(folder, RIGHT), JSON.stringify(recordOf({ container: { datePublic } }), undefined, 2))
writeFileSync(
  join(folder, WRONG),
  JSON.stringify(recordOf({ container: { datePublic, references: [] } }), undefined, 2),
)

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly runs: {
    readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[]
  }
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action

/** Runs the step that lints as the runner would, with these inputs. */
function lint(inputs: Readonly<Record<string, string>>): { readonly exit: number | null; readonly out: string } {
  const step = action.runs.steps.find(({ env }) => env?.STEWARD !== undefined)
  assert(step?.run !== undefined && step.env !== undefined)
  const env = Object.entries(step.env).map(([name, text]) => [
    name,
    text
      .replace(/\$\{\{ inputs\.(\w+) \}\}/, (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? '')
      .replace(/\$\{\{ github\.action_path \}\}/, root),
  ])
  const node = join(process.execPath, '..')
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    cwd: folder,
    env: { ...Object.fromEntries(env), PATH: `${node}:${process.env.PATH}` },
    encoding: 'utf8',
  })
  return { exit: ran.status, out: ran.stdout + ran.stderr }
}

test('the action passes a record without errors', () => {
  assert.deepEqual(lint({ files: RIGHT }), { exit: 0, out: '' })
})

test('the action marks the line of an error and fails', () => {
  const { exit, out } = lint({ files: '.', sarif: 'lint.sarif' })
  assert.equal(exit, 1)
  assert.match(out, /^::error file=a wrong one; touch harmed\.json,line=\d+,col=\d+,title=STW\d{3}::/m)
  const sarif = JSON.parse(readFileSync(join(folder, 'lint.sarif'), 'utf8'))
  assert.equal(sarif.version, '2.1.0')
  assert(sarif.runs[0].results.length > 0)
  rmSync(join(folder, 'lint.sarif'))
})

test('the action takes its inputs as words, and runs nothing of them', () => {
  const { exit, out } = lint({ files: '$(touch harmed) `touch harmed`' })
  assert.equal(exit, 4)
  assert.match(out, /FILE_ABSENT/)
})

test('every hook for pre-commit calls a command that exists', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
    readonly entry: string
    readonly files: string
  }[]
  assert(hooks.length > 0)
  for (const { entry, files } of hooks) {
    assert(COMMANDS.some(({ name }) => entry === `steward ${name}`))
    assert.match('records/CVE-2030-10421.json', new RegExp(files))
    assert.doesNotMatch('package.json', new RegExp(files))
  }
})
