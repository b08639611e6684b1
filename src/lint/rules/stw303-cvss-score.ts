import { METRIC_PROPERTIES, REPEATED_FIELDS, renderMetric } from '#cve'
import { type CvssGroup, type CvssScores, type CvssVector, METRICS, parseCvss, scoreCvss, severityOf } from '#cvss'
import { quote } from '#fault'
import type { JsonObject } from '#json'
import { type RecordMetric, recordMetrics } from '../record-metrics.ts'
import type { Edit, RecordRule, Report } from '../rule.ts'

export const cvssScore: RecordRule = {
  code: 'STW303',
  name: 'cvss-score',
  on: 'record',
  level: 'error',
  what: 'A CVSS vector has every metric that its version demands, and `baseScore`, `baseSeverity` and the fields that repeat single metrics are what the vector gives. Versions 2.0, 3.0, 3.1 and 4.0 are computed anew.',
  why: 'Some readers take the score, others compute it from the vector, and others read `attackVector`. Where these differ, nobody knows how bad it is.',
  cnaRules: ['severity-score'],
  fixes: true,
  example: {
    wrong: {
      container: {
        metrics: [
          {
            cvssV3_1: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
              baseScore: 9.8,
              baseSeverity: 'CRITICAL',
            },
          },
        ],
      },
    },
    right: {
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
        ],
      },
    },
  },

  check(subject, report) {
    for (const each of recordMetrics(subject.container, subject.base)) {
      // Where the schema has something to say, it has been said.
      const isSaid = (name: string): boolean =>
        subject.schemaErrors.some(({ at, field }) => at === `${each.at}/${name}` || (at === each.at && field === name))
      const vector = parseCvss(each.cvss.vectorString)
      if (vector.ok && vector.value.version === each.version) {
        checkScores(each, vector.value, isSaid, report)
        checkFields(each, vector.value, isSaid, report)
      } else if (!vector.ok && !isSaid('vectorString')) {
        const { message, hint, also = [] } = vector.fault
        report({
          at: `${each.at}/vectorString`,
          message: also.length === 0 ? message : `${message}, and ${also.length} more like this`,
          ...(hint !== undefined && { hint }),
        })
      }
    }
  },
}

/** Whether the schema has found a field of the metric wrong. */
type IsSaid = (name: string) => boolean

const SCORED = ['base', 'temporal', 'environmental'] as const

function checkScores({ cvss, version, at }: RecordMetric, vector: CvssVector, isSaid: IsSaid, report: Report): void {
  const scores = scoreCvss(vector)
  const given: JsonObject = cvss
  for (const group of SCORED) {
    const score = given[`${group}Score`]
    const right = scoreOf(scores, group, vector)
    if (typeof score !== 'number' || right === undefined || score === right) continue
    // Version 4.0 has one score, and the field is called that of the base: many give the score of the whole vector there.
    if (version === '4.0' && score === scores.score) continue
    if (isSaid(`${group}Score`)) continue
    const field = `${group}Severity`
    const word = severityOf(version, right)
    const edits: readonly Edit[] = [
      { op: 'replace', at: `${at}/${group}Score`, value: right },
      ...(typeof given[field] === 'string' && given[field] !== word
        ? [{ op: 'replace' as const, at: `${at}/${field}`, value: word }]
        : []),
    ]
    report({
      at: `${at}/${group}Score`,
      message: `${group}Score is ${score}, and the vector gives ${right}${version === '2.0' ? '' : ` (${word})`}`,
      fix: {
        does: `sets ${edits.map((edit) => edit.at.slice(at.length + 1)).join(' and ')} to what the vector gives`,
        edits,
      },
    })
  }
}

function scoreOf(scores: CvssScores, group: (typeof SCORED)[number], vector: CvssVector): number | undefined {
  // In 3.1 the environmental score can be a tenth off where nothing environmental is defined: it then means nothing.
  return group === 'environmental' && !defines(vector, group) ? undefined : scores[group]
}

function defines({ version, metrics }: CvssVector, group: CvssGroup): boolean {
  return METRICS[version].some((metric) => metric.group === group && metrics.has(metric.name))
}

/** The fields that say single metrics again. */
function checkFields({ cvss, version, at }: RecordMetric, vector: CvssVector, isSaid: IsSaid, report: Report): void {
  const given: JsonObject = cvss
  const names = Object.keys(given).filter((name) => REPEATED_FIELDS.has(name))
  if (names.length === 0) return
  const right: JsonObject = renderMetric(vector)[METRIC_PROPERTIES[version]] ?? {}
  const wrong = names.filter((name) => given[name] !== (right[name] ?? 'NOT_DEFINED') && !isSaid(name))
  const [first] = wrong
  if (first === undefined) return
  const isOne = wrong.length === 1
  report({
    at: isOne ? `${at}/${first}` : at,
    message: isOne
      ? `${first} is ${quote(String(given[first]))}, and the vector says ${right[first] === undefined ? 'nothing of it' : String(right[first])}`
      : `${wrong.join(', ')} say other than the vector`,
    fix: {
      does: `makes ${wrong.join(', ')} agree with the vector`,
      edits: wrong.map((name): Edit => {
        const value = right[name]
        return value === undefined
          ? { op: 'remove', at: `${at}/${name}` }
          : { op: 'replace', at: `${at}/${name}`, value }
      }),
    },
  })
}
