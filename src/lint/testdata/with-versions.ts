import type { JsonObject } from '#json'
import { fixAll } from '../fix.ts'
import { makeLinter } from '../linter.ts'
import type { RecordExample, RuleCode } from '../rule.ts'
import { RULES } from '../rules/index.ts'
import type { LintWorld } from '../world.ts'
import { recordOf } from './sample.ts'

/** The sample record with one product, whose versions these are. `product` is what else is said of it; null takes away. */
export function withVersions(
  versions: readonly JsonObject[],
  product: JsonObject = {},
  world?: LintWorld,
): RecordExample {
  const fields: JsonObject = {
    vendor: 'Lantern Software Foundation',
    product: 'lantern',
    defaultStatus: 'unaffected',
    ...(versions.length > 0 && { versions }),
    ...product,
  }
  const affected = [Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))]
  return { container: { affected }, ...(world !== undefined && { world }) }
}

/** An entry for the versions before an end. */
export function before(lessThan: string, version = '0', versionType = 'python'): JsonObject {
  return { version, lessThan, status: 'affected', versionType }
}

/** `affected` after the fixes of one rule, whatever other rules have to say of it then. */
export function affectedAfterFix(code: RuleCode, example: RecordExample): unknown {
  const others = RULES.filter((rule) => rule.code !== code)
  const off = others.map((rule) => ({ rule: rule.code, level: 'off' as const, reason: 'not asked' }))
  const linter = makeLinter({ rules: off, waivers: [] })
  const { document } = fixAll(recordOf(example), (each) => linter.lint(each, example.world))
  const { containers } = document as { readonly containers: { readonly cna: JsonObject } }
  return containers.cna.affected
}
