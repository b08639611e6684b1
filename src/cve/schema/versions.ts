import type { JsonObject } from '#json'
import { type Definition, object, someOf, text, word } from './definition.ts'
import { report, type Trail } from './trail.ts'

/** A version, in the words of the product. Source: `version`. */
export const version: Definition = text({ min: 1, max: 1024 })

/** Source: `status`. */
export const status: Definition = word('affected', 'unaffected', 'unknown')

const change: Definition = object('a change of status', { required: { at: version, status } })

const versionEntry: Definition = object(
  'a version entry',
  {
    required: { version, status },
    optional: {
      versionType: text({ min: 1, max: 128 }),
      lessThan: version,
      lessThanOrEqual: version,
      changes: someOf(change),
    },
  },
  { together: checkRange },
)

/** The versions of a product, one by one and in ranges. Source: `product`. */
export const versions: Definition = someOf(versionEntry)

/**
 * An entry is a single version, with or without its type, or a range with its type and one upper bound; only a range has changes.
 * The official schema says so with four alternatives of which exactly one must be true.
 */
function checkRange(entry: JsonObject, depth: number, trail: Trail): void {
  const below = Object.hasOwn(entry, 'lessThan')
  const upTo = Object.hasOwn(entry, 'lessThanOrEqual')
  if (below && upTo) {
    const message = 'a range has one upper bound, lessThan or lessThanOrEqual, but this has both'
    report(trail, depth, { keyword: 'oneOf', message, allowed: ['lessThan', 'lessThanOrEqual'] })
  }
  if ((below || upTo) && !Object.hasOwn(entry, 'versionType')) {
    const message = `a range (${below ? 'lessThan' : 'lessThanOrEqual'}) needs versionType`
    report(trail, depth, { keyword: 'required', field: 'versionType', message })
  }
  if (!below && !upTo && Object.hasOwn(entry, 'changes')) {
    const message = 'only a range has changes: versionType and either lessThan or lessThanOrEqual are needed'
    report(trail, depth, { keyword: 'oneOf', message, allowed: ['lessThan', 'lessThanOrEqual'] })
  }
}
