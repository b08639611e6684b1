import { type CvssVersion, parseCvss, scoreCvss } from '#cvss'
import type { Json } from '#json'
import { DEFAULT_SCENARIO, type RecordMetric, recordMetrics, scenariosOf } from '../record-metrics.ts'
import type { RecordRule, Remark } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const presetScore: RecordRule = {
  code: 'STW304',
  name: 'preset-score',
  on: 'record',
  level: 'error',
  what: 'No metric is the one that a form begins with, 10.0 with everything at its worst, and none says that nothing is harmed. The facts of the vulnerability, where they are known, tell what was meant.',
  why: 'Forms begin with a severity of 10 of 10, and whoever forgets to remove it publishes it. A base score of 0 says that there is no vulnerability.',
  cnaRules: ['severity-score'],
  uses: ['vulnerability'],
  example: {
    wrong: {
      container: {
        x_generator: { engine: 'Vulnogram 0.2.0' },
        metrics: [
          {
            format: 'CVSS',
            scenarios: [{ lang: 'en', value: 'GENERAL' }],
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
              baseScore: 10,
              baseSeverity: 'CRITICAL',
            },
          },
        ],
      },
    },
    right: {
      container: {
        x_generator: { engine: 'Vulnogram 0.2.0' },
        metrics: [
          {
            format: 'CVSS',
            scenarios: [{ lang: 'en', value: 'GENERAL' }],
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
              baseScore: 5.5,
              baseSeverity: 'MEDIUM',
            },
          },
        ],
      },
    },
  },

  check(subject, report) {
    for (const each of recordMetrics(subject.container, subject.base)) {
      const { cvss, at } = each
      const remark = cvss.baseScore === 0 ? harmless(each) : cvss.baseScore === 10 ? preset(each, subject) : undefined
      if (remark !== undefined) report({ at: `${at}/vectorString`, ...remark })
    }
  },
}

function harmless({ cvss }: RecordMetric): Omit<Remark, 'at'> | undefined {
  const vector = parseCvss(cvss.vectorString)
  // A score that its vector does not give is another defect.
  if (!vector.ok || scoreCvss(vector.value).base > 0) return undefined
  return {
    message: 'the vector says that nothing is harmed: a base score of 0 is no vulnerability',
    hint: 'state the impact, or leave the metric out',
  }
}

/** Every base metric at its worst, and nothing else. */
const WORST: Readonly<Record<CvssVersion, string>> = {
  '2.0': 'AV:N/AC:L/Au:N/C:C/I:C/A:C',
  '3.0': 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
  '3.1': 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
  '4.0': 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H',
}

function preset(
  { cvss, metric, version }: RecordMetric,
  { container, world, isPublishedEdition }: RecordSubject,
): Omit<Remark, 'at'> | undefined {
  const vector = parseCvss(cvss.vectorString)
  if (!vector.ok || vector.value.text !== WORST[version] || scenariosOf(metric) !== DEFAULT_SCENARIO) return undefined
  const hint = 'remove the metric, or state the one that was meant'
  const { vulnerability } = world
  if (vulnerability !== undefined) {
    if (vulnerability.severity.some(({ text }) => text === vector.value.text)) return undefined
    return {
      message: 'the metric is 10.0 with everything at its worst, and the facts of the vulnerability do not say so',
      hint,
    }
  }
  if (isFromVulnogram(container.x_generator)) {
    return { message: 'the metric is the 10.0 that the form begins with, and nobody has changed it', hint }
  }
  // There are vulnerabilities as bad as this. Before a publication one may ask; afterwards only of a version with eleven metrics.
  if (isPublishedEdition && version !== '4.0') return undefined
  return {
    level: 'warning',
    message: 'the metric is 10.0 with everything at its worst, as forms begin with it',
    hint: `${hint}; where it is meant, waive this rule with the reason`,
  }
}

function isFromVulnogram(generator: Json | undefined): boolean {
  if (typeof generator !== 'object' || generator === null || !('engine' in generator)) return false
  return typeof generator.engine === 'string' && generator.engine.startsWith('Vulnogram')
}
