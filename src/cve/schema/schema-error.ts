/**
 * The definitions a value can be held against: a whole record, or one of the containers that CVE Services take alone (the
 * container itself, without the `cnaContainer` or `adpContainer` that a request has around it).
 */
export type CveForm = 'record' | 'cnaPublishedContainer' | 'cnaRejectedContainer' | 'adpContainer'

/** One way in which a value is not what the CVE Record Format says. */
export interface SchemaError {
  /** JSON Pointer of the value that is wrong; for a missing or an unknown field, of the object. */
  readonly at: string
  /** The field that is missing or unknown. */
  readonly field?: string
  /** The JSON Schema word that is broken: `required`, `additionalProperties`, `enum`, `pattern`, `maxLength`, ... */
  readonly keyword: string
  /** Plain words, lower case, no full stop: `title has 300 characters, at most 256 are allowed`. */
  readonly message: string
  /** For `uniqueItems`: the numbers of the items that repeat an earlier one, from 0. */
  readonly repeats?: readonly number[]
  /** What would be right, where that is a list: words, names of fields or, for `type`, the type in the words of JSON Schema. */
  readonly allowed?: readonly string[]
  /** The bound that is not kept, for `maxLength`, `minLength`, `maxItems`, `minItems`, `minProperties`, `minimum`, `maximum`. */
  readonly limit?: number
}
