import { fail, type Result } from '#fault'

/** A check that did not hold, as the reason for a verdict. */
export function distrust<const Code extends string>(code: Code, detail: string): Result<never, Code> {
  return fail({ code, kind: 'untrusted', message: `cannot rely on this signature: ${detail}` })
}
