import { brokenRule, type CheckedFile, Counter, osvTextChecker, RECORD_LIMIT, type Tally, unread } from '#desk/lint'
import { ok, type Result } from '#fault'
import { type LintWorld, notChecked, OSV_RULES, RULES } from '#lint'
import { type AnyCommand, COMMON_FLAGS, command, printFaults, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { exitAfter } from '../lint-exit.ts'
import { githubReport, jsonReport, type LintReport, sarifReport } from '../lint-report.ts'
import { settingsFor } from '../lint-settings.ts'
import { findingLines, tallyLine } from '../lint-text.ts'
import { notCheckedLine, notCheckedLines } from '../not-checked.ts'
import { progressOn } from '../progress.ts'
import { nothingToCheck, OSV_ENDINGS, recordFiles, shownFault, shownPath } from '../record-files.ts'
import { codesOf } from '../rule-codes.ts'
import type { World } from '../world.ts'
import { type Around, worldAround } from '../world-around.ts'

const FLAGS = {
  format: {
    type: 'string',
    value: 'FORM',
    words: ['text', 'github', 'sarif'],
    about: 'for people, as annotations of GitHub, or as SARIF 2.1.0 (text)',
  },
  rule: { type: 'string', multiple: true, value: 'CODE', about: 'hear of this rule alone (repeat for more)' },
  strict: { type: 'boolean', about: 'warnings fail the run too' },
  config: { type: 'string', value: 'FILE', about: 'levels and waivers from FILE, not from steward.yaml' },
  alone: { type: 'boolean', about: 'look at the records alone, not at the project around them' },
  'not-checked': { type: 'boolean', about: 'list the rules that could not speak here, and why' },
  ...COMMON_FLAGS,
} as const

export const osvLint: AnyCommand = command({
  name: 'osv lint',
  summary: 'check OSV records: the schema, the events, the listed versions, the identifiers',
  operands: { text: 'FILE|DIR...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'Checks records in JSON, and in YAML as some databases keep them, locally: nothing is sent anywhere. In the folder of a project its releases, facts and CVE records are known, and more rules can speak. CVE records among the files are passed over: `steward cve lint` is for them. Exit code 1 when there is an error. `steward cve rules CODE` explains a rule.',
  examples: [
    ['steward osv lint osv/', 'every record in a folder'],
    ['steward osv lint --format github vulns/', 'beside the changed lines, in a workflow'],
  ],
  flags: FLAGS,
  async run({ values, operands }, world) {
    const settings = await settingsFor(values.config, world)
    if (!settings.ok) return reportFault(settings.fault, values.json, world)
    const only = codesOf(values.rule)
    if (!only.ok) return reportFault(only.fault, values.json, world)
    const around = await surroundings(values.alone, world)
    if (!around.ok) return reportFault(around.fault, values.json, world)
    const { worldOf, known, faults } = around.value

    const wanted = OSV_RULES.filter(({ code }) => only.value.length === 0 || only.value.includes(code))
    const notes = notChecked(wanted, known, settings.value)
    const check = osvTextChecker(settings.value, worldOf, values.rule.length > 0 ? new Set(only.value) : undefined)
    const report = values.json ? jsonReport(notes) : reportIn(values.format, world)
    const ink = inkOf(world.terminal)
    const progress = progressOn(world)
    const started = world.now().getTime()
    const counter = new Counter()
    if (report !== undefined) world.terminal.write(report.start)
    else printFaults(faults, world)
    let looked = 0
    for await (const listed of recordFiles(operands, world, OSV_ENDINGS)) {
      const file = shown(await checked(listed, check, world), world)
      counter.add(file)
      if (report !== undefined) world.terminal.write(listed.ok ? report.file(file) : '')
      else {
        for (const line of findingLines(file, ink)) world.terminal.out(line)
        printFaults(file.faults, world)
      }
      progress(++looked, undefined, 'checked records')
    }
    world.terminal.status('')

    const nothing = nothingToCheck(operands, OSV_ENDINGS)
    const isNothing = counter.tally.files + counter.tally.unread === 0
    if (isNothing && report === undefined) return reportFault(nothing, false, world)
    const tally: Tally = {
      ...counter.tally,
      faults: [...faults, ...counter.tally.faults, ...(isNothing ? [nothing] : [])],
    }
    if (report !== undefined) world.terminal.write(report.end(tally))
    else if (!values.quiet) {
      world.terminal.out(tallyLine(tally, (world.now().getTime() - started) / 1000, 'CVE record'))
      const unsaid = values['not-checked'] ? notCheckedLines(notes) : notCheckedLine(notes)
      if (tally.files > 0) for (const line of unsaid) world.terminal.out(ink('heading', line))
    }
    return exitAfter(tally, values.strict)
  },
})

async function surroundings(alone: boolean, world: World): Promise<Result<Around>> {
  const now = world.now().toISOString()
  const known: LintWorld = { now }
  const around = alone ? undefined : await worldAround(world, now)
  return around ?? ok({ worldOf: () => known, known, faults: [] })
}

async function checked(
  listed: Result<string>,
  check: ReturnType<typeof osvTextChecker>,
  world: World,
): Promise<CheckedFile> {
  if (!listed.ok) return unread(listed.fault.place?.source ?? '', listed.fault)
  const text = await world.files.read(listed.value, RECORD_LIMIT)
  if (!text.ok) return unread(listed.value, text.fault)
  try {
    return check(text.value, listed.value)
  } catch (cause) {
    return unread(listed.value, brokenRule(cause))
  }
}

function shown(file: CheckedFile, world: World): CheckedFile {
  return { ...file, path: shownPath(file.path, world), faults: file.faults.map((fault) => shownFault(fault, world)) }
}

function reportIn(format: string | undefined, world: World): LintReport | undefined {
  if (format === 'github') return githubReport()
  return format === 'sarif' ? sarifReport(RULES, world.version) : undefined
}
