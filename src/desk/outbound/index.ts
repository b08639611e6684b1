/**
 * Which addresses the desk asks because somebody wrote them down: repositories of projects, addresses in hooks. One place decides, so
 * that nobody makes the desk ask its neighbours (SSRF), read files or run programs through git.
 *
 * `Outbound.repository(text)` before a clone or a fetch, each time; run git with `gitFlags(address)` in front of its command and
 * `address.remote` after `--end-of-options`.
 *
 * @module
 */
export type { Outbound, OutboundPolicy } from './ports.ts'
export { gitFlags, type RepositoryAddress, readRepositoryAddress } from './repository-address.ts'
