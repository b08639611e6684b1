import { type CvssVersion, parseCvss } from '#cvss'
import { faultsOf, quote } from '#fault'
import type { OsvSeverity } from '#osv'
import type { OsvRule, Report } from '../rule.ts'

export const osvSeverity: OsvRule = {
  code: 'STW708',
  name: 'osv-severity',
  on: 'osv',
  level: 'error',
  what: 'Each `score` is a whole vector of the version that its `type` says, and there are no two of one version.',
  why: 'The schema takes a CVSS 3 vector with half its metrics, or with one of them twice. A reader that computes the score fails on it, and shows no severity at all.',
  example: {
    wrong: {
      record: {
        severity: [{ type: 'CVSS_V3', score: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N' }],
      },
    },
    right: {
      record: {
        severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N' }],
      },
    },
  },

  check({ record }, report) {
    severities(record.severity ?? [], '/severity', report)
    for (const [i, { severity }] of (record.affected ?? []).entries()) {
      severities(severity ?? [], `/affected/${i}/severity`, report)
    }
  },
}

const TYPE_OF: Readonly<Record<CvssVersion, string>> = {
  '2.0': 'CVSS_V2',
  '3.0': 'CVSS_V3',
  '3.1': 'CVSS_V3',
  '4.0': 'CVSS_V4',
}

const PRIORITIES = ['negligible', 'low', 'medium', 'high', 'critical']

function severities(list: readonly OsvSeverity[], at: string, report: Report): void {
  const seen = new Set<string>()
  for (const [i, severity] of list.entries()) {
    const place = `${at}/${i}`
    const version = check(severity, place, report)
    if (version === undefined) continue
    if (seen.has(version)) report({ at: place, level: 'warning', message: `there are two severities of ${version}` })
    seen.add(version)
  }
}

/** Says what is wrong with one severity; gives its version where nothing is. */
function check({ type, score }: OsvSeverity, at: string, report: Report): string | undefined {
  if (type === 'Ubuntu') {
    if (PRIORITIES.includes(score)) return 'the priorities of Ubuntu'
    report({
      at: `${at}/score`,
      message: `${quote(score)} is no priority of Ubuntu`,
      hint: `one of ${PRIORITIES.join(', ')}`,
    })
    return undefined
  }
  // What type that is, the rule of the schema asks.
  if (!Object.values(TYPE_OF).includes(type)) return undefined
  const read = parseCvss(score)
  const version = read.ok ? read.value.version : versionOf(score)
  if (version !== undefined && TYPE_OF[version] !== type) {
    report({
      at,
      message: `the type is ${type}, and the vector is one of CVSS ${version}`,
      hint: `the type is ${TYPE_OF[version]}`,
    })
  } else if (!read.ok) {
    for (const { message, hint } of faultsOf(read.fault)) {
      report({ at: `${at}/score`, message, ...(hint !== undefined && { hint }) })
    }
  } else if (score.startsWith('(')) {
    report({ at: `${at}/score`, message: 'the vector stands in parentheses', hint: 'take them away' })
  } else return `CVSS ${version}`
  return undefined
}

/** The version that a vector with faults names. */
function versionOf(score: string): CvssVersion | undefined {
  const [, version] = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(score) ?? []
  return version as CvssVersion | undefined
}
