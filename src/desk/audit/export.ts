import { fail, ok, type Result } from '#fault'
import {
  anyJson,
  canonicalJson,
  integer,
  isObject,
  type Limits,
  object,
  parsed,
  parseJson,
  readShape,
  type Shape,
  text,
} from '#json'
import type { SealedEntry } from './chain.ts'
import { ENTRY_LIMITS } from './entry.ts'

/** One line of an exported log, JSON with `seq`, `hash` and `entry`, and the line feed. */
export function writeExportLine({ seq, hash, body }: SealedEntry): string {
  return `{"entry":${body},"hash":"${hash}","seq":${seq}}\n`
}

/** Those of an entry, and its place around it. */
const LIMITS: Limits = { length: ENTRY_LIMITS.length + 1000, depth: ENTRY_LIMITS.depth + 1 }

const line: Shape<{ readonly seq: number; readonly hash: string; readonly entry: string }> = object({
  seq: integer,
  hash: text,
  entry: parsed(anyJson, (value) =>
    isObject(value)
      ? ok(canonicalJson(value))
      : fail({ code: 'AUDIT_LINE_MALFORMED', kind: 'invalid', message: 'the entry is not an object' }),
  ),
})

/** Reads one line of an exported log. Code: `AUDIT_LINE_MALFORMED`. */
export function readExportLine(written: string, number: number): Result<SealedEntry> {
  const json = parseJson(written, LIMITS)
  const read = json.ok ? readShape(line, json.value.value) : json
  if (read.ok) return ok({ seq: read.value.seq, hash: read.value.hash, body: read.value.entry })
  return fail({
    code: 'AUDIT_LINE_MALFORMED',
    kind: 'untrusted',
    message: `cannot read a line of the audit log: ${read.fault.message}`,
    place: { line: number },
  })
}
