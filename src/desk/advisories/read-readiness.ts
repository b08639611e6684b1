import { type Missing, missingFacts } from '#desk'
import type { Actor } from '#desk/people'
import type { ProjectGround } from '#desk/projects'
import { type Fault, faultsOf, ok, type Result } from '#fault'
import { type Finding, type Level, notChecked, RECORD_RULES } from '#lint'
import type { Assessment, Conflict } from '#vulnerability'
import { conflictView } from './conflict-field.ts'
import type { AdvisoryDesk } from './desk.ts'
import { fieldAt } from './field-at.ts'
import { type LintedRecord, lintRecord } from './lint-record.ts'
import { openOnGround } from './open-ground.ts'
import { publishedRecord } from './published-record.ts'
import { type RenderedRecord, renderRecord } from './render-record.ts'
import type { FieldName, ReadinessItem, ReadinessView } from './views.ts'

/** What is missing before somebody may be asked to review, what is worth a look, and what passes. */
export async function readReadiness(desk: AdvisoryDesk, actor: Actor, name: string): Promise<Result<ReadinessView>> {
  const opened = await openOnGround(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  if (!assessment.ok) return ok({ version: row.version, ...notAssessed(assessment.fault) })
  const published = await desk.store.read((tx) => publishedRecord(tx, row.id))
  const readiness = readinessOf(ground, assessment.value, published?.record, desk.around.moment())
  return ok({ version: row.version, ...readiness })
}

/** The same for facts that are at hand: pure, so that whoever reviews or publishes asks the very same question. */
export function readinessOf(
  ground: ProjectGround,
  assessment: Assessment,
  published: Parameters<typeof lintRecord>[3],
  now: string,
): Omit<ReadinessView, 'version'> {
  const rendered = renderRecord(ground, assessment)
  const linted = lintRecord(ground, assessment, rendered, published, now)
  const items = [
    ...missingFacts(ground.project, assessment).filter(isTold(linted)).map(ofFacts),
    ...rendered.faults
      .flatMap(faultsOf)
      .filter(({ code }) => !(code in SAME_AS_FACTS))
      .map(ofRendering),
    ...linted.findings
      .filter((finding) => !isOfSomethingMissing(finding, rendered) && !isOfTheFuture(finding, assessment))
      .map((each) => ofFinding(each, rendered, assessment)),
    ...assessment.conflicts.map(ofConflict),
  ]
  const missing = items.filter(({ level }) => level === 'error')
  const { world } = linted
  const unchecked = notChecked(RECORD_RULES, world, ground.project.lint)
  const spoken = new Set<string>([
    ...linted.findings.map(({ code }) => code),
    ...linted.waived.map(({ finding }) => finding.code),
    ...unchecked.filter(({ partly }) => !partly).map(({ code }) => code),
  ])
  return {
    ready: missing.length === 0,
    missing,
    worthALook: items.filter(({ level }) => level !== 'error'),
    passed: RECORD_RULES.filter(({ code }) => !spoken.has(code)).map(({ code, what }) => ({ code, what })),
    notChecked: unchecked.map(({ code, needs }) => ({
      code,
      what: RECORD_RULES.find((rule) => rule.code === code)?.what ?? '',
      needs,
    })),
    waived: linted.waived.map(({ finding: { code, message }, reason, until }) => ({
      code,
      message,
      reason,
      ...(until !== undefined && { until }),
    })),
  }
}

/** What keeps a record from being rendered, where the facts say the same in better words. */
const SAME_AS_FACTS: Readonly<Record<string, string>> = {
  CVE_NO_ID: 'NO_CVE_ID',
  CVE_NO_ORG: 'NO_FOUNDATION',
  CVE_NO_DESCRIPTION: 'NO_DESCRIPTION',
  CVE_NOTHING_AFFECTED: 'NOTHING_AFFECTED',
}

/** Facts without which there is no record; what else is missing is worth a look. */
const NEEDED = new Set(['NO_TITLE', 'NO_DESCRIPTION', 'NO_CVE_ID', 'NO_FOUNDATION'])

const FIELDS_OF_FACTS: Readonly<Record<string, FieldName>> = {
  NO_TITLE: 'title',
  NO_DESCRIPTION: 'description',
  NO_CVE_ID: 'cve',
  NO_FOUNDATION: 'record',
  NO_WEAKNESS: 'weaknesses',
  NO_SEVERITY: 'severity',
  NO_FIX: 'fixes',
  CREDIT_NO_CONSENT: 'credits',
}

/** Rules of the record that say of a whole field what the facts say too. */
const TOLD_BY_RULE: Readonly<Record<string, string>> = { NO_WEAKNESS: 'STW301', NO_SEVERITY: 'STW305' }

function isTold({ findings }: LintedRecord): (missing: Missing) => boolean {
  return ({ code }) => !findings.some((finding) => finding.code === TOLD_BY_RULE[code])
}

function ofFacts({ code, message }: Missing): ReadinessItem {
  const level = NEEDED.has(code) ? 'error' : 'warning'
  return { code, message, level, from: 'facts', field: FIELDS_OF_FACTS[code] ?? 'record', waivable: false }
}

function ofRendering({ code, message, hint, at = '' }: Fault): ReadinessItem {
  const [, name = '', item] = at.split('/')
  const field = name === 'rejectedReason' ? 'rejected-reason' : name === 'foundation' ? 'record' : (name as FieldName)
  const [, detail = message] = /^cannot render \S+ as a CVE record: (.*)$/.exec(message) ?? []
  return {
    code,
    message: detail,
    ...(hint !== undefined && { hint }),
    level: 'error',
    from: 'record',
    field,
    ...(item !== undefined && { index: Number(item) }),
    waivable: false,
  }
}

/** Nobody knows the day on which it becomes public before it is. */
export function isOfTheFuture({ code }: Finding, { vulnerability }: Assessment): boolean {
  return code === 'STW503' && vulnerability.published === undefined
}

/** The schema says of a field that is not there what was said already: one line for one gap. */
function isOfSomethingMissing({ code, at, message }: Finding, { base, faults, record, cna }: RenderedRecord): boolean {
  if (code !== 'STW003' && code !== 'STW106' && code !== 'STW103') return false
  if (at !== base && at !== '' && at !== '/cveMetadata') return false
  if (code === 'STW103') return cna.title === undefined
  return faults.length > 0 && (record === undefined || /missing|required|must have/i.test(message))
}

function ofFinding(finding: Finding, { base, cna }: RenderedRecord, { vulnerability }: Assessment): ReadinessItem {
  const { code, message, hint, level, at, fix } = finding
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    level,
    from: 'record',
    ...fieldAt(base, at, cna, vulnerability, code),
    at,
    ...(fix !== undefined && { fix: fix.does }),
    // What does not fit the schema is sent by nobody, whatever anybody says.
    waivable: code !== 'STW003',
  }
}

const LEVELS: Readonly<Record<Conflict['level'], Level>> = { error: 'error', question: 'warning', notice: 'info' }

function ofConflict(conflict: Conflict): ReadinessItem {
  const { code, level, message, hint, field } = conflictView(conflict)
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    level: LEVELS[level],
    from: 'conflict',
    field,
    waivable: false,
  }
}

/** Git lacks what the facts name: nothing else can be said until that is settled. */
function notAssessed(fault: Fault): Omit<ReadinessView, 'version'> {
  const missing = faultsOf(fault).map(
    ({ code, message, hint, at }): ReadinessItem => ({
      code,
      message,
      ...(hint !== undefined && { hint }),
      level: 'error',
      from: 'conflict',
      field: (at?.split('/')[1] as FieldName | undefined) ?? 'fixes',
      waivable: false,
    }),
  )
  return { ready: false, missing, worthALook: [], passed: [], notChecked: [], waived: [] }
}
