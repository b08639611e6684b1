export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0'

export type Severity = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** A complete and well-formed vector: every mandatory metric has a value. `parseCvss` and `withMetric` make them. */
export interface CvssVector {
  readonly version: CvssVersion
  /**
   * The canonical text: metrics in the order of the specification, and none that is "not defined", since leaving it out says
   * the same. Two vectors mean the same exactly when their texts are equal. Version 2.0 has no prefix.
   */
  readonly text: string
  /** Value by metric (`AV` to `N`), both by their short names, in the order of the specification. */
  readonly metrics: ReadonlyMap<string, string>
}

/** What stands before the metrics, with its slash. Version 2.0 was published before vectors named their version. */
export const PREFIX: Readonly<Record<CvssVersion, string>> = {
  '2.0': '',
  '3.0': 'CVSS:3.0/',
  '3.1': 'CVSS:3.1/',
  '4.0': 'CVSS:4.0/',
}
