import type { Container, Metric } from '#cve'
import type { RecordRule } from '../rule.ts'

export const severity: RecordRule = {
  code: 'STW305',
  name: 'severity',
  on: 'record',
  level: 'warning',
  what: 'The container of the CNA has a CVSS vector of version 3.1 or 4.0, or at least an SSVC decision. What is still missing for a record that counts as enriched is told as an info.',
  why: 'Without one, others set the severity, who know the product less. CVE Services refuse such a record when they are asked to check for enrichment (`erlcheck`), which wants a CVSS score and a `cweId`.',
  cnaRules: ['severity-score'],
  example: {
    wrong: { container: { metrics: null } },
    right: {},
  },

  check({ container, record, base }, report) {
    const { metrics = [] } = container
    if (metrics.some(isCurrent)) return
    const at = metrics.length === 0 ? base : `${base}/metrics`
    const hint = 'add a CVSS vector of version 4.0 or 3.1'
    if (metrics.some(isSsvc)) {
      report({ at, level: 'info', message: 'an SSVC decision alone does not make the record count as enriched', hint })
      return
    }
    const old = metrics.some(({ cvssV3_0 }) => cvssV3_0 !== undefined)
      ? '3.0'
      : metrics.some(({ cvssV2_0 }) => cvssV2_0 !== undefined)
        ? '2.0'
        : undefined
    if (old !== undefined) {
      report({ at, message: `the only CVSS vector is of version ${old}, which is out of use`, hint })
    } else if (record?.containers.adp?.some(hasCurrent) === true) {
      report({
        at: base,
        level: 'info',
        message: 'the severity is stated by others alone, in their own containers',
        hint,
      })
    } else {
      report({ at, message: 'there is no severity: neither CVSS 3.1 or 4.0 nor SSVC', hint })
    }
  },
}

function isCurrent({ cvssV3_1, cvssV4_0 }: Metric): boolean {
  return cvssV3_1 !== undefined || cvssV4_0 !== undefined
}

function isSsvc({ other }: Metric): boolean {
  return other?.type.trim().toLowerCase() === 'ssvc'
}

function hasCurrent({ metrics = [] }: Container): boolean {
  return metrics.some(isCurrent)
}
