import { ok, type Result } from '#fault'
import type { Project } from '#project'
import type { Assessment, Range } from '#vulnerability'
import { nameWeakness } from '#weaknesses'
import { dayInWords, dayOf } from './days.ts'
import { escapeHtml, isSafeLink } from './markup.ts'
import { type Phrase, printed } from './phrase.ts'
import { safeHtml } from './safe-html.ts'
import type { Rating } from './severity-words.ts'
import { type AdvisoryOptions, type Link, type Matter, type Summary, summarise } from './summary.ts'

/**
 * The advisory as an HTML fragment for a page of its own: one `article` with headings from h2, no script, no style, no image, no
 * request to anywhere. Every text is escaped; Markdown passes through `safeHtml`. Code: `ADVISORY_EMBARGO`.
 */
export function renderHtml(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  options: AdvisoryOptions,
): Result<string> {
  const summary = summarise(project, assessment, ranges, options)
  if (!summary.ok) return summary
  return ok(article(summary.value))
}

function article(summary: Summary): string {
  const anchor = summary.id.replaceAll(/[^A-Za-z0-9-]/g, '-')
  const section = (name: string, title: string, body: string): string =>
    `<section aria-labelledby="${anchor}-${name}">\n<h3 id="${anchor}-${name}">${escapeHtml(title)}</h3>\n${body}\n</section>`
  const { matter } = summary
  const parts = [
    `<h2 id="${anchor}">${escapeHtml(summary.title)}</h2>`,
    `<p>${summary.ids.map(code).join(', ')}. ${escapeHtml(summary.product)}. ${inline(summary.dates)}.</p>`,
    ...(matter === undefined ? [] : [`<p>${inline(matter.severity)}.</p>`]),
    ...(summary.withdrawn === undefined ? [] : [`<p><strong>${inline(summary.withdrawn)}</strong></p>`]),
    safeHtml(summary.description, 3),
    ...(matter === undefined
      ? []
      : [
          section('do', 'What to do', actions(matter)),
          section('who', 'Who is affected', who(matter, summary.product)),
          section('check', 'How to check', check(matter)),
          section('workaround', 'If you cannot upgrade', workaround(matter)),
          section('severity', 'Severity', severity(matter)),
        ]),
    ...(summary.history.length === 0 ? [] : [section('history', 'What happened when', history(summary))]),
    ...(summary.references.length === 0 ? [] : [section('references', 'References', references(summary.references))]),
    ...(summary.credits.length === 0 ? [] : [section('credits', 'Credits', credits(summary))]),
  ]
  return `<article aria-labelledby="${anchor}">\n${parts.join('\n')}\n</article>\n`
}

function actions(matter: Matter): string {
  const items = matter.actions.map(({ who, text }) => {
    const whom = who === undefined ? '' : `<strong>${inline(who)}:</strong> `
    return `<li>${whom}${inline(text)}</li>`
  })
  return `<ul>\n${items.join('\n')}\n</ul>`
}

function who(matter: Matter, product: string): string {
  const conditions = matter.conditions.map((condition) => `<li>${inline(condition)}</li>`)
  const head = ['Branch', 'Affected releases', 'Fixed in', 'Note'].map((title) => `<th scope="col">${title}</th>`)
  const rows = matter.rows.map(({ name, affected, fixed, note }) => {
    const cells = [affected, fixed, note].map((cell) => `<td>${inline(cell)}</td>`)
    return `<tr><th scope="row">${escapeHtml(name)}</th>${cells.join('')}</tr>`
  })
  const reasons = matter.reasons.map(({ branch, why }) => `<dt>${escapeHtml(branch)}</dt>\n<dd>${escapeHtml(why)}</dd>`)
  return [
    ...(conditions.length === 0
      ? []
      : [`<p>You are affected if all of this is true:</p>\n<ol>\n${conditions.join('\n')}\n</ol>`]),
    `<table>\n<caption>Affected and fixed releases of ${escapeHtml(product)}</caption>`,
    `<thead>\n<tr>${head.join('')}</tr>\n</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
    ...(matter.ranges.length === 0 ? [] : [`<p>${inline(matter.ranges)}</p>`]),
    ...(reasons.length === 0
      ? []
      : [
          `<details>\n<summary>Why each branch says what it says</summary>\n<dl>\n${reasons.join('\n')}\n</dl>\n</details>`,
        ]),
  ].join('\n')
}

function check({ check: sentence, commits }: Matter): string {
  const groups = commits.map(({ branch, commits: hashes }) => {
    const label = branch === undefined ? '' : `${escapeHtml(branch)}: `
    return `<li>${label}${hashes.map(code).join(' and ')}</li>`
  })
  if (groups.length === 0) return `<p>${inline(sentence)}</p>`
  return [
    `<p>${inline(sentence)}</p>`,
    '<p>A build from the repository has the fix if it contains everything that one of these lines names:</p>',
    `<ul>\n${groups.join('\n')}\n</ul>`,
    `<p>${code('git merge-base --is-ancestor COMMIT HEAD')} ends with status 0 if your build contains a commit.</p>`,
  ].join('\n')
}

function workaround({ workarounds }: Matter): string {
  return workarounds === undefined ? '<p>No workaround is known.</p>' : safeHtml(workarounds, 4)
}

function severity({ ratings, weaknesses }: Matter): string {
  return [
    ...(ratings.length === 0 ? ['<p>Not known.</p>'] : ratings.map(rating)),
    ...(weaknesses.length === 0
      ? []
      : [`<p>Kind of weakness: ${weaknesses.map((id) => escapeHtml(nameWeakness(id))).join('; ')}.</p>`]),
  ].join('\n')
}

function rating({ version, score, word, vector, answers }: Rating): string {
  const rows = answers.map(
    ({ question, answer, metric }) =>
      `<tr><th scope="row">${escapeHtml(question)}</th><td>${escapeHtml(answer)}</td><td>${code(metric)}</td></tr>`,
  )
  return [
    `<p>CVSS ${version}: ${score.toFixed(1)} of 10, ${word}. Vector: ${code(vector)}</p>`,
    `<table>\n<caption>The vector of CVSS ${version} in words</caption>\n<thead>`,
    '<tr><th scope="col">Question</th><th scope="col">Answer</th><th scope="col">In the vector</th></tr>',
    `</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
  ].join('\n')
}

function history(summary: Summary): string {
  const items = summary.history.map(({ day, event }) => {
    const when = dayOf(day) === undefined ? escapeHtml(day) : time(day)
    return `<li>${when}: ${inline(event)}</li>`
  })
  return `<ol>\n${items.join('\n')}\n</ol>`
}

function references(links: readonly Link[]): string {
  const items = links.map(({ label, url, name }) => {
    const shown = escapeHtml(name ?? url)
    return `<li>${escapeHtml(label)}: ${isSafeLink(url) ? `<a href="${escapeHtml(url)}">${shown}</a>` : shown}</li>`
  })
  return `<ul>\n${items.join('\n')}\n</ul>`
}

function credits(summary: Summary): string {
  const items = summary.credits.map(
    ({ role, names }) => `<dt>${escapeHtml(role)}</dt>\n<dd>${names.map(escapeHtml).join(', ')}</dd>`,
  )
  return `<dl>\n${items.join('\n')}\n</dl>`
}

function inline(phrase: Phrase): string {
  return printed(phrase, (span) => {
    if (typeof span === 'string') return escapeHtml(span)
    return 'code' in span ? code(span.code) : time(span.day)
  })
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`
}

/** `day` is YYYY-MM-DD. */
function time(day: string): string {
  return `<time datetime="${day}">${dayInWords(day)}</time>`
}
