import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { COMMANDS } from './command-table.ts'
import { bashCompletion, fishCompletion, zshCompletion } from './completion-scripts.ts'

const commands = await Promise.all(COMMANDS.map((entry) => entry.load()))
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-completion-'))
after(() => rmSync(folder, { recursive: true, force: true }))

for (const [shell, lines] of [
  ['bash', bashCompletion(commands)],
  ['zsh', zshCompletion(commands)],
  ['fish', fishCompletion(commands)],
] as const) {
  test(`${shell} reads its script`, { skip: has(shell) ? false : `no ${shell}` }, () => {
    const run = spawnSync(shell, ['-n'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' })
    assert.equal(run.stderr, '')
    assert.equal(run.status, 0)
  })
}

test('zsh and fish name every command and every flag', () => {
  for (const script of [zshCompletion(commands).join('\n'), fishCompletion(commands).join('\n')]) {
    for (const { name, flags } of commands) {
      for (const word of [...name.split(' '), ...Object.keys(flags)]) assert(script.includes(word), `${name}: ${word}`)
    }
  }
})

/** What bash offers for a line that ends where the cursor stands; the last word may be empty. */
function offered(...words: readonly string[]): readonly string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const script = [
    ...bashCompletion(commands),
    'IFS=:', // whatever a person has set
    `COMP_WORDS=(steward ${quoted}); COMP_CWORD=${words.length}`,
    '_steward',
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ]
  const run = spawnSync('bash', ['--norc', '-c', script.join('\n')], { cwd: folder, encoding: 'utf8' })
  assert.equal(run.stderr, '')
  return run.stdout.split('\n').filter(Boolean)
}

test('bash completes', { skip: has('bash') ? false : 'no bash' }, () => {
  writeFileSync(path.join(folder, 'facts of mine.jsonl'), '')
  const cases: readonly (readonly [why: string, words: readonly string[], offered: readonly string[]])[] = [
    ['commands', ['st'], ['status']],
    ['nouns once', ['hist'], ['history']],
    ['their verbs', ['history', ''], ['contains', 'export']],
    ['a verb', ['version', 'in'], ['in-range']],
    ['flags of a command', ['status', '--ex'], ['--explain']],
    ['flags after operands', ['advisory', 'new', '--fix', 'abc', '--int'], ['--introduced']],
    ['words of a flag', ['render', 'LSF-2030-1', '--as', 'o'], ['osv']],
    ['words that are operands', ['completion', ''], ['bash', 'zsh', 'fish']],
    ['files, also with blanks', ['ranges', '--facts', 'fa'], ['facts of mine.jsonl']],
    ['nothing where nothing is known', ['advisory', 'new', '--cve', ''], []],
    ['no flags of another command', ['cvss', '--ex'], []],
  ]
  for (const [why, words, wanted] of cases) assert.deepEqual(offered(...words), wanted, why)
})
