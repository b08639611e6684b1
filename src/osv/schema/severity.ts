import { type CvssVersion, METRICS } from '#cvss'
import { quote } from '#fault'
import { type JsonObject, list, oneOf, type Shape, text } from '#json'
import { nullable } from '../open-object.ts'
import { broken, objectWith } from './object-with.ts'

/** `AV:N` and all the others of a version. */
function metricsOf(version: CvssVersion): ReadonlySet<string> {
  return new Set(METRICS[version].flatMap(({ name, values }) => values.map((value) => `${name}:${value.name}`)))
}

const METRICS_2 = metricsOf('2.0')
const METRICS_3 = metricsOf('3.1')
const UBUNTU: ReadonlySet<string> = new Set(['negligible', 'low', 'medium', 'high', 'critical'])

/**
 * What the schema asks of the score of each type. Of versions 2 and 3 it takes metrics in any order, any of them missing or twice:
 * it has no way to say more. Source: `#/$defs/severity`.
 */
const SCORES: Readonly<Record<string, { readonly accepts: (score: string) => boolean; readonly wanted: string }>> = {
  CVSS_V2: {
    accepts: (score) => areMetrics(score, METRICS_2),
    wanted: 'a vector of CVSS 2.0 such as AV:N/AC:L/Au:N/C:P/I:P/A:P',
  },
  CVSS_V3: {
    accepts: (score) => /^CVSS:3[.][01]\//.test(score) && areMetrics(score.slice('CVSS:3.1/'.length), METRICS_3),
    wanted: 'a vector of CVSS 3.0 or 3.1 such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  },
  CVSS_V4: {
    accepts: isVector4,
    wanted: 'a vector of CVSS 4.0 such as CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  },
  Ubuntu: { accepts: (score) => UBUNTU.has(score), wanted: `one of ${[...UBUNTU].join(', ')}` },
}

function areMetrics(text: string, metrics: ReadonlySet<string>): boolean {
  return text.split('/').every((part) => metrics.has(part))
}

/** Every mandatory metric, then some of the others, all in the order of the specification. */
function isVector4(score: string): boolean {
  const [head, ...parts] = score.split('/')
  if (head !== 'CVSS:4.0') return false
  let next = 0
  for (const { name, values, mandatory } of METRICS['4.0']) {
    const part = parts[next]
    if (part?.startsWith(`${name}:`) === true && values.some((value) => part === `${name}:${value.name}`)) next++
    else if (mandatory) return false
  }
  return next === parts.length
}

const severity: Shape<JsonObject> = objectWith(
  { type: oneOf('CVSS_V2', 'CVSS_V3', 'CVSS_V4', 'Ubuntu'), score: text },
  ({ type, score }, at, report) => {
    if (typeof type !== 'string' || typeof score !== 'string' || !Object.hasOwn(SCORES, type)) return
    const form = SCORES[type]
    if (form === undefined || form.accepts(score)) return
    report(broken(`the score of ${type} is ${quote(score)}, expected ${form.wanted}`, `${at}/score`))
  },
)

export const severities: Shape<readonly JsonObject[] | null> = nullable(list(severity))
