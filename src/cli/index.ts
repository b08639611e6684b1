/**
 * The command line: `steward NOUN VERB`.
 *
 * @module
 */
export { EXIT } from './command.ts'
export type { DeskPort, RunningDesk, ServeRequest } from './desk-port.ts'
export { runCli } from './run-cli.ts'
export type { Terminal, World } from './world.ts'
