import { type Fault, faultsOf, from } from '#fault'
import { type Document, parseJson } from '#json'
import { type Finding, type LintResult, type LintWorld, makeLinter } from '#lint'
import type { LintSettings } from '#project'
import type { CheckedFile, Excerpt, LocatedFinding } from './checked.ts'
import { kindOf, namesOf } from './names.ts'
import type { Counted } from './tally.ts'

/** What is known beyond a record, by its CVE ID. */
export type WorldOf = (id: string | undefined) => LintWorld

export interface TextChecker {
  /** Everything there is to say of the record in `text`, with the lines it speaks of. */
  check(text: string, path: string): CheckedFile
  /** The same in numbers, for which no place is looked up. */
  count(text: string, path: string): Counted
}

/** Checks texts of records, one after the other. `only` names the rules to hear of; all when absent. A file of `named` that is no
 * record is a fault; other JSON is passed over. */
export function textChecker(
  settings: LintSettings,
  worldOf: WorldOf,
  only?: ReadonlySet<string>,
  named?: ReadonlySet<string>,
): TextChecker {
  const linter = makeLinter(settings)
  const wanted = (result: LintResult): LintResult =>
    only === undefined
      ? result
      : {
          ...result,
          findings: result.findings.filter(({ code }) => only.has(code)),
          waived: result.waived.filter(({ finding }) => only.has(finding.code)),
        }
  return {
    check(text, path) {
      const document = parseJson(text)
      if (!document.ok) return unread(path, document.fault)
      const kind = kindOf(document.value.value)
      if (kind !== 'cve') return strange(path, kind, named)
      const { id, cna } = namesOf(document.value.value)
      const result = wanted(linter.lint(document.value.value, worldOf(id)))
      const locate = locator(text, document.value)
      return {
        path,
        ...(id !== undefined && { id }),
        ...(cna !== undefined && { cna }),
        findings: result.findings.map((finding) => locate(finding)),
        waived: result.waived.map(({ finding, reason }) => ({ ...locate(finding), reason })),
        notes: result.waiverNotes
          .map(({ at, message }) => ({ message, line: document.value.locate(at).line ?? 1 }))
          .sort((a, b) => a.line - b.line),
        faults: [],
      }
    },
    count(text, path) {
      const document = parseJson(text)
      if (!document.ok) return unread(path, document.fault)
      const kind = kindOf(document.value.value)
      if (kind !== 'cve') return strange(path, kind, named)
      const { id, cna } = namesOf(document.value.value)
      const { findings, waived } = wanted(linter.lint(document.value.value, worldOf(id)))
      return { ...(cna !== undefined && { cna }), findings, waived, faults: [] }
    },
  }
}

/** An OSV record is for another command. What is no record at all was meant to be one where its name says so, or a person did. */
function strange(path: string, kind: 'osv' | undefined, named: ReadonlySet<string> | undefined): CheckedFile {
  const wasMeant = named === undefined || named.has(path) || /(?:^|[\\/])CVE-\d[^\\/]*$/i.test(path)
  if (kind === undefined && wasMeant) return unread(path, notARecord())
  return { path, findings: [], waived: [], notes: [], faults: [], passedOver: kind ?? 'other' }
}

/** What nobody can take for a CVE record. */
export function notARecord(): Fault<'CVE_NOT_A_RECORD'> {
  return {
    code: 'CVE_NOT_A_RECORD',
    kind: 'invalid',
    message: 'cannot read as a CVE record: it has none of the fields of a record or of a container',
    at: '',
  }
}

/** A file that could not be read. */
export function unread(path: string, fault: Fault): CheckedFile {
  return { path, findings: [], waived: [], notes: [], faults: faultsOf(from(path, fault)) }
}

/** Longest piece of a line that is shown; UTF-16 units. */
const EXCERPT = 100

/** The way from a finding to its place in the text. */
export function locator(text: string, document: Document): (finding: Finding) => LocatedFinding {
  const lines = text.split('\n')
  return ({ code, name, level, at, message, hint, fix }) => {
    const { line = 1, column = 1 } = document.locate(at)
    return {
      code,
      name,
      level,
      at,
      message,
      line,
      column,
      excerpt: excerptOf(lines[line - 1] ?? '', column - 1),
      ...(hint !== undefined && { hint }),
      ...(fix !== undefined && { fix: fix.does }),
    }
  }
}

/** The line without its indentation, or a piece of it from shortly before the place where it is too long. */
function excerptOf(line: string, at: number): Excerpt {
  const indent = line.length - line.trimStart().length
  const start = line.length - indent <= EXCERPT ? Math.min(indent, at) : Math.max(Math.min(indent, at), at - 20)
  const piece = line.slice(start, start + EXCERPT).trimEnd()
  const isCut = start + EXCERPT < line.trimEnd().length
  return { text: `${piece}${isCut ? '...' : ''}`, at: at - start }
}
