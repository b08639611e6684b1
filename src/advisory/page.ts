import { ok, type Result } from '#fault'
import type { Project } from '#project'
import type { Assessment, Range } from '#vulnerability'
import { nameWeakness } from '#weaknesses'
import { dayInWords, dayOf } from './days.ts'
import { escapeMarkdown, markdownCode, withHeadingsFrom } from './markdown.ts'
import { isSafeLink } from './markup.ts'
import { type Phrase, printed } from './phrase.ts'
import type { Rating } from './severity-words.ts'
import { type AdvisoryOptions, type Link, type Matter, type Summary, summarise } from './summary.ts'

/**
 * The advisory as a Markdown page: what happened, what to do, who is affected, how to check, workaround, severity, history.
 *
 * The description and the workaround stand as they were written, with their headings moved down: a site that shows the page must
 * treat their raw HTML as it treats its authors', or take `renderHtml`. All other text is escaped. Code: `ADVISORY_EMBARGO`.
 */
export function renderPage(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  options: AdvisoryOptions,
): Result<string> {
  const summary = summarise(project, assessment, ranges, options)
  if (!summary.ok) return summary
  return ok(`${blocks(summary.value).join('\n\n')}\n`)
}

function blocks(summary: Summary): readonly string[] {
  const { matter } = summary
  return [
    `# ${escapeMarkdown(summary.title)}`,
    `${summary.ids.map(escapeMarkdown).join(', ')}. ${escapeMarkdown(summary.product)}. ${inline(summary.dates)}.`,
    ...(matter === undefined ? [] : [`${inline(matter.severity)}.`]),
    ...(summary.withdrawn === undefined ? [] : [`**${inline(summary.withdrawn)}**`]),
    withHeadingsFrom(2, summary.description).trim(),
    ...(matter === undefined ? [] : matterBlocks(matter)),
    ...section('What happened when', summary.history.length === 0 ? [] : [history(summary)]),
    ...section('References', summary.references.length === 0 ? [] : [bullets(summary.references.map(reference))]),
    ...section('Credits', summary.credits.length === 0 ? [] : [bullets(credits(summary))]),
  ]
}

function matterBlocks(matter: Matter): readonly string[] {
  return [
    ...section('What to do', [bullets(actions(matter))]),
    ...section('Who is affected', who(matter)),
    ...section('How to check', check(matter)),
    ...section('If you cannot upgrade', [
      matter.workarounds === undefined ? 'No workaround is known.' : withHeadingsFrom(3, matter.workarounds).trim(),
    ]),
    ...section('Severity', severity(matter)),
  ]
}

function section(title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`## ${title}`, ...body]
}

function actions(matter: Matter): readonly string[] {
  return matter.actions.map(({ who, text }) => (who === undefined ? '' : `**${inline(who)}:** `) + inline(text))
}

function who(matter: Matter): readonly string[] {
  const conditions = matter.conditions.map((condition, i) => `${i + 1}. ${inline(condition)}`)
  const rows = matter.rows.map(({ name, affected, fixed, note }) => [
    escapeMarkdown(name),
    ...[affected, fixed, note].map(inline),
  ])
  const reasons = matter.reasons.map(({ branch, why }) => `${escapeMarkdown(branch)}: ${escapeMarkdown(why)}`)
  return [
    ...(conditions.length === 0 ? [] : ['You are affected if all of this is true:', conditions.join('\n')]),
    table([['Branch', 'Affected releases', 'Fixed in', 'Note'], ...rows]),
    ...(matter.ranges.length === 0 ? [] : [inline(matter.ranges)]),
    ...(reasons.length === 0 ? [] : ['Why each branch says what it says:', bullets(reasons)]),
  ]
}

function check({ check: sentence, commits }: Matter): readonly string[] {
  const groups = commits.map(({ branch, commits: hashes }) => {
    const label = branch === undefined ? '' : `${escapeMarkdown(branch)}: `
    return label + hashes.map(markdownCode).join(' and ')
  })
  if (groups.length === 0) return [inline(sentence)]
  return [
    inline(sentence),
    'A build from the repository has the fix if it contains everything that one of these lines names:',
    bullets(groups),
    '`git merge-base --is-ancestor COMMIT HEAD` ends with status 0 if your build contains a commit.',
  ]
}

function severity({ ratings, weaknesses }: Matter): readonly string[] {
  return [
    ...(ratings.length === 0 ? ['Not known.'] : ratings.flatMap(rating)),
    ...(weaknesses.length === 0
      ? []
      : [`Kind of weakness: ${weaknesses.map((id) => escapeMarkdown(nameWeakness(id))).join('; ')}.`]),
  ]
}

function rating({ version, score, word, vector, answers }: Rating): readonly string[] {
  const rows = answers.map(({ question, answer, metric }) => [question, answer, markdownCode(metric)])
  return [
    `CVSS ${version}: ${score.toFixed(1)} of 10, ${word}. Vector: ${markdownCode(vector)}`,
    table([['Question', 'Answer', 'In the vector'], ...rows]),
  ]
}

function history(summary: Summary): string {
  return bullets(
    summary.history.map(({ day, event }) => {
      const when = dayOf(day) === undefined ? escapeMarkdown(day) : dayInWords(day)
      return `${when}: ${inline(event)}`
    }),
  )
}

function reference({ label, url, name }: Link): string {
  const shown = name === undefined ? '' : `${escapeMarkdown(name)}, `
  return `${label}: ${shown}${isSafeLink(url) ? `<${url}>` : escapeMarkdown(url)}`
}

function credits(summary: Summary): readonly string[] {
  return summary.credits.map(({ role, names }) => `${role}: ${names.map(escapeMarkdown).join(', ')}`)
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

/** A table in the GitHub way; the cells are Markdown. The first row is the head. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |'))
  return [head, `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...body].join('\n')
}

function inline(phrase: Phrase): string {
  return printed(phrase, (span) => {
    if (typeof span === 'string') return escapeMarkdown(span)
    return 'code' in span ? markdownCode(span.code) : dayInWords(span.day)
  })
}
