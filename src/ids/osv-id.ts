import { fail, ok, quote, type Result } from '#fault'

declare const osvId: unique symbol

/** A well-formed ID of an OSV record, `PSF-2026-1`. Only {@link parseOsvId} makes one. */
export type OsvId = string & { readonly [osvId]: true }

/** An OSV ID and what its prefix tells. */
export interface ReadOsvId {
  readonly id: OsvId
  /** The database it comes from: `PSF` in `PSF-2026-1`, `SUSE-SU` in `SUSE-SU-2026:1-1`. */
  readonly prefix: string
  /** Whether the OSV schema lists the prefix. Records with another do not validate, except private ones, which start with `x_`. */
  readonly registered: boolean
}

/** The database prefixes that the OSV schema 1.7.5 lists (#/$defs/prefix), without the hyphen behind them. */
export const OSV_PREFIXES: readonly string[] = [
  'ALBA',
  'ALEA',
  'ALPINE',
  'ALSA',
  'ASB-A',
  'AZL',
  'BELL',
  'BIT',
  'CGA',
  'CLEANSTART',
  'CLSA',
  'CURL',
  'CVE',
  'DEBIAN',
  'DHI',
  'DLA',
  'DRUPAL',
  'DSA',
  'DTSA',
  'ECHO',
  'EEF',
  'ELA',
  'FreeBSD',
  'GHSA',
  'GO',
  'GSD',
  'HSEC',
  'JLSEC',
  'KUBE',
  'LBSEC',
  'LSN',
  'MAL',
  'MGASA',
  'MINI',
  'OESA',
  'OSEC',
  'OSV',
  'PHSA',
  'PSF',
  'PUB-A',
  'PYSEC',
  'RHBA',
  'RHEA',
  'RHSA',
  'RLSA',
  'ROOT',
  'RSEC',
  'RUSTSEC',
  'RXSA',
  'SUSE-FU',
  'SUSE-OU',
  'SUSE-RU',
  'SUSE-SU',
  'UBUNTU',
  'USN',
  'V8',
  'openSUSE-SU',
]

// The schema asks for no more than the prefix. IDs become file names and parts of addresses, so nothing else is let through.
const PATTERN = /^[A-Za-z0-9][A-Za-z0-9_]*-[A-Za-z0-9._:+-]*[A-Za-z0-9]$/
const MAX_LENGTH = 128

/** Reads the ID of an OSV record: a database prefix, a hyphen and the rest. An unknown prefix is told, not refused. */
export function parseOsvId(text: string): Result<ReadOsvId, 'OSV_ID_MALFORMED'> {
  if (text.length > MAX_LENGTH || !PATTERN.test(text)) {
    return fail({
      code: 'OSV_ID_MALFORMED',
      kind: 'invalid',
      message: `cannot read ${quote(text)} as an OSV ID`,
      hint: 'an OSV ID has the prefix of its database, a hyphen and a number: PSF-2026-1',
    })
  }
  const listed = OSV_PREFIXES.find((prefix) => text.startsWith(`${prefix}-`) && text.length > prefix.length + 1)
  const prefix = listed ?? text.slice(0, text.indexOf('-'))
  return ok({ id: text as OsvId, prefix, registered: listed !== undefined })
}
