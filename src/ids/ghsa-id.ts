import { fail, ok, quote, type Result } from '#fault'

declare const ghsaId: unique symbol

/** An ID of the GitHub advisory database, `GHSA-jfh8-c2jp-5v3q`, in canonical case. Only {@link parseGhsaId} makes one. */
export type GhsaId = string & { readonly [ghsaId]: true }

// GitHub's documentation of GHSA IDs: three groups of four, of letters and digits that are not easily taken for one another.
const PATTERN = /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/i

/** Reads one GHSA ID in letters of any case; the canonical one has `GHSA` in capitals and the rest in small letters. */
export function parseGhsaId(text: string): Result<GhsaId, 'GHSA_ID_MALFORMED'> {
  if (PATTERN.test(text)) return ok(`GHSA${text.slice(4).toLowerCase()}` as GhsaId)
  return fail({
    code: 'GHSA_ID_MALFORMED',
    kind: 'invalid',
    message: `cannot read ${quote(text)} as a GHSA ID`,
    hint: 'a GHSA ID looks like GHSA-jfh8-c2jp-5v3q and has only the characters 23456789cfghjmpqrvwx behind GHSA',
  })
}
