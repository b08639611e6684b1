/**
 * Identifiers of vulnerabilities, weaknesses, packages, products, commits and pages: read once, then carried as types of their own.
 *
 * @module
 */
export { type CapecId, parseCapecId } from './capec-id.ts'
export {
  type AbbreviatedHash,
  type CommitHash,
  parseAbbreviatedHash,
  parseCommitHash,
} from './commit-hash.ts'
export {
  CPE_ATTRIBUTES,
  type Cpe,
  type CpeAttribute,
  type CpeFacts,
  type CpeText,
  escapeCpe,
  makeCpe,
  parseCpe,
  unescapeCpe,
} from './cpe.ts'
export { type CveId, cveYear, parseCveId } from './cve-id.ts'
export { type CweId, parseCweId } from './cwe-id.ts'
export { type GhsaId, parseGhsaId } from './ghsa-id.ts'
export { type HttpUrl, parseHttpUrl } from './http-url.ts'
export { OSV_PREFIXES, type OsvId, parseOsvId, type ReadOsvId } from './osv-id.ts'
export { makePurl, type Purl, type PurlOptions, type PurlParts, type PurlText, parsePurl } from './purl.ts'
export { isUri } from './uri.ts'
