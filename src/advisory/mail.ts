import { ok, type Result } from '#fault'
import type { Project } from '#project'
import type { Assessment, Range } from '#vulnerability'
import { nameWeakness } from '#weaknesses'
import { dayInWords, dayOf } from './days.ts'
import { type Footnote, mailText, wrapped } from './mail-text.ts'
import { type Phrase, printed } from './phrase.ts'
import { type AdvisoryOptions, type Matter, type Summary, summarise } from './summary.ts'

/** A mail without its other headers: to whom it goes is not for the facts to say. */
export interface Mail {
  /** One line. Not encoded for transport. */
  readonly subject: string
  /** Plain text, at most 72 columns wide except for addresses and code. */
  readonly body: string
}

/**
 * The advisory as a mail to an announcement list: `[CVE-2030-10421] Title`, plain text, links as numbered footnotes.
 * Code: `ADVISORY_EMBARGO`.
 */
export function renderMail(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  options: AdvisoryOptions,
): Result<Mail> {
  const summary = summarise(project, assessment, ranges, options)
  if (!summary.ok) return summary
  const name = assessment.vulnerability.cve ?? assessment.vulnerability.id
  return ok({ subject: plain([`[${name}] ${summary.value.title}`]), body: bodyOf(summary.value) })
}

function bodyOf(summary: Summary): string {
  const urls: string[] = []
  const footnote: Footnote = (url) => {
    if (!urls.includes(url)) urls.push(url)
    return `[${urls.indexOf(url) + 1}]`
  }
  const { matter } = summary
  const blocks = [
    wrapped(plain([summary.title])),
    [[summary.ids.join(', ')], [summary.product], summary.dates, ...(matter === undefined ? [] : [matter.severity])]
      .map((line) => wrapped(plain(line)))
      .join('\n'),
    ...(summary.withdrawn === undefined ? [] : [wrapped(plain(summary.withdrawn))]),
    mailText(summary.description, footnote),
    ...(matter === undefined ? [] : matterBlocks(matter, footnote)),
    ...section('What happened when', [history(summary)]),
    ...section('Credits', [
      summary.credits.map(({ role, names }) => item([`${role}: ${names.join(', ')}`])).join('\n'),
    ]),
    ...section('References', [footnotes(summary, urls, footnote)]),
  ]
  const text = blocks.filter((block) => block !== '').join('\n\n')
  return `${cleaned(text)}\n`
}

function matterBlocks(matter: Matter, footnote: Footnote): readonly string[] {
  const actions = matter.actions.map(({ who, text }) => item(who === undefined ? text : [...who, ': ', ...text]))
  const conditions = matter.conditions.map((condition, i) => wrapped(plain(condition), `${i + 1}. `, '   '))
  const rows = matter.rows.map(({ name, line }) => item([`${name}: `, ...line]))
  return [
    ...section('What to do', [actions.join('\n')]),
    ...section('Affected and fixed releases', [
      ...(conditions.length === 0 ? [] : ['You are affected if all of this is true:', conditions.join('\n')]),
      rows.join('\n'),
      matter.ranges.length === 0 ? '' : wrapped(plain(matter.ranges)),
    ]),
    ...section('How to check', [wrapped(plain(matter.check)), commits(matter)]),
    ...section('If you cannot upgrade', [
      matter.workarounds === undefined ? 'No workaround is known.' : mailText(matter.workarounds, footnote),
    ]),
    ...section('Severity', [severity(matter)]),
  ]
}

/** A heading and what stands below it; nothing for a section without content. */
function section(title: string, body: readonly string[]): readonly string[] {
  const filled = body.filter((block) => block !== '')
  return filled.length === 0 ? [] : [title.toUpperCase(), ...filled]
}

function commits({ commits: groups }: Matter): string {
  if (groups.length === 0) return ''
  const lines = groups.flatMap(({ branch, commits: hashes }) => [
    ...(branch === undefined ? [] : [`- ${branch}`]),
    ...hashes.map((hash) => `${branch === undefined ? '- ' : '  '}${hash}`),
  ])
  const intro = 'A build from the repository has the fix if it contains all commits of one of these groups:'
  return `${wrapped(intro)}\n\n${lines.join('\n')}`
}

function severity({ ratings, weaknesses }: Matter): string {
  const scores = ratings.map(
    ({ version, score, word, vector }) =>
      `${item([`CVSS ${version}: ${score.toFixed(1)} of 10, ${word}`])}\n  ${vector}`,
  )
  return [
    ...(scores.length === 0 ? ['Not known.'] : scores),
    ...(weaknesses.length === 0 ? [] : [item([`Kind of weakness: ${weaknesses.map(nameWeakness).join('; ')}`])]),
  ].join('\n')
}

function history(summary: Summary): string {
  return summary.history
    .map(({ day, event }) => item([dayOf(day) === undefined ? day : { day }, ': ', ...event]))
    .join('\n')
}

/** The addresses in the order of their numbers: those that the text cites, then the other references. */
function footnotes(summary: Summary, urls: readonly string[], footnote: Footnote): string {
  for (const { url } of summary.references) footnote(url)
  return urls
    .map((url, i) => {
      const known = summary.references.find((reference) => reference.url === url)
      const label = known === undefined ? '' : `${known.label}${known.name === undefined ? '' : `, ${known.name}`}: `
      return wrapped(plain([`${label}${url}`]), `[${i + 1}] `, '    ')
    })
    .join('\n')
}

function item(phrase: Phrase): string {
  return wrapped(plain(phrase), '- ', '  ')
}

/** On one line. The spaces of a date are no place to break one: they are made ordinary when all lines are. */
function plain(phrase: Phrase): string {
  const text = printed(phrase, (span) => {
    if (typeof span === 'string') return span.replaceAll(BREAKS, ' ')
    return 'code' in span ? span.code.replaceAll(BREAKS, ' ') : dayInWords(span.day).replaceAll(' ', NO_BREAK)
  })
  return text.trim()
}

const NO_BREAK = '\u00a0'

/** Line ends and control characters: what stands in a header must not be able to end it. */
const BREAKS = /[\s\p{Cc}]+/gu

/** Line ends stay; what could drive a terminal goes. */
function cleaned(text: string): string {
  return text.replaceAll(NO_BREAK, ' ').replaceAll(/[^\n\P{Cc}]/gu, '')
}
