import type { Finding } from '../finding.ts'
import { fixAll } from '../fix.ts'
import { makeLinter } from '../linter.ts'
import type { RecordExample, RuleCode } from '../rule.ts'
import { recordOf } from './sample.ts'

const linter = makeLinter()

/** What one rule finds in the sample record with what an example changes. */
export function findingsOf(code: RuleCode, example: RecordExample): readonly Finding[] {
  return linter.lint(recordOf(example), example.world).findings.filter((finding) => finding.code === code)
}

/** `at level message` of each finding, with `at` relative to the container of the CNA. */
export function linesOf(code: RuleCode, example: RecordExample): readonly string[] {
  return findingsOf(code, example).map(
    ({ at, level, message }) => `${at.replace(/^\/containers\/cna/, '')} ${level} ${message}`,
  )
}

/** The container of the CNA after the fixes of one rule. */
export function containerAfterFix(code: RuleCode, example: RecordExample): unknown {
  const fixed = fixAll(recordOf(example), (each) => linter.lint(each, example.world), new Set([code]))
  const { containers } = fixed.document as { readonly containers: { readonly cna: unknown } }
  return containers.cna
}
