import path from 'node:path'
import type { CheckedFile, LocatedFinding, Tally } from '#desk/lint'
import type { Fault, Place } from '#fault'
import { aboutCnaRule, type Level, numberOfCnaRule, type Rule } from '#lint'

/** A form of a lint report for other programs, written while the files are checked: what comes first, for each file, and last. */
export interface LintReport {
  readonly start: string
  file(file: CheckedFile): string
  end(tally: Tally): string
}

/** Workflow commands of GitHub, which shows them beside the changed line. */
export function githubReport(): LintReport {
  return {
    start: '',
    file: ({ path, findings }) =>
      findings.map((finding) => annotation(LEVELS[finding.level], { ...finding, path })).join(''),
    end: ({ faults }) =>
      faults.map(({ place, ...fault }) => annotation('error', { ...fault, ...place, path: place?.source })).join(''),
  }
}

const LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'notice' }

type Annotated = Pick<Fault, 'code' | 'message' | 'hint'> & Place & { readonly path: string | undefined }

/** What belongs to no file is shown at the run itself. */
function annotation(level: string, { path, line = 1, column = 1, code, message, hint }: Annotated): string {
  const text = hint === undefined ? message : `${message}\n${hint}`
  const where = path === undefined ? '' : `file=${property(path)},line=${line},col=${column},`
  return `::${level} ${where}title=${property(code)}::${data(text)}\n`
}

/** Escapes as the runner undoes them. Source: actions/toolkit, command.ts. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/**
 * SARIF 2.1.0 (OASIS): one run, every rule with its help, results in the order of the files. Waived findings are there as suppressed
 * ones, so that a dashboard shows them as such.
 */
export function sarifReport(rules: readonly Rule[], version: string): LintReport {
  const index = new Map<string, number>(rules.map(({ code }, i) => [code, i]))
  const driver = {
    name: 'Steward',
    version,
    rules: rules.map((rule) => ({
      id: rule.code,
      name: rule.name,
      shortDescription: { text: rule.what },
      fullDescription: { text: rule.why },
      help: { text: helpOf(rule), markdown: helpOf(rule) },
      defaultConfiguration: { level: SARIF_LEVELS[rule.level] },
    })),
  }
  let isFirst = true
  const result = (file: string, finding: LocatedFinding): string => {
    const separator = isFirst ? '' : ','
    isFirst = false
    return separator + JSON.stringify(sarifResult(file, finding, index.get(finding.code) ?? -1))
  }
  return {
    start: `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":${JSON.stringify(driver)}},"columnKind":"utf16CodeUnits","results":[`,
    file: ({ path: file, findings, waived }) => [...findings, ...waived].map((each) => result(file, each)).join(''),
    end: ({ faults }) =>
      `],"invocations":[${JSON.stringify({
        executionSuccessful: faults.length === 0,
        toolExecutionNotifications: faults.map(({ code, message, place }) => ({
          level: 'error',
          descriptor: { id: code },
          message: { text: message },
          ...(place?.source !== undefined && {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: uriOf(place.source) },
                  ...(place.line !== undefined && {
                    region: { startLine: place.line, startColumn: place.column ?? 1 },
                  }),
                },
              },
            ],
          }),
        })),
      })}]}]}\n`,
  }
}

const SARIF_LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'note' }

function sarifResult(file: string, finding: LocatedFinding, ruleIndex: number): object {
  const { code, level, message, hint, line, column, at, reason } = finding
  return {
    ruleId: code,
    ruleIndex,
    level: SARIF_LEVELS[level],
    message: { text: hint === undefined ? message : `${message}: ${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: at, kind: 'member' }],
      },
    ],
    // An empty list says that it is not suppressed; without one nothing would be known of it.
    suppressions: reason === undefined ? [] : [{ kind: 'inSource', justification: reason }],
  }
}

/** A path as a relative reference (RFC 3986). */
function uriOf(file: string): string {
  return file.split(path.sep).map(encodeURIComponent).join('/')
}

function helpOf({ why, cnaRules = [] }: Rule): string {
  const numbers = cnaRules.map((topic) => {
    const { edition, number } = numberOfCnaRule(topic)
    return `CNA Operational Rules ${edition}, ${number}: ${aboutCnaRule(topic)}.`
  })
  return [why, ...numbers].join('\n\n')
}

/**
 * The document of `--json`, written as it comes: a list of files may be longer than one wants to hold. A file that could not be read is
 * no record without findings: it stands among the faults.
 */
export function jsonReport(notChecked: readonly unknown[]): LintReport {
  let isFirst = true
  return {
    start: '{"records":[',
    file: ({ path: file, id, cna, findings, waived, notes, passedOver, faults }) => {
      if (passedOver !== undefined || faults.length > 0) return ''
      const separator = isFirst ? '' : ','
      isFirst = false
      const record = { path: file, ...(id !== undefined && { id }), ...(cna !== undefined && { cna }) }
      return separator + JSON.stringify({ ...record, findings: findings.map(plain), waived: waived.map(plain), notes })
    },
    end: ({ faults, ...tally }) => `],${JSON.stringify({ tally, notChecked, faults }).slice(1)}\n`,
  }
}

function plain({ excerpt: _, ...finding }: LocatedFinding): object {
  return finding
}
