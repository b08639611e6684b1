/** A stretch of neighbours in a list. */
export interface Run<T, K> {
  readonly key: K
  readonly items: readonly T[]
  /** Index of the first item. */
  readonly start: number
  /** Index after the last item, as `slice` takes it. */
  readonly end: number
}

/** Splits an ordered list into the longest stretches of neighbours with the same key (`Object.is`). */
export function runs<T, K>(items: readonly T[], key: (item: T) => K): readonly Run<T, K>[] {
  const keys = items.map((item) => key(item))
  const starts = keys.flatMap((each, i) => (i === 0 || !Object.is(each, keys[i - 1]) ? [i] : []))
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? items.length
    return { key: keys[start]!, items: items.slice(start, end), start, end }
  })
}
