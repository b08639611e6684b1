import type { JsonObject } from '#json'
import { cvss20 } from './cvss-2.ts'
import { cvss30, cvss31 } from './cvss-3.ts'
import { cvss40 } from './cvss-4.ts'
import { type Definition, object, someOf, text } from './definition.ts'
import { language, prose } from './prose.ts'
import { report, type Trail } from './trail.ts'

/** The measurements of which an entry needs one. */
const SYSTEMS = ['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0', 'other'] as const

const scenario: Definition = object('a scenario', { required: { lang: language, value: prose } })

const other: Definition = object('another metric', {
  required: {
    type: text({ min: 1, max: 128 }),
    content: object('the content of another metric', {}, { others: 'any', min: 1 }),
  },
})

const metric: Definition = object(
  'a metric',
  {
    optional: {
      format: text({ min: 1, max: 64 }),
      scenarios: someOf(scenario),
      cvssV4_0: cvss40,
      cvssV3_1: cvss31,
      cvssV3_0: cvss30,
      cvssV2_0: cvss20,
      other,
    },
  },
  { together: checkSystem },
)

/** How severe it is. Source: `metrics`. */
export const metrics: Definition = someOf(metric)

function checkSystem(entry: JsonObject, depth: number, trail: Trail): void {
  if (SYSTEMS.some((system) => Object.hasOwn(entry, system))) return
  const message = 'a metric needs one of cvssV4_0, cvssV3_1, cvssV3_0, cvssV2_0 and other'
  report(trail, depth, { keyword: 'anyOf', message, allowed: SYSTEMS })
}
