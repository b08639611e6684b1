/**
 * The log of a desk: one JSON object a line, for machines that gather logs.
 *
 * It tells that something happened, not what it was about: routes as patterns, codes of faults, identifiers of requests and jobs. What
 * still might slip through (a token, an address with a password, the number of a vulnerability) is made unreadable here.
 *
 * @module
 */
export { jsonLog, type Log, type LogFields, type LogLevel, silentLog } from './json-log.ts'
export { redact } from './redact.ts'
