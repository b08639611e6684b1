import type { DeskPart, Known, NotChecked } from '#lint'
import { count } from './table.ts'

/** Why a part of the world is not there, in words for the end of `not checked: `. */
const ABSENT: Readonly<Record<Known | DeskPart, string>> = {
  now: 'the time is not known',
  cna: 'no foundation in steward.yaml',
  reservation: 'CVE Services were not asked (`steward cna publish` does)',
  published: 'the published record was not looked at (`steward cna publish` does)',
  target: 'nothing is being sent',
  project: 'no project around the records',
  releases: 'no project around the records',
  repository: 'no project around the records',
  vulnerability: 'no facts file',
  assessment: 'no facts file',
  osv: 'no OSV record',
  cve: 'no CVE record',
  embargo: 'no embargo is known',
  links: 'links are asked for with --links',
  catalogue: 'the names of weaknesses beyond the built-in ones were not read',
  advisory: 'the advisory is fetched with --links',
  cases: 'no facts files',
  identifiers: 'CVE Services are asked with --target or --credentials',
  users: 'CVE Services are asked with --target or --credentials',
  foundation: 'no foundation in steward.yaml',
  lastEdit: 'facts files do not say who wrote and who approved',
  approval: 'facts files do not say who wrote and who approved',
  reporter: 'facts files do not say what reporters were told',
  dispute: 'facts files know no disputes',
}

/** One line for all: how many rules could not speak, and how to hear of them. */
export function notCheckedLine(rules: readonly NotChecked<Known | DeskPart>[]): readonly string[] {
  const partly = rules.filter((rule) => rule.partly).length
  const parts = [
    ...(rules.length > partly ? [count(rules.length - partly, 'rule')] : []),
    ...(partly > 0 ? [`${count(partly, 'rule')} in part`] : []),
  ]
  return parts.length === 0 ? [] : [`not checked: ${parts.join(', ')}    (--not-checked says which and why)`]
}

/** One line for each reason: `not checked: STW213, STW214: no project around the records`. */
export function notCheckedLines(rules: readonly NotChecked<Known | DeskPart>[]): readonly string[] {
  const byReason = Map.groupBy(rules, ({ needs }) => [...new Set(needs.map((need) => ABSENT[need]))].join('; '))
  return [...byReason].map(([reason, some]) => {
    const codes = some.map(({ code, partly }) => (partly ? `${code} (partly)` : code))
    return `not checked: ${codes.join(', ')}: ${reason}`
  })
}
