import { fail, ok, quote, type Result } from '#fault'

declare const cweId: unique symbol

/** A well-formed CWE ID, `CWE-79`. Only {@link parseCweId} makes one; whether the weakness exists is another question. */
export type CweId = string & { readonly [cweId]: true }

// CVE Record Format 5.2, problemTypes[].descriptions[].cweId, with its maxLength of 9.
const PATTERN = /^CWE-[1-9][0-9]{0,4}$/

/** Reads one CWE ID, given as text (`CWE-79`) or as its number (79). */
export function parseCweId(given: string | number): Result<CweId, 'CWE_ID_MALFORMED'> {
  const text = typeof given === 'number' ? `CWE-${given}` : given
  if (PATTERN.test(text)) return ok(text as CweId)
  return fail({
    code: 'CWE_ID_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quote(String(given))} as a CWE ID`,
    hint: 'a CWE ID looks like CWE-79',
  })
}
