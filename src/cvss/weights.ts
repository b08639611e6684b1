/** The number that an equation uses for each value of a metric. */
export type Weights = Readonly<Record<string, number>>

/** The weight of the value that `metrics` gives for `metric`, or `otherwise` where it gives none. */
export function weigh(
  metrics: ReadonlyMap<string, string>,
  metric: string,
  weights: Weights,
  otherwise?: number,
): number {
  const value = metrics.get(metric)
  const weight = value === undefined ? otherwise : weights[value]
  if (weight === undefined) throw new RangeError(`no weight for ${metric}:${value}: not a parsed vector`)
  return weight
}
