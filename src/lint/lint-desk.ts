import type { LintSettings } from '#project'
import type { Finding, NotChecked, WaivedFinding } from './finding.ts'
import { addFinding } from './linter.ts'
import type { DeskRule } from './rule.ts'
import { DESK_RULES } from './rules/index.ts'
import { activeRules, NO_SETTINGS } from './settings.ts'
import { waiveBySettings } from './waivers.ts'
import type { DeskFacts, DeskPart, Known, LintWorld } from './world.ts'

/** Everything there is to say of the work of a CNA. */
export interface DeskLint {
  /** In the order of the rules; `at` is a JSON Pointer into the facts. */
  readonly findings: readonly Finding[]
  readonly waived: readonly WaivedFinding[]
  /** The rules that could not speak, or not fully, and what they lacked. */
  readonly notChecked: readonly NotChecked<Known | DeskPart>[]
}

/** Holds the work of a CNA against the rules for it. What is absent in the facts or in the world is not checked. */
export function lintDesk(facts: DeskFacts, world: LintWorld, settings: LintSettings = NO_SETTINGS): DeskLint {
  const findings: Finding[] = []
  const notChecked: NotChecked<Known | DeskPart>[] = []
  for (const rule of activeRules(DESK_RULES, settings)) {
    const lack = lackOf(rule, facts, world)
    if (lack !== undefined) notChecked.push(lack)
    if (lack?.partly !== false) rule.check(facts, (remark) => addFinding(rule, remark, settings, findings), world)
  }
  const { findings: left, waived } = waiveBySettings(
    findings,
    ({ at }) => namesAt(at, facts),
    settings,
    world.now?.slice(0, 10),
  )
  return { findings: left, waived, notChecked }
}

function lackOf(
  { code, needs = [], uses = [], needsFacts = [], usesFacts = [] }: DeskRule,
  facts: DeskFacts,
  world: LintWorld,
): NotChecked<Known | DeskPart> | undefined {
  const isKnown = (part: Known): boolean => world[part] !== undefined
  const isGiven = (part: DeskPart): boolean => isIn(facts, part)
  const missing = [...needs.filter((part) => !isKnown(part)), ...needsFacts.filter((part) => !isGiven(part))]
  if (missing.length > 0) return { code, needs: missing, partly: false }
  const wanted = [...uses.filter((part) => !isKnown(part)), ...usesFacts.filter((part) => !isGiven(part))]
  if (wanted.length === 0) return undefined
  // A rule that looks at several lists and has none of them looks at nothing.
  const partly = needsFacts.length > 0 || usesFacts.some(isGiven)
  return { code, needs: wanted, partly }
}

/** Where there is no case at all, nothing is missing in any. */
function isIn(facts: DeskFacts, part: DeskPart): boolean {
  if (part === 'cases' || part === 'identifiers' || part === 'users' || part === 'foundation') {
    return facts[part] !== undefined
  }
  const { cases } = facts
  return cases !== undefined && (cases.length === 0 || cases.some((each) => each[part] !== undefined))
}

/** The identifiers of the item of the facts that a place lies in: those a waiver may name. */
function namesAt(at: string, { cases, identifiers, users }: DeskFacts): readonly string[] {
  const [, part, number] = at.split('/')
  const i = Number(number)
  const names = [
    ...(part === 'cases' ? [cases?.[i]?.id, cases?.[i]?.cveId] : []),
    ...(part === 'identifiers' ? [identifiers?.[i]?.cveId] : []),
    ...(part === 'users' ? [users?.[i]?.username] : []),
  ]
  return names.filter((name) => name !== undefined)
}
