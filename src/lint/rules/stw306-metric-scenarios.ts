import { recordMetrics, scenariosOf } from '../record-metrics.ts'
import type { RecordRule } from '../rule.ts'

export const metricScenarios: RecordRule = {
  code: 'STW306',
  name: 'metric-scenarios',
  on: 'record',
  level: 'warning',
  what: 'Where `metrics` has two vectors of one version of CVSS, their `scenarios` say when each of them holds.',
  why: 'A reader who finds two scores for one case takes the first, or the higher one, or none.',
  cnaRules: ['severity-score'],
  example: {
    wrong: {
      container: {
        metrics: [
          {
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
              baseScore: 5.5,
              baseSeverity: 'MEDIUM',
            },
          },
          {
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N',
              baseScore: 6.2,
              baseSeverity: 'MEDIUM',
            },
          },
        ],
      },
    },
    right: {
      container: {
        metrics: [
          {
            scenarios: [{ lang: 'en', value: 'GENERAL' }],
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
              baseScore: 5.5,
              baseSeverity: 'MEDIUM',
            },
          },
          {
            scenarios: [{ lang: 'en', value: 'the temporary directory is shared by all users' }],
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N',
              baseScore: 6.2,
              baseSeverity: 'MEDIUM',
            },
          },
        ],
      },
    },
  },

  check({ container, base }, report) {
    const metrics = recordMetrics(container, base)
    if (metrics.length < 2) return
    const seen = new Map<string, string>()
    for (const { version, metric, at } of metrics) {
      const scenarios = scenariosOf(metric)
      const key = `${version} ${scenarios}`
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, at)
        continue
      }
      report({
        at,
        message: `there is another vector of CVSS ${version} for the same scenario at ${first.slice(base.length)}: nobody can say which holds`,
        hint: 'keep one of them, or say in scenarios when each holds',
      })
    }
  },
}
