/**
 * The command line: `steward NOUN VERB`.
 *
 * @module
 */
export { EXIT } from './command.ts'
export type { VerifyWorld } from './commands/release-verify.ts'
export type { DeskPort, RunningDesk, ServeRequest, WorkRequest } from './desk-port.ts'
export type { AuditReport, Copied, KeepingPort } from './keeping-port.ts'
export { runCli } from './run-cli.ts'
export { runVerify } from './run-verify.ts'
export type { Terminal, World } from './world.ts'
