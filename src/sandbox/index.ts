/**
 * A server that behaves as CVE Services do (API 2.6.2), for rehearsal and for tests: nothing that is done here reaches anybody.
 *
 * @module
 */
export type { Seen, Timeouts } from './http-server.ts'
export { type Sandbox, type SandboxOptions, startSandbox } from './start.ts'
