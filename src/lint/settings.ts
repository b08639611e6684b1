import type { LintSettings } from '#project'
import type { Finding } from './finding.ts'
import type { Level, Rule } from './rule.ts'

/** No level is changed, nothing is waived. */
export const NO_SETTINGS: LintSettings = { rules: [], waivers: [] }

/** The level of a finding after the settings; undefined where its rule is off. A changed level is that of the whole rule. */
export function levelAfter(finding: Finding, settings: LintSettings): Level | undefined {
  const own = settings.rules.find(({ rule }) => rule === finding.code)
  if (own === undefined) return finding.level
  return own.level === 'off' ? undefined : own.level
}

/** The rules that the settings leave on. */
export function activeRules<R extends Rule>(rules: readonly R[], settings: LintSettings): readonly R[] {
  const off = new Set(settings.rules.filter(({ level }) => level === 'off').map(({ rule }) => rule))
  return rules.filter(({ code }) => !off.has(code))
}
