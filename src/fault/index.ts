/**
 * Outcomes and their reasons.
 *
 * A function whose caller can act on the failure returns a {@link Result}. A `throw` means that Steward itself is wrong, and
 * reaches nobody but the crash handler.
 *
 * @module
 */

/**
 * What a caller can do about a fault. The outer doors map these six words to exit codes and HTTP statuses, so that a new
 * fault code never needs a change in a door.
 */
export type FaultKind =
  | 'invalid' // the input is wrong: mend it and retry
  | 'absent' // the thing asked for does not exist
  | 'conflict' // it exists, in a state that forbids this
  | 'refused' // the caller may not do this
  | 'untrusted' // it was read, but it cannot be relied on
  | 'unreachable' // another machine or program did not answer: retry later

/** Where in a source a fault was seen. Lines and columns count from 1; columns count UTF-16 units. */
export interface Place {
  /** A path, a URL, or `<stdin>`. */
  readonly source?: string
  readonly line?: number
  readonly column?: number
}

/** A reason for a failure. `code` is public API: once released it is never renamed or reused. */
export interface Fault<Code extends string = string> {
  readonly code: Code
  readonly kind: FaultKind
  /** One line, lower case, no full stop: `cannot read "x.json": expected an object, found a list`. */
  readonly message: string
  /** Where in the input's structure: a JSON Pointer (RFC 6901) or the name of a flag. */
  readonly at?: string
  /** Where in the input's text. */
  readonly place?: Place
  /** What to try next, when there is one obvious thing. */
  readonly hint?: string
  /** The other faults that the same reading found, in the order of the input. */
  readonly also?: readonly Fault[]
}

/** A value, or the fault for which there is none. */
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault<Code> }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function fail<Code extends string>(fault: Fault<Code>): { readonly ok: false; readonly fault: Fault<Code> } {
  return { ok: false, fault }
}

/** One failure for a list of faults: the first speaks, all others stand in its `also`. The list must not be empty. */
export function failAll(faults: readonly Fault[]): { readonly ok: false; readonly fault: Fault } {
  const [first, ...also] = faults.flatMap(faultsOf)
  if (first === undefined) throw new RangeError('failAll needs at least one fault')
  return fail(also.length === 0 ? first : { ...first, also })
}

/** A fault and the faults found with it, as one flat list. */
export function faultsOf(fault: Fault): readonly Fault[] {
  const { also = [], ...first } = fault
  return [first, ...also.flatMap(faultsOf)]
}

/** The same fault (and those found with it), said to come from `source`. */
export function from(source: string, fault: Fault): Fault {
  const placed: Fault = { ...fault, place: { ...fault.place, source } }
  return fault.also === undefined ? placed : { ...placed, also: fault.also.map((other) => from(source, other)) }
}

export { quote } from './quote.ts'
