export type CvssGroup = 'base' | 'threat' | 'temporal' | 'environmental' | 'supplemental'

/** One value that a metric can take. */
export interface CvssValue {
  /** As the vector writes it: `N`. */
  readonly name: string
  /** As the specification calls it: `Network`. */
  readonly title: string
}

/** One metric of one version. */
export interface CvssMetric {
  /** As the vector writes it: `AV`. */
  readonly name: string
  /** As the specification calls it: `Attack Vector`. */
  readonly title: string
  readonly group: CvssGroup
  /** Whether a vector without it is incomplete. Those that may be left out have a value for "not defined": `X`, in 2.0 `ND`. */
  readonly mandatory: boolean
  /** What the metric asks, in one plain sentence. */
  readonly asks: string
  readonly values: readonly CvssValue[]
}

/** The value that says the same as leaving the metric out; in version 2.0 it is `ND`. */
export const NOT_DEFINED = 'X'
export const NOT_DEFINED_2 = 'ND'

/** A mandatory metric. The keys of `values` are short names, in the order of the specification. */
export function mandatory(
  name: string,
  title: string,
  asks: string,
  values: Readonly<Record<string, string>>,
): CvssMetric {
  return { name, title, group: 'base', mandatory: true, asks, values: valuesOf(values) }
}

/** A metric that may be left out; `values` are those besides "not defined". */
export function optional(
  group: CvssGroup,
  name: string,
  title: string,
  asks: string,
  values: Readonly<Record<string, string>>,
): CvssMetric {
  return { name, title, group, mandatory: false, asks, values: valuesOf({ [NOT_DEFINED]: 'Not Defined', ...values }) }
}

/** The environmental metric that replaces `metric` where it is defined. */
export function modified(metric: CvssMetric, values: readonly CvssValue[] = metric.values): CvssMetric {
  return {
    name: `M${metric.name}`,
    title: `Modified ${metric.title}`,
    group: 'environmental',
    mandatory: false,
    asks: `In your environment: ${metric.asks.charAt(0).toLowerCase()}${metric.asks.slice(1)}`,
    values: [{ name: NOT_DEFINED, title: 'Not Defined' }, ...values],
  }
}

export function valuesOf(values: Readonly<Record<string, string>>): readonly CvssValue[] {
  return Object.entries(values).map(([name, title]) => ({ name, title }))
}
