import { fail, from, ok, type Result } from '#fault'
import {
  aMap,
  atMost,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  parseYaml,
  placeFaults,
  readShape,
  refine,
  type Shape,
} from '#json'
import { isDay } from './day.ts'

/** What a project decided on the rules of `steward cve lint`; each decision has its reason. */
export interface LintSettings {
  readonly rules: readonly RuleSetting[]
  readonly waivers: readonly Waiver[]
}

/** A rule with another level than its own, or none. */
export interface RuleSetting {
  /** `STW103` */
  readonly rule: string
  readonly level: 'error' | 'warning' | 'info' | 'off'
  readonly reason: string
}

/** Findings of one rule that are accepted for a while. */
export interface Waiver {
  readonly rule: string
  /** The CVE ID it is for; every record when absent. */
  readonly record?: string
  /** The place, a JSON Pointer into the record: what stands there or below. Everywhere when absent. */
  readonly at?: string
  /** YYYY-MM-DD, the last day it holds; for good when absent. */
  readonly until?: string
  readonly reason: string
}

const code: Shape<string> = refine(nonEmpty, (text) =>
  /^STW[0-9]{3}$/.test(text) ? undefined : 'must be the code of a rule, like STW103',
)

const day: Shape<string> = refine(nonEmpty, (text) => (isDay(text) ? undefined : 'must be a date like 2030-03-01'))

const SETTINGS = object({
  rules: optional(aMap(object({ level: oneOf('error', 'warning', 'info', 'off'), reason: nonEmpty }), code)),
  waivers: optional(
    atMost(
      1000,
      list(
        object({
          rule: code,
          record: optional(nonEmpty),
          at: optional(nonEmpty),
          until: optional(day),
          reason: nonEmpty,
        }),
      ),
    ),
  ),
})

/** The block `lint:` of `steward.yaml`, and the whole of a file of its own. */
export const lintSettings: Shape<LintSettings> = parsed(SETTINGS, ({ rules, waivers }) =>
  ok({
    rules: [...(rules ?? [])].map(([rule, setting]) => ({ rule, ...setting })),
    waivers: waivers ?? [],
  }),
)

/** Reads a file of settings; every fault at once, each with its line. `source` names the file in faults. */
export function parseLintSettings(text: string, source: string): Result<LintSettings> {
  const document = parseYaml(text)
  if (!document.ok) return fail(from(source, document.fault))
  const settings = readShape(lintSettings, document.value.value)
  return settings.ok ? settings : fail(placeFaults(source, document.value, settings.fault))
}
