// What holds for every rule: its wrong example is found, its right one is not, and its fix mends the wrong one.
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { fixAll } from '../fix.ts'
import { lintDesk } from '../lint-desk.ts'
import { makeLinter } from '../linter.ts'
import { makeOsvLinter } from '../osv-linter.ts'
import type { DeskExample, OsvExample, RecordExample } from '../rule.ts'
import { osvOf, recordOf } from '../testdata/sample.ts'
import { DESK_RULES, OSV_RULES, RECORD_RULES, RULES } from './index.ts'

const linter = makeLinter()
const osvLinter = makeOsvLinter()

test('the sample records are faultless', () => {
  assert.deepEqual(linter.lint(recordOf({})).findings, [])
  assert.deepEqual(osvLinter.lint(osvOf({ record: {} })).findings, [])
})

test('every rule has a code, a name and a file of its own, and stands in its place', () => {
  const codes = RULES.map(({ code }) => code)
  assert.deepEqual(codes, [...new Set(codes)].sort())
  assert.equal(new Set(RULES.map(({ name }) => name)).size, RULES.length)
  const files = globSync('stw*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'))
  assert.deepEqual(
    files.sort(),
    RULES.map(({ code, name }) => `${code.toLowerCase()}-${name}.ts`),
  )
})

for (const rule of RECORD_RULES) {
  const found = (example: RecordExample) =>
    linter.lint(recordOf(example), example.world).findings.filter(({ code }) => code === rule.code)

  test(`${rule.code} ${rule.name}: finds what is wrong in its wrong example, and nothing in its right one`, () => {
    assert.notDeepEqual(found(rule.example.wrong), [])
    assert.deepEqual(found(rule.example.right), [])
  })

  test(`${rule.code} ${rule.name}: ${rule.fixes === true ? 'mends' : 'has no fix for'} its wrong example`, () => {
    const { world } = rule.example.wrong
    const fixed = fixAll(recordOf(rule.example.wrong), (each) => linter.lint(each, world), new Set([rule.code]))
    assert.equal(fixed.applied.length > 0, rule.fixes === true)
    if (rule.fixes !== true) return
    const left = linter.lint(fixed.document, world).findings.filter(({ code }) => code === rule.code)
    assert.deepEqual(left, [])
  })
}

for (const rule of OSV_RULES) {
  const found = (example: OsvExample) =>
    osvLinter.lint(osvOf(example), example.world, example.file).findings.filter(({ code }) => code === rule.code)

  test(`${rule.code} ${rule.name}: finds what is wrong in its wrong example, and nothing in its right one`, () => {
    assert.notDeepEqual(found(rule.example.wrong), [])
    assert.deepEqual(found(rule.example.right), [])
    // No command mends an OSV record: it is rendered from the facts.
    assert.equal(rule.fixes, undefined)
  })
}

for (const rule of DESK_RULES) {
  const found = ({ desk, world = {} }: DeskExample) =>
    lintDesk(desk, world).findings.filter(({ code }) => code === rule.code)

  test(`${rule.code} ${rule.name}: finds what is wrong in its wrong example, and nothing in its right one`, () => {
    assert.notDeepEqual(found(rule.example.wrong), [])
    assert.deepEqual(found(rule.example.right), [])
  })

  test(`${rule.code} ${rule.name}: says that it was not checked where everything it looks at is absent`, () => {
    assert.deepEqual(lintDesk({}, {}).notChecked.find(({ code }) => code === rule.code)?.partly, false)
  })
}
