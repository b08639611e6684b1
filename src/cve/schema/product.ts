import type { JsonObject } from '#json'
import { cpe } from './cpe.ts'
import { type Definition, list, object, someOf, text } from './definition.ts'
import { report, type Trail } from './trail.ts'
import { uri } from './uri.ts'
import { status, versions } from './versions.ts'

const routine: Definition = object('a program routine', { required: { name: text({ min: 1, max: 4096 }) } })

const product: Definition = object(
  'a product',
  {
    optional: {
      vendor: text({ min: 1, max: 512 }),
      product: text({ min: 1, max: 2048 }),
      collectionURL: uri,
      packageName: text({ min: 1, max: 2048 }),
      packageURL: uri,
      cpes: list(cpe, { unique: true }),
      modules: list(text({ min: 1, max: 4096 }), { unique: true }),
      programFiles: list(text({ min: 1, max: 1024 }), { unique: true }),
      programRoutines: list(routine, { unique: true }),
      platforms: someOf(text({ max: 1024 })),
      repo: uri,
      defaultStatus: status,
      versions,
    },
  },
  { together: checkProduct },
)

/** The products that are affected, or are not. Source: `affected`. */
export const affected: Definition = list(product, { min: 1 })

function checkProduct(object: JsonObject, depth: number, trail: Trail): void {
  checkNames(object, depth, trail)
  if (!Object.hasOwn(object, 'versions') && !Object.hasOwn(object, 'defaultStatus')) {
    const message = 'a product needs versions, or a defaultStatus that is true of all'
    report(trail, depth, { keyword: 'anyOf', message, allowed: ['versions', 'defaultStatus'] })
  }
}

/** The two ways of naming a product. */
const NAMES: readonly (readonly [first: string, second: string])[] = [
  ['vendor', 'product'],
  ['collectionURL', 'packageName'],
]

function checkNames(object: JsonObject, depth: number, trail: Trail): void {
  const has = (field: string): boolean => Object.hasOwn(object, field)
  if (NAMES.some(([first, second]) => has(first) && has(second))) return
  const halves = NAMES.filter(([first, second]) => has(first) || has(second))
  if (halves.length === 0) {
    const message = 'a product needs a name: vendor and product, or collectionURL and packageName'
    report(trail, depth, { keyword: 'anyOf', message, allowed: NAMES.map((both) => both.join(' and ')) })
    return
  }
  for (const [first, second] of halves) {
    const [given, field] = has(first) ? [first, second] : [second, first]
    const message = `${given} is half the name of a product, ${field} is missing`
    report(trail, depth, { keyword: 'required', field, message, allowed: [field] })
  }
}
