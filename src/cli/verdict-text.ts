import type { Fault } from '#fault'
import type { Json } from '#json'
import type { Evidence, MaterialForm, Verdict } from '#sigstore'
import type { Ink, Tone } from './ink.ts'
import { count } from './table.ts'

/** What came of one signature of one file, or of a file without any. */
export interface VerifiedFile {
  /** As it was named. */
  readonly name: string
  readonly sha256: string
  /** Where the signature stands. */
  readonly source?: string
  readonly form?: MaterialForm
  readonly outcome:
    | (Verdict & { readonly rules?: readonly string[] })
    | { readonly verdict: 'unsigned'; readonly fault: Fault }
}

const TONES: Readonly<Record<VerifiedFile['outcome']['verdict'], Tone>> = {
  pass: 'good',
  incomplete: 'question',
  fail: 'error',
  unsigned: 'error',
}

/** One line for people, and a second one where there is something to do. */
export function verdictLines({ name, outcome }: VerifiedFile, ink: Ink): readonly string[] {
  const verdict = ink(TONES[outcome.verdict], outcome.verdict.padEnd(10))
  if (outcome.verdict === 'pass') {
    const { level, signedAt } = outcome.evidence
    return [`${verdict}  ${name}   ${signerText(outcome.evidence)}, signed ${rfc3339(signedAt)}, ${level}`]
  }
  const { message, code, hint, place } = outcome.fault
  const where = place?.source === undefined || place.source === name ? '' : `${place.source}: `
  const line = `${verdict}  ${name}   ${where}${message} [${code}]`
  return hint === undefined ? [line] : [line, `${' '.repeat(12)}${ink('heading', hint)}`]
}

export function tallyText(files: readonly VerifiedFile[]): string {
  const passed = files.filter(({ outcome }) => outcome.verdict === 'pass').length
  return `${passed} of ${count(files.length, 'signature')} pass`
}

/** `hugo@python.org (https://github.com/login/oauth)`, or the beginning of a key's ID. */
export function signerText({ signer, keyId }: Evidence): string {
  return signer === undefined ? `key ${keyId?.slice(0, 16)}` : `${signer.identity} (${signer.issuer})`
}

/** The fields of the interface; see json-answers.ts. */
export function verdictJson({ name, sha256, source, form, outcome }: VerifiedFile): Json {
  const evidence = outcome.verdict === 'unsigned' ? undefined : outcome.evidence
  const fault = outcome.verdict === 'pass' ? undefined : outcome.fault
  return {
    name,
    sha256,
    material: form ?? null,
    source: source ?? null,
    verdict: outcome.verdict,
    rules: (outcome.verdict === 'pass' ? outcome.rules : undefined) ?? null,
    code: fault?.code ?? null,
    message: fault?.message ?? null,
    hint: fault?.hint ?? null,
    identity: evidence?.signer?.identity ?? null,
    identityType: evidence?.signer?.type ?? null,
    issuer: evidence?.signer?.issuer ?? null,
    key: evidence?.keyId ?? null,
    evidence: evidence?.level ?? null,
    signedAt: evidence?.signedAt === undefined ? null : rfc3339(evidence.signedAt),
    times: (evidence?.times ?? []).map(({ at, by, source: origin }) => ({ at: rfc3339(at), by, source: origin })),
    entries: (evidence?.entries ?? []).map(({ cosigners, ...entry }) => ({ ...entry, cosigners })),
    certificate: certificateJson(evidence?.certificate),
    statement: evidence?.statement ?? null,
  }
}

function certificateJson(certificate: Evidence['certificate']): Json {
  if (certificate === undefined) return null
  const { serial, notBefore, notAfter, authority, loggedAt } = certificate
  return {
    serial,
    notBefore: rfc3339(notBefore),
    notAfter: rfc3339(notAfter),
    authority,
    loggedAt: loggedAt === undefined ? null : rfc3339(loggedAt),
  }
}

/** RFC 3339 in UTC, without a fraction of nothing. */
export function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z')
}
