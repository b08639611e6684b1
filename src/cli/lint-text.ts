import type { CheckedFile, LocatedFinding, Tally } from '#desk/lint'
import type { Level } from '#lint'
import type { Ink, Tone } from './ink.ts'
import { othersText } from './record-files.ts'
import { count, table } from './table.ts'

const TONES: Readonly<Record<Level, Tone>> = { error: 'error', warning: 'question', info: 'notice' }

/** The findings of one file, each with the line of JSON it speaks of. */
export function findingLines({ path, findings, waived, notes }: CheckedFile, ink: Ink): readonly string[] {
  return [
    ...findings.flatMap((finding) => [
      `${path}:${finding.line}:${finding.column}  ${ink(TONES[finding.level], finding.level)} ${finding.code}  ${finding.message}`,
      ...excerptLines(finding, ink),
    ]),
    ...waived.map(
      ({ line, code, message, reason }) =>
        `${path}:${line}  ${ink('heading', 'waived')} ${code}  ${message}   (${reason ?? ''})`,
    ),
    ...notes.map(({ line, message }) => `${path}:${line}  ${ink('notice', 'note')}  ${message}`),
  ]
}

function excerptLines({ line, excerpt, hint, fix }: LocatedFinding, ink: Ink): readonly string[] {
  const number = String(line).padStart(6)
  const advice = [hint, fix === undefined ? undefined : `\`steward cve fix\` ${fix}`].filter(
    (part) => part !== undefined,
  )
  const pointer = `${' '.repeat(number.length)} | ${' '.repeat(excerpt.at)}^${advice.map((part) => ` ${part}`).join(';')}`
  return [ink('heading', `${number} | ${excerpt.text}`), ink('heading', pointer)]
}

/** `2 findings in 1 of 12 records (1 error, 1 warning), 0.04 s`. `otherKind` is what was passed over. */
export function tallyLine(tally: Tally, seconds: number, otherKind = 'other file'): string {
  const total = totalOf(tally)
  const parts = (['error', 'warning'] as const)
    .filter((level) => total[level] > 0)
    .map((level) => count(total[level], level))
  if (total.info > 0) parts.push(`${total.info.toLocaleString('en-US')} info`)
  const found = total.error + total.warning + total.info
  const where = `${tally.flagged.toLocaleString('en-US')} of ${count(tally.files, 'record')}`
  const waived = tally.waived > 0 ? `, ${tally.waived.toLocaleString('en-US')} waived` : ''
  const took = `${othersText(tally, otherKind)}, ${seconds.toFixed(2)} s`
  if (found === 0) return `no finding in ${count(tally.files, 'record')}${waived}${took}`
  return `${count(found, 'finding')} in ${where} (${parts.join(', ')}${waived})${took}`
}

export function totalOf({ byRule }: Tally): Readonly<Record<Level, number>> {
  const total = { error: 0, warning: 0, info: 0 }
  for (const rule of Object.values(byRule)) {
    total.error += rule.error
    total.warning += rule.warning
    total.info += rule.info
  }
  return total
}

/** The numbers by rule and by CNA, the largest first. `nameOf` gives the name of a rule. */
export function summaryLines({ byRule, byCna }: Tally, nameOf: (code: string) => string, ink: Ink): readonly string[] {
  const rules = Object.entries(byRule).sort(([a, x], [b, y]) => y.files - x.files || (a < b ? -1 : 1))
  const cnas = Object.entries(byCna).sort(
    ([a, x], [b, y]) => y.error - x.error || y.records - x.records || (a < b ? -1 : 1),
  )
  const number = (n: number): string => n.toLocaleString('en-US').padStart(8)
  const head = (...cells: readonly string[]): readonly string[] => cells.map((cell) => ink('heading', cell))
  return [
    ...table([
      head('rule', '', 'records'.padStart(8), 'errors'.padStart(8), 'warnings'.padStart(8), 'info'.padStart(8)),
      ...rules.map(([code, { files, error, warning, info }]) => [
        code,
        nameOf(code),
        number(files),
        number(error),
        number(warning),
        number(info),
      ]),
    ]),
    '',
    ...table([
      head(
        'CNA',
        'records'.padStart(8),
        'flagged'.padStart(8),
        'errors'.padStart(8),
        'warnings'.padStart(8),
        'info'.padStart(8),
      ),
      ...cnas.map(([cna, { records, files, error, warning, info }]) => [
        cna === '' ? '(not named)' : cna,
        number(records),
        number(files),
        number(error),
        number(warning),
        number(info),
      ]),
    ]),
    '',
  ]
}
