import { fail, ok, quote, type Result } from '#fault'

declare const capecId: unique symbol

/** A well-formed CAPEC ID, `CAPEC-63`. Only {@link parseCapecId} makes one; whether the pattern exists is another question. */
export type CapecId = string & { readonly [capecId]: true }

// CVE Record Format 5.2, impacts[].capecId.
const PATTERN = /^CAPEC-[1-9][0-9]{0,4}$/

/** Reads one CAPEC ID, given as text (`CAPEC-63`) or as its number (63). */
export function parseCapecId(given: string | number): Result<CapecId, 'CAPEC_ID_MALFORMED'> {
  const text = typeof given === 'number' ? `CAPEC-${given}` : given
  if (PATTERN.test(text)) return ok(text as CapecId)
  return fail({
    code: 'CAPEC_ID_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quote(String(given))} as a CAPEC ID`,
    hint: 'a CAPEC ID looks like CAPEC-63',
  })
}
