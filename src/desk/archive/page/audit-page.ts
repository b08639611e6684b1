import type { Anomaly } from '../anomaly.ts'
import { type Audit, firstOf } from '../audit.ts'
import type { AuditRow, AuditVerdict, RepairKind } from '../subject.ts'
import type { RepairTally } from '../tally.ts'
import { coverageChart } from './coverage-chart.ts'
import { COPY_SCRIPT, commands, day, icon, output, pageAround, typed } from './document.ts'
import { html, type Markup, raw } from './markup.ts'

/** What the page is about, besides the audit itself. */
export interface AuditPageOptions {
  /** Whose releases they are: `Lantern Software Foundation`. */
  readonly owner?: string
}

/** The audit as one page that needs no network, and no script to be read and filtered; piece by piece, since it may be long. */
export function* auditPage(audit: Audit, { owner }: AuditPageOptions = {}): Generator<string> {
  const { summary } = audit
  const script = `${COPY_SCRIPT}${SEARCH_SCRIPT}`
  const description = `Release audit of ${audit.place}: ${summary.rows} checks of ${summary.files} files.`
  const frame = { title: 'Release audit', description, kind: 'audit', style: filterRules(audit), script }
  const { start, end } = pageAround(frame)
  yield start
  yield html`<p class="crumb">${owner === undefined ? '' : `${owner} / `}Release audit</p>
<h1>Are our releases what we meant to release?</h1>
<p class="lede">${lede(audit)}</p>
${facts(audit)}
${figures(audit)}
${bar(audit)}
${promises(audit)}
${oddities(audit)}
<h2 id="cover">Coverage</h2>
<p>How many files of each branch have each kind of evidence. A stronger fill is more; a red corner marks a cell with failures.</p>
${coverageChart(summary.coverage)}
${plan(audit)}
<h2 id="rows">All checks</h2>
${filters(audit)}
`.text
  yield* checks(audit)
  yield html`
<p class="small audit-end">Made by ${icon('mark')} Steward. This page needs no network and no script to read.</p>`.text
  yield end
}

const WORDS: Readonly<Record<AuditVerdict, string>> = {
  pass: 'Pass',
  incomplete: 'Incomplete',
  fail: 'Fail',
  unsigned: 'Unsigned',
}

/** Never more than was checked: what passes was signed by whom the policy names, and nothing else is said of it. */
function lede({ summary, anomalyCount: { errors } }: Audit): string {
  const { pass, incomplete, fail: failed, unsigned } = summary.verdicts
  const ready = mendable(summary.repairs)
  const sentences = [
    failed + errors + incomplete > 0
      ? pass > failed + incomplete
        ? 'Almost.'
        : 'No.'
      : pass === 0
        ? 'Nobody can tell: nothing is signed.'
        : unsigned > 0
          ? 'What is signed is.'
          : 'Yes.',
    failed > 0 ? `${things(failed, 'check')} ${failed === 1 ? 'fails' : 'fail'}.` : '',
    failed === 0 && errors > 0
      ? `No check fails, but ${things(errors, 'thing').toLowerCase()} ${errors === 1 ? 'needs' : 'need'} a person.`
      : '',
    incomplete === 0 ? '' : `${things(incomplete, 'signature')} ${incomplete === 1 ? 'lacks' : 'lack'} evidence.`,
    unsigned === 0 ? '' : `${things(unsigned, 'file')} ${unsigned === 1 ? 'has' : 'have'} no Sigstore signature.`,
    ready === 0
      ? ''
      : `${things(ready, 'file')} ${ready === 1 ? 'lacks' : 'lack'} evidence that can be added without signing anything again.`,
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

function things(n: number, noun: string, plural = `${noun}s`): string {
  const word = n === 1 ? 'One' : n.toLocaleString('en-US')
  return `${word} ${n === 1 ? noun : plural}`
}

/** Repairs that make a difference to a verifier; a newer format is a matter of taste. */
function mendable(repairs: readonly RepairTally[]): number {
  return repairs.filter(({ kind }) => kind !== 'upgrade').reduce((sum, { ready }) => sum + ready, 0)
}

function facts({ place, at, policy, roots, summary }: Audit): Markup {
  const root = roots.map((each) => html`<code class="hash">${each}</code> `)
  return html`<dl class="facts top-facts"><dt>Audited</dt><dd><code>${place}</code>, ${summary.files} ${summary.files === 1 ? 'file' : 'files'}, ${day(at)} ${at.slice(11, 16)} UTC</dd><dt>Against</dt><dd>Trust policy ${policy.id} ${String(policy.version)}, <code class="hash">${policy.digest.replace('sha256:', '')}</code></dd><dt>Trusted root</dt><dd>${root}</dd></dl>`
}

function figures({ summary }: Audit): Markup {
  const { verdicts, evidence, repairs } = summary
  const proofs = Object.entries(evidence).map(
    ([level, n]) => `${n.toLocaleString('en-US')} with ${level === 'promise' ? 'a promise only' : level}`,
  )
  const small: Readonly<Record<AuditVerdict, string>> = {
    pass: proofs.join(', '),
    incomplete: 'nothing is wrong, evidence is missing',
    fail: 'wrong file, person, issuer or time',
    unsigned: 'no Sigstore material to check',
  }
  const items = (Object.keys(WORDS) as readonly AuditVerdict[]).map(
    (verdict) =>
      html`<li><span class="n">${verdicts[verdict]}</span>${status(verdict)}<small>${small[verdict]}</small></li>\n`,
  )
  const ready = mendable(repairs)
  return html`<ul class="sum" aria-label="Verdicts">
${items}<li><span class="n">${ready}</span><span class="st">Repairable</span><small>evidence can be completed, see the plan</small></li>
</ul>`
}

function status(verdict: AuditVerdict): Markup {
  const tone = verdict === 'unsigned' ? 'none' : verdict
  return html`<span class="st ${tone}">${icon(tone)}${WORDS[verdict]}</span>`
}

/** The verdicts side by side, as wide as they are many. */
function bar({ summary: { verdicts, evidence, rows } }: Audit): Markup {
  const weak = evidence.promise ?? 0
  const parts = [
    ['f-good', verdicts.pass - weak],
    ['f-good half', weak],
    ['f-warn', verdicts.incomplete],
    ['f-bad', verdicts.fail],
    ['f-rule', verdicts.unsigned],
  ] as const
  let x = 0
  const rects = parts
    .filter(([, n]) => n > 0)
    .map(([tone, n]) => {
      const width = (1000 * n) / rows
      const rect = html`<rect class="${tone}" x="${x.toFixed(1)}" width="${Math.max(1, width - 1.5).toFixed(1)}" height="14"/>`
      x += width
      return rect
    })
  const { pass, incomplete, fail: failed, unsigned } = verdicts
  const label = `${pass} pass, ${incomplete} incomplete, ${failed} fail, ${unsigned} unsigned of ${rows}`
  return html`<svg class="stack-bar" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label="${label}">${rects}</svg>`
}

/** A policy that takes promises lets pass what newer tools refuse: who reads only the figures must be told. */
function promises({ summary: { evidence } }: Audit): Markup {
  const n = evidence.promise ?? 0
  if (n === 0) return raw('')
  return html`<p class="small weak">${things(n, 'pass', 'passes')} ${n === 1 ? 'rests' : 'rest'} on a promise of the log, which the policy takes. Under a policy that asks for proof (<code>"evidence": "proof"</code>, or <code>steward trust import --evidence proof</code>) ${n === 1 ? 'it' : 'they'} would be incomplete.</p>`
}

/** Anomalies that the page shows; the JSON has all. */
const ODD_SHOWN = 100

function oddities(audit: Audit): Markup {
  const { all } = audit.anomalyCount
  if (all === 0) return raw('')
  const items = firstOf(audit.anomalies(), ODD_SHOWN).map(oddity)
  const rest = all > ODD_SHOWN ? html`<p class="small">and ${all - ODD_SHOWN} more</p>` : raw('')
  return html`<h2 id="odd">Look at these first</h2>\n<ul class="odd">\n${items}</ul>${rest}`
}

function oddity({ level, message, detail }: Anomaly): Markup {
  const tone = ({ error: 'fail', question: 'incomplete', notice: 'none' } as const)[level]
  return html`<li>${icon(tone, tone)}<div><p class="t">${message}</p><p>${withHashes(detail)}</p></div></li>\n`
}

/** Digests in a sentence are for comparing: they may break. */
function withHashes(text: string): Markup {
  const parts = text.split(/([0-9a-f]{64})/)
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<code class="hash">${part}</code>` : html`${part}`))}`
}

const STEPS: Readonly<Record<RepairKind, readonly [step: string, then: string]>> = {
  'add-checkpoint': ['Add the missing checkpoint', 'Pass with proof, not only a promise; newer tools accept them'],
  backfill: ['Back-fill a bundle from .crt and .sig', 'Every file with a signature has a bundle'],
  upgrade: ['Upgrade bundles to format 0.3', 'The same evidence in the current format'],
}

function plan({ summary: { repairs }, place }: Audit): Markup {
  if (repairs.length === 0) return raw('')
  const rows = repairs.map(({ kind, files, ready, from, andOthers }) => {
    const [step, then] = STEPS[kind]
    const source =
      ready === 0
        ? html`The log entry is not at hand`
        : html`${from.join(', ')}${andOthers === true ? ' and others' : ''}`
    const figure = ready === files || ready === 0 ? html`${files}` : html`${ready} of ${files}`
    return html`<tr role="row"><th scope="row" role="rowheader">${step}</th><td role="cell" data-l="Files" class="num"><span>${figure}</span></td><td role="cell" data-l="From"><span>${source}</span></td><td role="cell" data-l="Then"><span>${then}</span></td></tr>\n`
  })
  return html`<h2 id="plan">What the plan would do</h2>
<p>Only evidence changes. Files, signatures, certificates and digests stay byte for byte, and every result is verified before it replaces anything.</p>
<table class="cards" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Step</th><th scope="col" role="columnheader" class="num">Files</th><th scope="col" role="columnheader">From</th><th scope="col" role="columnheader">Then</th></tr></thead>
<tbody role="rowgroup">
${rows}</tbody>
</table>
${commands('Next', [
  typed(`steward release plan ${place} --policy POLICY --rekor DUMP --out plan.json`),
  typed('steward release apply plan.json'),
  output('undo: steward release rollback plan.json'),
])}`
}

const MATERIALS = [
  ['b', '.sigstore', '.sigstore bundle'],
  ['c', '.sig+.crt', '.crt and .sig'],
  ['r', '.rekor', '.rekor'],
  ['n', null, 'none'],
] as const

function filters(audit: Audit): Markup {
  const { verdicts, repairs } = audit.summary
  const streams = streamsOf(audit).map((stream) => html`<option value="${stream}">${stream}</option>`)
  const materials = MATERIALS.filter(([, material]) => audit.materials.has(material)).map(
    ([key, , words]) => html`<option value="${key}">${words}</option>`,
  )
  return html`<form class="filters" aria-label="Filter the checks">
<div class="field grow js-only"><label for="fq">Search file, signer, diagnosis</label><input id="fq" type="search" autocomplete="off"></div>
<div class="field"><label for="fv">Verdict</label><select id="fv"><option value="">All</option><option value="fail">Fail (${verdicts.fail})</option><option value="incomplete">Incomplete (${verdicts.incomplete})</option><option value="pass">Pass (${verdicts.pass})</option><option value="none">Unsigned (${verdicts.unsigned})</option><option value="repair">Repairable (${repairs.reduce((sum, { files }) => sum + files, 0)})</option></select></div>
<div class="field"><label for="fs">Branch</label><select id="fs"><option value="">All</option>${streams}</select></div>
<div class="field"><label for="fm">Material</label><select id="fm"><option value="">All</option>${materials}</select></div>
</form>
<p class="count" id="n" role="status">${audit.summary.rows} ${audit.summary.rows === 1 ? 'row' : 'rows, worst first'}</p>`
}

function streamsOf({ summary }: Audit): readonly string[] {
  return summary.coverage.flatMap(({ stream }) => (stream === null ? [] : [stream]))
}

/** Filters that need no script: the control's own state hides rows. Stream ids are names, and need no escaping in CSS. */
function filterRules(audit: Audit): string {
  const hides = (id: string, value: string, shown: string): string =>
    `.audit:has(#${id} [value="${value}"]:checked) .big tbody tr:not(${shown})`
  const rules = [
    ...['fail', 'incomplete', 'pass', 'none'].map((value) => hides('fv', value, `[data-v="${value}"]`)),
    hides('fv', 'repair', '[data-r]'),
    ...MATERIALS.map(([key]) => hides('fm', key, `[data-m="${key}"]`)),
    ...streamsOf(audit).map((stream) => hides('fs', stream, `[data-s="${stream}"]`)),
  ]
  return `${rules.join(',\n')} { display: none !important; }\n`
}

const WORST_FIRST: readonly AuditVerdict[] = ['fail', 'incomplete', 'pass', 'unsigned']

function* checks(audit: Audit): Generator<string> {
  const heads = ['File', 'Material', 'Signer', 'Evidence', 'Verdict', 'Diagnosis', 'Repair'].map(
    (head) => html`<th scope="col" role="columnheader">${head}</th>`,
  )
  yield html`<table class="big cards" role="table"><thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
`.text
  for (const verdict of WORST_FIRST) for (const row of audit.rows(verdict)) yield checkRow(row).text
  yield '</tbody></table>'
}

const REPAIRS: Readonly<Record<RepairKind, string>> = {
  'add-checkpoint': 'Add checkpoint',
  backfill: 'Make a bundle',
  upgrade: 'Upgrade',
}

function checkRow(row: AuditRow): Markup {
  const verdict = row.verdict === 'unsigned' ? 'none' : row.verdict
  const key = MATERIALS.find(([, material]) => material === row.material)?.[0] ?? 'n'
  const attributes = html`data-v="${verdict}" data-s="${row.stream ?? ''}" data-m="${key}"${row.repair === null ? raw('') : raw(' data-r')}`
  const why = row.diagnosis === null ? '' : capital(row.diagnosis)
  return html`<tr role="row" ${attributes}><td role="cell"><code>${row.name}</code></td><td role="cell" data-l="Material">${(row.material ?? '').replace('.sig+.crt', '.crt .sig')}</td><td role="cell" data-l="Signer">${row.identity ?? ''}</td><td role="cell" data-l="Evidence">${row.evidence ?? (row.material === null ? '' : 'none')}</td><td role="cell" data-l="Verdict">${status(row.verdict)}</td><td role="cell" data-l="Diagnosis" class="why">${why}</td><td role="cell" data-l="Repair">${row.repair === null ? '' : REPAIRS[row.repair.kind]}</td></tr>\n`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const SEARCH_SCRIPT = `
const rows = [...document.querySelectorAll('.big tbody tr')]
const words = document.querySelector('#fq')
const shown = document.querySelector('#n')
const texts = rows.map((row) => row.textContent.toLowerCase())
const tell = () => {
  const left = rows.filter((row) => row.getClientRects().length > 0).length
  shown.textContent = left.toLocaleString('en') + ' of ' + rows.length.toLocaleString('en') + ' rows'
}
words.addEventListener('input', () => {
  const wanted = words.value.trim().toLowerCase()
  rows.forEach((row, i) => { row.hidden = !texts[i].includes(wanted) })
  tell()
})
for (const select of document.querySelectorAll('.filters select')) select.addEventListener('change', tell)
`
