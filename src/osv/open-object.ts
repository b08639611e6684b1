import { aMap, anyJson, type JsonObject, type optional, pointer, type Shape } from '#json'

type Optional<T> = ReturnType<typeof optional<T>>

/** The fields that an interface names, without those that its index signature allows. */
type Named<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] }

/** A shape for each named field: plain where the field must be there, `optional` where it may be absent. */
type FieldsOf<T> = {
  readonly [K in Named<T>]-?: Record<never, never> extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Shape<T[K]>
}

/**
 * An object of a format that grows: the named fields are checked, every other field is left alone, and the value itself is given
 * back, so that nothing is lost and no key moves.
 */
export function openObject<T extends JsonObject>(fields: FieldsOf<T>): Shape<T> {
  const shapes = Object.entries<Shape<unknown> | Optional<unknown>>(fields)
  return (value, at, report) => {
    const given = anyFields(value, at, report)
    if (typeof given === 'symbol') return given
    for (const [key, field] of shapes) {
      const each = given.get(key)
      if (each !== undefined) {
        const shape = 'optional' in field ? field.optional : field
        shape(each, at + pointer(key), report)
      } else if (!('optional' in field)) {
        report({ code: 'SHAPE_MISSING', kind: 'invalid', message: `the field ${JSON.stringify(key)} is missing`, at })
      }
    }
    // What was wrong has been reported, and a reading with reports gives no value.
    return value as T
  }
}

/** A value that may be `null`, where a format says that this means the same as nothing. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, at, report) => (value === null ? null : shape(value, at, report))
}

const anyFields = aMap(anyJson)
