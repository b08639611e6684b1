/**
 * Untrusted JSON and YAML: read with limits, with the place of every value, and written the same way twice.
 *
 * @module
 */
export { canonicalJson } from './canonical-json.ts'
export { type Document, JSON_LIMITS, type Json, type JsonObject, type Limits } from './document.ts'
export { isObject } from './is-object.ts'
export { jsonPieces, type LongJson, type LongList } from './json-pieces.ts'
export { parseJson } from './parse-json.ts'
export { parseYaml, parseYamlNodes } from './parse-yaml.ts'
export { placeFaults } from './place-faults.ts'
export { pointer, pointerParts } from './pointer.ts'
export {
  aMap,
  anyJson,
  atMost,
  boolean,
  constant,
  type Fields,
  integer,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  type Report,
  readShape,
  refine,
  type Shape,
  type TypeOf,
  text,
} from './shape.ts'
export { writeJson } from './write-json.ts'
