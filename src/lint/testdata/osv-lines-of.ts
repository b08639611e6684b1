import { makeOsvLinter } from '../osv-linter.ts'
import type { OsvExample, RuleCode } from '../rule.ts'
import { osvOf } from './sample.ts'

const linter = makeOsvLinter()

/** `at level message` of each finding of one rule in the sample OSV record with what an example changes. */
export function osvLinesOf(code: RuleCode, example: OsvExample): readonly string[] {
  return linter
    .lint(osvOf(example), example.world, example.file)
    .findings.filter((finding) => finding.code === code)
    .map(({ at, level, message }) => `${at} ${level} ${message}`)
}
