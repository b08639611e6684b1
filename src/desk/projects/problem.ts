import type { Fault } from '#fault'
import type { Problem } from './views.ts'

/** A fault as it stands beside the thing it is about. */
export function problemOf({ code, message, hint, at, place }: Fault): Problem {
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(at !== undefined && { at }),
    ...(place?.line !== undefined && { line: place.line }),
  }
}
