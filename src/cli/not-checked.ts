import type { Known, NotChecked } from '#lint'

/** Why a part of the world is not there, in words for the end of `not checked: `. */
const ABSENT: Readonly<Record<Known, string>> = {
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
}

/** One line for each reason: `not checked: STW213, STW214: no project around the records`. */
export function notCheckedLines(rules: readonly NotChecked[]): readonly string[] {
  const byReason = Map.groupBy(rules, ({ needs }) => [...new Set(needs.map((need) => ABSENT[need]))].join('; '))
  return [...byReason].map(([reason, some]) => {
    const codes = some.map(({ code, partly }) => (partly ? `${code} (partly)` : code))
    return `not checked: ${codes.join(', ')}: ${reason}`
  })
}
