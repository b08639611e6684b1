import { fail, ok, type Result } from '#fault'
import {
  anyJson,
  canonicalJson,
  constant,
  integer,
  isObject,
  type Limits,
  object,
  optional,
  parsed,
  parseJson,
  readShape,
  text,
} from '#json'
import type { SealedEntry } from './chain.ts'
import { ENTRY_LIMITS } from './entry.ts'

/** One line of an exported log, JSON with `seq`, `hash` and `entry` or, where that is withheld, `withheld`; and the line feed. */
export function writeExportLine({ seq, hash, body }: SealedEntry): string {
  if (body === undefined) return `{"hash":"${hash}","seq":${seq},"withheld":true}\n`
  return `{"entry":${body},"hash":"${hash}","seq":${seq}}\n`
}

/** Those of an entry, and its place around it. */
const LIMITS: Limits = { length: ENTRY_LIMITS.length + 1000, depth: ENTRY_LIMITS.depth + 1 }

const line = object({
  seq: integer,
  hash: text,
  withheld: optional(constant(true)),
  entry: optional(
    parsed(anyJson, (value) =>
      isObject(value)
        ? ok(canonicalJson(value))
        : fail({ code: 'AUDIT_LINE_MALFORMED', kind: 'invalid', message: 'the entry is not an object' }),
    ),
  ),
})

/** Reads one line of an exported log. Code: `AUDIT_LINE_MALFORMED`. */
export function readExportLine(written: string, number: number): Result<SealedEntry> {
  const json = parseJson(written, LIMITS)
  const read = json.ok ? readShape(line, json.value.value) : json
  if (read.ok && (read.value.entry === undefined) === (read.value.withheld === true)) {
    const { seq, hash, entry } = read.value
    return ok({ seq, hash, ...(entry !== undefined && { body: entry }) })
  }
  return fail({
    code: 'AUDIT_LINE_MALFORMED',
    kind: 'untrusted',
    message: `cannot read a line of the audit log: ${read.ok ? 'it has either an entry or "withheld"' : read.fault.message}`,
    place: { line: number },
  })
}
