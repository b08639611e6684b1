/**
 * Shapes of the JSON form of protocol buffers, in which bundles and trusted roots are written.
 *
 * @module
 */
import { decodeBase64 } from '#bytes'
import { fail, ok } from '#fault'
import { type Fields, isObject, object, parsed, type Shape, text } from '#json'

/** A message: fields that are `null` are absent, fields of later versions are passed over. Source: protobuf's ProtoJSON format. */
export function message<const F extends Fields>(fields: F): ReturnType<typeof object<F>> {
  const known = object(fields)
  const keys = Object.keys(fields)
  return (value, at, report) => {
    if (!isObject(value)) return known(value, at, report)
    const given: Record<string, unknown> = {}
    for (const key of keys) {
      if (Object.hasOwn(value, key) && value[key] !== null) given[key] = value[key]
    }
    return known(given, at, report)
  }
}

/** Bytes in base64 of the standard alphabet with padding, at least one. */
export const bytes: Shape<Uint8Array> = parsed(text, (written) => {
  const read = decodeBase64(written)
  if (read !== undefined && read.length > 0) return ok(read)
  return fail({
    code: 'BASE64_MALFORMED',
    kind: 'invalid',
    message: read === undefined ? 'the text is not base64 in its one strict spelling' : 'there are no bytes',
  })
})

/** A whole number from 0 to 2^53 - 1; an int64 is written as text, and some writers use a number. */
export const int64: Shape<number> = (value, at, report) => {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 && !Object.is(number, -0)
    ? number
    : notWhole(value, at, report)
}

const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/

const notWhole: Shape<number> = parsed(text, () =>
  fail({ code: 'INT64_RANGE', kind: 'invalid', message: 'the number is not a whole one from 0 to 2^53 - 1' }),
)

/** A SHA-256 digest or the ID of a log: 32 bytes. */
export const bytes32: Shape<Uint8Array> = parsed(bytes, (read) =>
  read.length === 32
    ? ok(read)
    : fail({ code: 'DIGEST_LENGTH', kind: 'invalid', message: `expected 32 bytes, found ${read.length}` }),
)
