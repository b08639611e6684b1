import { WAIVERS_FIELD } from '#cve'
import { isObject } from '#json'
import type { LintSettings, Waiver } from '#project'
import type { Finding, WaivedFinding } from './finding.ts'
import type { RecordSubject } from './subject.ts'

export interface Waived {
  readonly findings: readonly Finding[]
  readonly waived: readonly WaivedFinding[]
  readonly waiverNotes: readonly { readonly at: string; readonly message: string }[]
}

/** A waiver with where it stands, when it stands in the record. */
interface PlacedWaiver extends Waiver {
  readonly place?: string
}

/**
 * Takes out the findings that a waiver of the settings or of the record holds back. A waiver that has run out holds nothing back; one in
 * the record that is without a reason, has run out, or has nothing to hold back, is told of. `today` is YYYY-MM-DD; without it, dates do not count.
 */
export function waive(
  findings: readonly Finding[],
  subject: RecordSubject,
  settings: LintSettings,
  today: string | undefined,
): Waived {
  const own = subject.container[WAIVERS_FIELD]
  if (own === undefined && settings.waivers.length === 0) return { findings, waived: [], waiverNotes: [] }

  const place = `${subject.base}/${WAIVERS_FIELD}`
  const inline = readInline(own, place, subject.base)
  const id = subject.metadata?.cveId
  const { left, waived, used } = holdBack(
    findings,
    [...settings.waivers, ...inline.waivers],
    () => (id === undefined ? [] : [id]),
    today,
  )
  const notes = inline.waivers.flatMap((waiver) => {
    if (!used.has(waiver)) return [{ at: waiver.place, message: `the waiver of ${waiver.rule} has nothing to waive` }]
    if (hasRunOut(waiver, today))
      return [{ at: waiver.place, message: `the waiver of ${waiver.rule} ran out on ${waiver.until}` }]
    return []
  })
  return { findings: left, waived, waiverNotes: [...inline.faults, ...notes] }
}

/**
 * The same for what carries no waivers of its own. `namesOf` gives the identifiers of what a finding is about: a waiver for one record
 * holds where it is one of them.
 */
export function waiveBySettings(
  findings: readonly Finding[],
  namesOf: (finding: Finding) => readonly string[],
  { waivers }: LintSettings,
  today: string | undefined,
): Waived {
  const { left, waived } = holdBack(findings, waivers, namesOf, today)
  return { findings: left, waived, waiverNotes: [] }
}

interface HeldBack {
  readonly left: readonly Finding[]
  readonly waived: readonly WaivedFinding[]
  readonly used: ReadonlySet<PlacedWaiver>
}

function holdBack(
  findings: readonly Finding[],
  waivers: readonly PlacedWaiver[],
  namesOf: (finding: Finding) => readonly string[],
  today: string | undefined,
): HeldBack {
  const used = new Set<PlacedWaiver>()
  const left: Finding[] = []
  const waived: WaivedFinding[] = []
  for (const finding of findings) {
    const waiver = waivers.find((each) => covers(each, finding, namesOf))
    if (waiver === undefined) {
      left.push(finding)
      continue
    }
    used.add(waiver)
    if (hasRunOut(waiver, today)) left.push(finding)
    else waived.push({ finding, reason: waiver.reason, ...(waiver.until !== undefined && { until: waiver.until }) })
  }
  return { left, waived, used }
}

function hasRunOut({ until }: Waiver, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today
}

function covers(
  { rule, at, record }: Waiver,
  finding: Finding,
  namesOf: (finding: Finding) => readonly string[],
): boolean {
  if (rule !== finding.code || (record !== undefined && !namesOf(finding).includes(record))) return false
  return at === undefined || finding.at === at || finding.at.startsWith(`${at}/`)
}

interface Inline {
  readonly waivers: readonly (PlacedWaiver & { readonly place: string })[]
  readonly faults: readonly { readonly at: string; readonly message: string }[]
}

function readInline(value: unknown, place: string, base: string): Inline {
  if (value === undefined) return { waivers: [], faults: [] }
  if (!Array.isArray(value)) return { waivers: [], faults: [{ at: place, message: 'waivers are a list' }] }
  const waivers: (PlacedWaiver & { place: string })[] = []
  const faults: { at: string; message: string }[] = []
  for (const [i, item] of value.entries()) {
    const at = `${place}/${i}`
    const { rule, reason, until, at: where } = isObject(item) ? item : {}
    if (typeof rule !== 'string' || !/^STW\d{3}$/.test(rule)) {
      faults.push({ at, message: 'a waiver names its rule: {"rule": "STW103", "reason": "..."}' })
    } else if (typeof reason !== 'string' || reason.trim() === '') {
      faults.push({ at, message: `the waiver of ${rule} gives no reason, and does not hold` })
    } else if (until !== undefined && !(typeof until === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(until))) {
      faults.push({ at, message: `the waiver of ${rule} holds until a date like 2030-03-01` })
    } else {
      waivers.push({
        rule,
        reason,
        place: at,
        ...(until !== undefined && { until }),
        ...(typeof where === 'string' && { at: base + where }),
      })
    }
  }
  return { waivers, faults }
}
