import { type CveForm, type CveRecord, validateCve } from '#cve'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import type { Json } from '#json'
import type { Finding } from '#lint'

/** A finding that a person lets pass, with the reason. */
export interface Waiver {
  readonly code: string
  readonly reason: string
}

/**
 * The last look before a record is sent. It must fit the schema, whatever anybody says; and it must be without findings of the
 * level `error`, each of which a waiver with a reason can let pass. Gives what was waived, one line each.
 */
export function passGate(
  record: CveRecord,
  findings: readonly Finding[],
  waivers: readonly Waiver[],
): Result<readonly string[]> {
  const wrong = schemaFaults(record.containers.cna, 'cnaPublishedContainer')
  if (wrong.length > 0) return failAll(wrong)
  const errors = findings.filter(({ level }) => level === 'error')
  const waiverOf = ({ code }: Finding): Waiver | undefined => waivers.find((waiver) => waiver.code === code)
  const open = errors.filter((finding) => waiverOf(finding) === undefined)
  if (open.length > 0) return fail(notPassed(record.cveMetadata.cveId, open))
  return ok(
    errors.map((finding) => `${finding.code} ${finding.message} at ${finding.at}: ${waiverOf(finding)?.reason ?? ''}`),
  )
}

/** Every way in which a container is not what the schema says. */
export function schemaFaults(container: Json, form: CveForm): readonly Fault[] {
  return validateCve(container, form).map(({ at, message }) => ({
    code: 'CNA_SCHEMA',
    kind: 'invalid',
    message: `the record does not fit the schema: ${message}`,
    at,
  }))
}

function notPassed(id: string, open: readonly Finding[]): Fault {
  const codes = [...new Set(open.map(({ code }) => code))]
  return {
    code: 'CNA_FINDINGS',
    kind: 'invalid',
    message: `${id} is not sent: ${open.length === 1 ? 'a finding' : `${open.length} findings`} of the level error`,
    hint: `mend it, or let it pass with a reason: ${codes.map((code) => `--waive ${code}="..."`).join(' ')}`,
    also: open.map(({ code, message, at, hint }) => ({
      code,
      kind: 'invalid',
      message,
      at,
      ...(hint !== undefined && { hint }),
    })),
  }
}

/** Reads `STW203=the vendor gives no bounds`. */
export function parseWaiver(text: string): Result<Waiver, 'CNA_WAIVER'> {
  const [, code, reason] = /^(STW[0-9]{3})=(.*\S.*)$/s.exec(text) ?? []
  if (code !== undefined && reason !== undefined) return ok({ code, reason: reason.trim() })
  return fail({
    code: 'CNA_WAIVER',
    kind: 'invalid',
    message: `${JSON.stringify(text)} is no waiver`,
    at: '--waive',
    hint: 'name the rule and a reason: --waive STW203="upstream gives no bounds"',
  })
}
