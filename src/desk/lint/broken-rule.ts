import type { Fault } from '#fault'

/**
 * What a rule says by throwing: that Steward itself is wrong, about one record. Among 300,000 files the others keep their results, and
 * this one is named.
 */
export function brokenRule(cause: unknown): Fault<'LINT_BROKEN'> {
  return {
    code: 'LINT_BROKEN',
    kind: 'untrusted',
    message: `Steward has a bug, and cannot say what this record is like: ${cause instanceof Error ? cause.message : cause}`,
    hint: 'report it with this record; `rules:` in the settings can turn a rule off until then',
  }
}
