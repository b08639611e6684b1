import { type Fault, fail, failAll, ok, type Result } from '#fault'
import { missingMetric, quote, unknownMetric, vectorFault, wrongValue } from './faults.ts'
import { METRICS } from './metrics.ts'
import { type CvssVector, type CvssVersion, PREFIX } from './vector.ts'
import { vectorOf } from './write.ts'

/** The longest vector of any version, with every metric, has fewer than 250 characters. */
const MAX_LENGTH = 512

/**
 * Reads a vector of any version. All its faults come at once: the first speaks, the others stand in `also`.
 *
 * Version 2.0 is written without a prefix, with or without parentheses around it; the others must name their version. Version
 * 4.0 demands the metrics in the order of the specification (section 7); for the others the order is free. Letters of the
 * wrong case are a fault, since other readers refuse them.
 *
 * Codes: `CVSS_TOO_LONG`, `CVSS_VERSION_UNKNOWN`, `CVSS_CASE`, `CVSS_METRIC_MALFORMED`, `CVSS_METRIC_UNKNOWN`,
 * `CVSS_METRIC_VALUE`, `CVSS_METRIC_TWICE`, `CVSS_METRIC_MISSING`, `CVSS_METRIC_ORDER`.
 */
export function parseCvss(text: string): Result<CvssVector> {
  if (text.length > MAX_LENGTH) {
    return fail(
      vectorFault(
        'CVSS_TOO_LONG',
        `${text.length} characters, at most ${MAX_LENGTH} are allowed`,
        'give one vector and nothing else',
      ),
    )
  }
  const faults: Fault[] = []
  const head = readVersion(text, faults)
  if (head === undefined) return failAll(faults)

  const { version, body } = head
  const values = new Map<string, string>()
  for (const part of body === '' ? [] : body.split('/')) readPart(version, part, values, faults)
  const missing = METRICS[version].filter((metric) => metric.mandatory && !values.has(metric.name))
  faults.push(...missing.map(missingMetric))
  if (version === '4.0') faults.push(...orderFaults(values, faults.length === 0))
  return faults.length > 0 ? failAll(faults) : ok(vectorOf(version, values))
}

interface Head {
  readonly version: CvssVersion
  /** The metrics, without prefix and parentheses. */
  readonly body: string
}

function readVersion(text: string, faults: Fault[]): Head | undefined {
  if (!/^cvss:/i.test(text)) return readBareVersion(text, faults)
  const end = text.indexOf('/')
  const prefix = end < 0 ? text : text.slice(0, end)
  const version = (Object.keys(PREFIX) as CvssVersion[]).find((each) => PREFIX[each] === `${prefix.toUpperCase()}/`)
  if (version === undefined) {
    faults.push(
      vectorFault(
        'CVSS_VERSION_UNKNOWN',
        `there is no version ${quote(prefix)}`,
        /^cvss:2(\.0)?$/i.test(prefix)
          ? 'a vector of version 2.0 has no prefix: AV:N/AC:L/Au:N/C:P/I:P/A:P'
          : 'start with CVSS:4.0/, CVSS:3.1/ or CVSS:3.0/; version 2.0 has no prefix',
      ),
    )
    return undefined
  }
  if (prefix !== prefix.toUpperCase()) {
    faults.push(
      vectorFault('CVSS_CASE', `${quote(prefix)} has letters of the wrong case`, `write ${prefix.toUpperCase()}`),
    )
  }
  return { version, body: end < 0 ? '' : text.slice(end + 1) }
}

/** A text without prefix is of version 2.0, or a newer one that lost its prefix: the names of its metrics tell which. */
function readBareVersion(text: string, faults: Fault[]): Head | undefined {
  const body = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
  const names = body.split('/').map((part) => part.split(':', 1)[0]!)
  const versions: readonly CvssVersion[] = ['2.0', '3.1', '4.0']
  const known = versions.map((version) => names.filter((name) => findFolded(METRICS[version], name)).length)
  const most = Math.max(...known)
  const version = names.includes('Au') ? '2.0' : versions[known.indexOf(most)]!
  if (version === '2.0' && most > 0) return { version, body }
  faults.push(
    vectorFault(
      'CVSS_VERSION_UNKNOWN',
      `${quote(text)} does not name its version`,
      most > 0 ? `start with ${PREFIX[version]}` : 'a vector looks like CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    ),
  )
  return most > 0 ? { version, body } : undefined
}

/** Reads `AV:N` into `values`. A metric with a wrong value is given nevertheless, so that it is not reported missing too. */
function readPart(version: CvssVersion, part: string, values: Map<string, string>, faults: Fault[]): void {
  const colon = part.indexOf(':')
  if (colon < 0) {
    faults.push(
      vectorFault(
        'CVSS_METRIC_MALFORMED',
        part === '' ? 'there is nothing between two slashes, or behind the last' : `${quote(part)} is not a metric`,
        part === '' ? 'remove the slash' : 'write a metric and its value with a colon between them: AV:N',
      ),
    )
    return
  }
  const name = part.slice(0, colon)
  const metric = findFolded(METRICS[version], name)
  if (metric === undefined) {
    faults.push(unknownMetric(version, name))
    return
  }
  if (values.has(metric.name)) {
    faults.push(vectorFault('CVSS_METRIC_TWICE', `${metric.name} (${metric.title}) stands twice`, 'keep one of them'))
    return
  }
  const given = part.slice(colon + 1)
  const value = findFolded(metric.values, given)
  values.set(metric.name, value?.name ?? given)
  if (value === undefined) {
    faults.push(wrongValue(metric, given))
  } else if (name !== metric.name || given !== value.name) {
    faults.push(
      vectorFault('CVSS_CASE', `${quote(part)} has letters of the wrong case`, `write ${metric.name}:${value.name}`),
    )
  }
}

/** The one of that name, whatever the case of its letters: no two names of a list differ only in case. */
function findFolded<T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined {
  const folded = name.toLowerCase()
  return list.find((each) => each.name.toLowerCase() === folded)
}

/** `values` keeps the order of the text. The hint is the whole vector where order is all that is wrong with it. */
function orderFaults(values: ReadonlyMap<string, string>, otherwiseGood: boolean): Fault[] {
  const order = METRICS['4.0'].map((metric) => metric.name)
  const given = [...values.keys()]
  const late = given.find((name, i) => i > 0 && order.indexOf(name) < order.indexOf(given[i - 1]!))
  if (late === undefined) return []
  return [
    vectorFault(
      'CVSS_METRIC_ORDER',
      `${late} stands too late: version 4.0 has a fixed order`,
      otherwiseGood ? `write ${vectorOf('4.0', values).text}` : `the order is ${order.join(', ')}`,
    ),
  ]
}
