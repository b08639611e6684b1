import type { StreamCoverage } from '../tally.ts'
import { html, type Markup } from './markup.ts'

type Figure = 'bundle' | 'detached' | 'proof' | 'asc' | 'sbom' | 'any'
const COLUMNS: readonly (readonly [key: Figure, head: string])[] = [
  ['bundle', 'Bundle'],
  ['detached', '.crt and .sig'],
  ['proof', 'Proof in the log'],
  ['asc', 'GPG .asc'],
  ['sbom', 'SBOM'],
  ['any', 'Any signature'],
]

/** Units of the drawing: where the cells begin, and how large they are. */
const LEFT = 150
const [WIDTH, HEIGHT, GAP] = [134, 40, 4]
const TOP = 26

/** A table as a drawing: each cell has its number in it, and the same stands in the description. */
export function coverageChart(coverage: readonly StreamCoverage[]): Markup {
  const height = TOP + coverage.length * (HEIGHT + GAP)
  const width = LEFT + COLUMNS.length * (WIDTH + GAP)
  const heads = COLUMNS.map(
    ([, head], i) =>
      html`<text class="c-dim" x="${String(xOf(i) + WIDTH / 2)}" y="16" text-anchor="middle">${head}</text>`,
  )
  const rows = coverage.map((stream, i) => row(stream, TOP + i * (HEIGHT + GAP)))
  const described = coverage
    .map(
      (stream) =>
        `${nameOf(stream)}: ${COLUMNS.map(([key, head]) => `${head} ${stream[key]} of ${stream.files}`).join(', ')}.`,
    )
    .join(' ')
  return html`<div class="scroll heat" tabindex="0" role="region" aria-label="Coverage by branch"><svg viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-labelledby="hm-t hm-d"><title id="hm-t">Coverage of each branch by each kind of evidence</title><desc id="hm-d">${described}</desc>${heads}
${rows}</svg></div>`
}

function nameOf({ stream }: StreamCoverage): string {
  return stream ?? 'no stream'
}

function xOf(column: number): number {
  return LEFT + column * (WIDTH + GAP)
}

function row(stream: StreamCoverage, y: number): Markup {
  const cells = COLUMNS.map(([key], i) => cell(stream, key, xOf(i), y))
  const name = nameOf(stream)
  const shown = name.length > 16 ? `${name.slice(0, 15)}\u2026` : name
  return html`<text class="c-mono c-b" x="0" y="${String(y + 25)}">${shown}</text>${cells}\n`
}

function cell(stream: StreamCoverage, key: Figure, x: number, y: number): Markup {
  const n = stream[key]
  const share = n / stream.files
  const fill = n === 0 ? 0 : share === 1 ? 5 : 1 + Math.min(3, Math.floor(share * 4))
  const strong = fill === 5 ? ' h5t' : ''
  // Rounded down: what is not whole must not look whole.
  const percent = n === 0 ? '0' : `${Math.max(1, Math.floor(100 * share))} %`
  const failed = (key === 'bundle' || key === 'detached') && stream.failed[key] > 0
  const corner = failed ? html`<path class="f-bad" d="M${String(x + WIDTH - 13)} ${String(y)}h13v13z"/>` : html``
  return html`<rect class="h${String(fill)}" x="${String(x)}" y="${String(y)}" width="${String(WIDTH)}" height="${String(HEIGHT)}"/><text class="c-text c-b${strong}" x="${String(x + 10)}" y="${String(y + 25)}">${percent}</text><text class="${n === 0 ? 'c-dim' : `c-text${strong}`} c-s" x="${String(x + WIDTH - 10)}" y="${String(y + 25)}" text-anchor="end">${n} of ${stream.files}</text>${corner}`
}
