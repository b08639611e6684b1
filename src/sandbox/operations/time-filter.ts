import { one, readTimestamp, type Values } from '../parameters.ts'

/** Tells whether a time lies between `NAME.gt` and `NAME.lt` of the query, both exclusive and both optional. */
export function timeWithin(query: Values, name: string): (time: string | undefined) => boolean {
  const after = moment(one(query, `${name}.gt`)) ?? Number.NEGATIVE_INFINITY
  const before = moment(one(query, `${name}.lt`)) ?? Number.POSITIVE_INFINITY
  if (after === Number.NEGATIVE_INFINITY && before === Number.POSITIVE_INFINITY) return () => true
  return (time) => {
    const at = time === undefined ? Number.NaN : Date.parse(time)
    return at > after && at < before
  }
}

function moment(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readTimestamp(text)?.getTime()
}
