import { businessDaysAfter } from './business-days.ts'

/*
 * Source: CVE Program Policy and Procedure for Disputing a CVE Record 1.0, steps 2 and 4: the five days begin when the three are over,
 * and where an extension goes beyond 15 the dispute may be escalated. The text of version 2 was not at hand.
 */
const ACKNOWLEDGE = 3
const DECIDE = 5
const EXTEND = 15

/** The last days, as YYYY-MM-DD, on which each answer to a dispute is in time. Business days as {@link businessDaysAfter} has them. */
export interface DisputeDays {
  readonly acknowledge: string
  /** Decided, or told that more time is needed. */
  readonly decide: string
  /** Decided, where more time was taken. */
  readonly final: string
}

export function disputeDays(opened: string): DisputeDays {
  return {
    acknowledge: businessDaysAfter(opened, ACKNOWLEDGE),
    decide: businessDaysAfter(opened, ACKNOWLEDGE + DECIDE),
    final: businessDaysAfter(opened, ACKNOWLEDGE + DECIDE + EXTEND),
  }
}
