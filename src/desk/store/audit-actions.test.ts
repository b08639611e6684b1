import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { AUDIT_ACTIONS, actionWords } from './audit-actions.ts'

const SRC = new URL('../../', import.meta.url).pathname

/** The rooms of the desk without tests and without the table itself. */
const sources = globSync('{desk,main,adapters/database}/**/*.ts', { cwd: SRC })
  .filter((file) => !/\.test\.ts$|audit-actions\.ts$|operations\.ts$/.test(file))
  .map((file) => readFileSync(`${SRC}/${file}`, 'utf8'))

// The other way round, an act without words, is no program: `append` takes the actions of the table alone.
test('every action that has words is written down somewhere', () => {
  assert(sources.some((text) => text.includes('audit.append(')))
  const unused = Object.keys(AUDIT_ACTIONS).filter((action) => !sources.some((text) => text.includes(`'${action}'`)))
  assert.deepEqual(unused, [])
})

test('words continue a sentence that begins with a name', () => {
  for (const action of Object.keys(AUDIT_ACTIONS)) {
    const { words = '', news } = actionWords(action) ?? {}
    assert.match(words, /^[a-z].*[a-zA-Z]$/, action)
    if (news !== undefined) assert.match(news, /^[a-z]/, action)
  }
})

test('an action of another desk, or a name that every object has, has none', () => {
  assert.equal(actionWords('vulnerability.edit')?.words, 'changed the facts')
  assert.equal(actionWords('case.teleport'), undefined)
  assert.equal(actionWords('constructor'), undefined)
})
