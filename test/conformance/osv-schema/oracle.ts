/**
 * The official schema of OSV 1.7.5, run by ajv: what the definitions in `src/osv/schema` are held against.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Json } from '#json'

const schema = new URL('../../../../shared/data/schemas/osv-1.7.5.schema.json', import.meta.url)

/** False, or why there is nothing to hold against. */
export const skip: false | string = existsSync(schema) ? false : 'no ../shared/data/schemas/osv-1.7.5.schema.json'

/** Whether the official schema takes a value. */
export function readOracle(): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))
  return (value) => validate(value)
}
