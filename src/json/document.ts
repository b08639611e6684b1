import type { Place } from '#fault'

/** Any JSON value. Objects hold only own, enumerable keys, and never `__proto__`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** A value read from text, and the way back from a value to its place. */
export interface Document {
  readonly value: Json
  /** The place of the value at a JSON Pointer, or of its nearest ancestor when the pointer leads nowhere. */
  locate(pointer: string): Place
}

/** Bounds on what is read. The text is measured before it is looked at, so a bomb costs no more than its own length. */
export interface Limits {
  /** Longest text, in UTF-16 units. */
  readonly length: number
  /** Deepest nesting of lists and objects. */
  readonly depth: number
}

/** Wide enough for the largest CVE record that CVE Services accepts (3.8 MB), and far from any harm. */
export const JSON_LIMITS: Limits = { length: 16 * 1024 * 1024, depth: 64 }
