import type { Fault } from '#fault'
import type { Document } from './document.ts'

/** The same fault (and those found with it), each with the line and column of its pointer in `document`, read from `source`. */
export function placeFaults(source: string, document: Document, fault: Fault): Fault {
  const placed: Fault = { ...fault, place: { ...document.locate(fault.at ?? ''), source } }
  if (fault.also === undefined) return placed
  return { ...placed, also: fault.also.map((other) => placeFaults(source, document, other)) }
}
