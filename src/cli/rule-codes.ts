import { fail, ok, type Result } from '#fault'
import { RULES } from '#lint'
import { nearest } from './nearest.ts'

/** The codes of rules that a person named; those that no rule has are a fault. */
export function codesOf(words: readonly string[]): Result<readonly string[]> {
  const codes = words.map((word) => word.toUpperCase())
  const unknown = codes.find((code) => !RULES.some((rule) => rule.code === code))
  if (unknown === undefined) return ok(codes)
  const near = nearest(
    unknown,
    RULES.map(({ code }) => code),
  )
  return fail({
    code: 'USAGE_RULE',
    kind: 'invalid',
    message: `no rule has the code ${JSON.stringify(unknown)}`,
    at: '--rule',
    hint: near === undefined ? '`steward cve rules` lists them' : `did you mean ${near}?`,
  })
}
