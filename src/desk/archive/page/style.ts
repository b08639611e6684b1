/**
 * The style of the pages that readers see: ink on paper, light and dark, print and forced colours. One sheet, which stands in each page,
 * so that a page is one file and asks nobody for anything. No element has a style of its own: a strict policy holds.
 */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fdfdfb, #131519);
  --sheet: light-dark(#f4f4ef, #1b1e24);
  --ink: light-dark(#17191c, #e9eaec);
  --ink-2: light-dark(#50555c, #a9afb8);
  --rule: light-dark(#dddcd4, #31353d);
  --edge: light-dark(#777c84, #7d8590);
  --accent: light-dark(#1b4d8f, #94bdf5);
  --accent-ink: light-dark(#ffffff, #0f1a2b);
  --accent-wash: light-dark(#e9eff8, #192639);
  --bad: light-dark(#a5241b, #ff9c8c);
  --bad-wash: light-dark(#fcefec, #331d1b);
  --good: light-dark(#19653b, #80d3a1);
  --good-wash: light-dark(#e9f4ed, #15281d);
  --warn: light-dark(#755000, #e6bd66);
  --warn-wash: light-dark(#fbf2dd, #2b2314);
  --calm: light-dark(#565b63, #a3a9b2);
  --serif: "Iowan Old Style", "Charter", "Bitstream Charter", "Palatino Linotype", "Source Serif 4", Georgia, "Liberation Serif", serif;
  --sans: -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  --t-1: .8125rem;
  --t0: .9375rem;
  --t1: 1.0625rem;
  --t2: 1.3125rem;
  --t3: 1.625rem;
  --t4: clamp(2rem, 1.4rem + 2.2vw, 2.75rem);
  --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2rem; --s7: 3rem; --s8: 4.5rem;
  --measure: 42rem;
  --radius: 3px;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: var(--s6); }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 var(--t1)/1.6 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1, h2, h3, h4 { font-family: var(--serif); font-weight: 600; line-height: 1.2; margin: 0; text-wrap: balance; }
h1 { font-size: var(--t4); line-height: 1.1; letter-spacing: -.012em; }
h2 { font-size: var(--t3); margin: var(--s8) 0 var(--s4); }
h3 { font-size: var(--t2); margin: var(--s6) 0 var(--s3); }
p, ul, ol, dl { margin: 0 0 var(--s4); }
p, li, dd { max-width: var(--measure); text-wrap: pretty; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 1px; }
code, kbd, pre, .mono { font-family: var(--mono); font-size: .9em; font-variant-ligatures: none; }
code { overflow-wrap: anywhere; }
pre { margin: 0; overflow-x: auto; }
strong { font-weight: 600; }
svg { display: block; max-width: 100%; }
.i { display: inline-block; width: 1em; height: 1em; vertical-align: -.125em; flex: none; overflow: visible; }
.cut { fill: none; stroke: var(--cut, var(--paper)); stroke-width: 1.9; stroke-linecap: square; }
.sprite { position: absolute; width: 0; height: 0; overflow: hidden; }
.skip { position: absolute; left: var(--s4); top: -4rem; background: var(--ink); color: var(--paper); padding: var(--s2) var(--s4); z-index: 9; }
.skip:focus { top: var(--s2); }
[hidden] { display: none !important; }
:root:not(.js) .js-only { display: none; }
.frame { max-width: 75rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
main { display: block; padding-block: var(--s7) var(--s8); }
.crumb { font-size: var(--t0); color: var(--ink-2); margin: 0 0 var(--s4); }
.lede { font: 400 var(--t2)/1.5 var(--serif); max-width: 40rem; margin: var(--s4) 0 0; }
.small { font-size: var(--t0); color: var(--ink-2); }
dl.facts { display: grid; grid-template-columns: auto 1fr; gap: var(--s1) var(--s4); font-size: var(--t0); margin: 0; }
dl.facts dt { color: var(--ink-2); }
dl.facts dd { margin: 0; }
.st { display: inline-flex; align-items: baseline; gap: .4em; font-weight: 600; white-space: nowrap; }
.st .i { transform: translateY(.06em); align-self: center; }
.fail { color: var(--bad); }
.pass { color: var(--good); }
.incomplete { color: var(--warn); }
.none { color: var(--calm); }
table + .small { margin-top: var(--s3); }
table { width: 100%; border-collapse: collapse; font-size: var(--t0); line-height: 1.5; border-top: 2px solid var(--ink); }
th, td { text-align: left; vertical-align: top; padding: var(--s3) var(--s5) var(--s3) 0; border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
thead th { overflow-wrap: break-word; font-size: var(--t-1); font-weight: 600; color: var(--ink-2); padding-block: var(--s2); vertical-align: bottom; border-bottom-color: var(--edge); }
tbody th { font-weight: 600; }
td.num, th.num { text-align: right; }
td, th { overflow-wrap: anywhere; }
td { min-width: 4.5rem; }
td .mono { display: inline-block; min-width: min(14rem, 100%); }
td code, th .mono { white-space: nowrap; }
td code.hash, .hash { white-space: normal; word-break: break-all; }
td code.hash { display: block; width: 33ch; max-width: 100%; font-size: .8125rem; line-height: 1.35; }
.scroll { overflow-x: auto; margin-block: var(--s4); }
.scroll > svg { min-width: 60rem; }
.field label, .label { display: block; font-size: var(--t-1); font-weight: 600; margin-bottom: var(--s1); }
input, select, button { font: inherit; font-size: 1rem; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: var(--radius); padding: .55rem .75rem; min-height: 2.75rem; }
input, select { width: 100%; }
button { cursor: pointer; font-weight: 600; display: inline-block; text-decoration: none; }
.say { border-left: 4px solid currentColor; padding: var(--s4) var(--s5); margin: var(--s5) 0; }
.say > * { color: var(--ink); }
.say > :last-child { margin-bottom: 0; }
.say.quiet { background: var(--sheet); color: var(--edge); }
.say h2, .say h3 { font-size: var(--t2); margin: 0 0 var(--s2); }
.cmd { position: relative; background: var(--sheet); border: 1px solid var(--rule); border-radius: var(--radius); margin: var(--s3) 0 var(--s4); max-width: 52rem; }
.cmd pre { padding: var(--s3) var(--s4); font-size: .875rem; line-height: 1.65; }
.cmd .out { color: var(--ink-2); }
.cmd .ok { color: var(--good); font-weight: 600; }
.cmd .name { display: flex; justify-content: space-between; align-items: center; gap: var(--s4); padding: var(--s1) var(--s1) var(--s1) var(--s4); border-bottom: 1px solid var(--rule); font-size: var(--t-1); color: var(--ink-2); min-height: 2.25rem; }
.copy { min-height: 1.75rem; padding: .1rem .65rem; font-size: var(--t-1); font-weight: 600; }
.p { user-select: none; -webkit-user-select: none; color: var(--ink-2); }
details > summary { cursor: pointer; font-weight: 600; padding-block: var(--s2); }
details.box { border-top: 1px solid var(--rule); }
details.box:last-of-type { border-bottom: 1px solid var(--rule); }
.c-text { font: 400 14px var(--sans); fill: var(--ink); }
.c-dim { font: 400 14px var(--sans); fill: var(--ink-2); }
.c-mono { font: 400 14px var(--mono); fill: var(--ink); }
.c-b { font-weight: 600; }
.f-bad { fill: var(--bad); }
.f-good { fill: var(--good); }
.f-warn { fill: var(--warn); }
text.c-s { font-size: 12px; }
.choice { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: var(--s5) var(--s7); margin-block: var(--s6); }
.choice > * { border-top: 2px solid var(--ink); padding-top: var(--s3); }
.choice h2, .choice h3 { margin: 0 0 var(--s2); font-size: var(--t2); }
.steps { list-style: none; counter-reset: n; padding: 0; margin: 0; }
.steps > li { counter-increment: n; position: relative; padding-left: 3rem; max-width: 55rem; margin-bottom: var(--s5); }
.steps > li::before { content: counter(n); position: absolute; left: 0; top: -.1em; font: 400 2rem/1 var(--serif); color: var(--ink-2); }
.steps h3 { margin: 0 0 var(--s2); }
.audit main { padding-top: var(--s6); }
.sum { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0 var(--s6); margin: var(--s6) 0 0; padding: 0; list-style: none; border-top: 2px solid var(--ink); }
.sum li { padding: var(--s4) 0; max-width: none; }
.sum .n { display: block; font: 400 2.5rem/1.1 var(--serif); color: var(--ink); }
.sum .st { font-size: var(--t0); }
.sum small { display: block; font-size: var(--t-1); color: var(--ink-2); line-height: 1.45; white-space: normal; }
.stack-bar { display: block; width: 100%; height: 14px; }
.odd { padding: 0; list-style: none; margin: 0; }
.odd li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 var(--s2); padding: var(--s3) 0; border-bottom: 1px solid var(--rule); max-width: none; }
.odd li:first-child { border-top: 1px solid var(--rule); }
.odd li > .i { margin-top: .3em; }
.odd p { margin: 0; font-size: var(--t0); color: var(--ink-2); max-width: 48rem; }
.odd .hash, dl.facts .hash { display: inline-block; max-width: 100%; vertical-align: top; padding-top: .1em; }
p.weak { margin: var(--s3) 0 0; }
.odd p.t { color: var(--ink); font-size: 1rem; font-weight: 600; }
.filters { display: flex; flex-wrap: wrap; gap: var(--s3) var(--s4); align-items: end; margin: 0 0 var(--s3); padding: 0; border: 0; }
.filters .field { min-width: 9rem; flex: 0 1 auto; }
.filters .grow { flex: 1 1 16rem; }
.filters input, .filters select { min-height: 2.5rem; padding: .35rem .6rem; font-size: var(--t0); }
.audit table.big { font-size: var(--t-1); line-height: 1.4; border-top: 0; }
.audit table.big th, .audit table.big td { padding: .3rem .9rem .3rem 0; }
.audit table.big thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; padding-block: .5rem; border-bottom: 0; box-shadow: inset 0 2px var(--ink), inset 0 -1px var(--edge); }
.audit table.big tbody tr:hover { background: var(--sheet); }
.audit table.big code { font-size: .9em; }
.audit table.big td:nth-child(1) code { font-size: .96em; white-space: normal; }
.audit table.big td:nth-child(1) { min-width: 15rem; }
.audit table.big td:nth-child(3) { min-width: 9rem; }
.audit table.big .why { min-width: 13rem; }
.count { font-size: var(--t0); color: var(--ink-2); margin: 0 0 var(--s3); }
.half { opacity: .55; }
.f-rule { fill: var(--rule); }
dl.top-facts { margin-top: var(--s5); }
.audit .frame { max-width: 85rem; }
.audit .heat > svg { max-width: 62rem; }
.audit-end { margin-top: var(--s6); }
.h0 { fill: var(--paper); stroke: var(--rule); }
.h1 { fill: color-mix(in oklab, var(--accent) 9%, var(--paper)); }
.h2 { fill: color-mix(in oklab, var(--accent) 17%, var(--paper)); }
.h3 { fill: color-mix(in oklab, var(--accent) 27%, var(--paper)); }
.h4 { fill: color-mix(in oklab, var(--accent) 38%, var(--paper)); }
.h5 { fill: var(--accent); }
.h5t { fill: var(--accent-ink); }
.mk-a { stroke: currentColor; }
.mk-b { stroke: var(--accent); }
.mk-a, .mk-b { fill: none; stroke-width: 5.5; }
@media screen and (max-width: 45rem) {
:root {
 --s8: 3.25rem; --s7: 2.25rem;
}
  main { padding-block: var(--s6) var(--s7); }
  .say { padding: var(--s4); margin-inline: -1rem; }
  .steps > li { padding-left: 0; }
  .steps > li::before { position: static; display: block; margin-bottom: var(--s1); }
  .choice { gap: var(--s5); }
  table.cards, .cards tbody, .cards tr, .cards td, .cards tbody th { display: block; width: auto; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tbody tr { padding: var(--s3) 0; border-bottom: 1px solid var(--edge); }
  .cards tbody td, .cards tbody th, .audit table.big td:nth-child(n) { border: 0; padding: .1rem 0; min-width: 0; }
  .cards { --l: 7.5rem; }
  .cards tbody td[data-l] { display: grid; grid-template-columns: var(--l) minmax(0, 1fr); gap: .75rem; }
  .cards tbody td[data-l]::before { content: attr(data-l); color: var(--ink-2); font-size: var(--t-1); line-height: 1.35; padding-top: .15rem; }
  .cards .st { white-space: normal; }
  .cards tbody td:empty { display: none; }
  .cards td.num { text-align: left; }
  .cards td .mono, .cards td code { white-space: normal; overflow-wrap: anywhere; }
  .audit table.big tbody tr { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .45rem 0; }
  .audit table.big tbody tr[hidden] { display: none; }
  .audit table.big tbody td { display: block; padding: 0; color: var(--ink-2); }
  .audit table.big tbody td::before { content: none; }
  .audit table.big td:nth-child(1) { flex: 1 0 calc(100% - 8rem); order: 1; color: var(--ink); }
  .audit table.big td:nth-child(5) { flex: 0 0 6.5rem; order: 2; text-align: right; }
  .audit table.big td:nth-child(n+2):nth-child(-n+4) { order: 3; }
  .audit table.big td:nth-child(6) { flex: 1 0 100%; order: 4; color: var(--ink); }
  .audit table.big td:nth-child(7) { flex: 1 0 100%; order: 5; }
  .audit table.big tbody td:nth-child(7):not(:empty)::before { content: "Repair: "; font-size: inherit; }
  .filters .field.grow { flex-basis: 100%; }
  .filters .field { flex: 1 1 9rem; min-width: 0; }
  .sum { grid-template-columns: 1fr 1fr; }
}
@media (forced-colors: active) {
  .say, .cmd { border: 1px solid; }
}
@media print {
  :root, :root[data-theme="dark"] { color-scheme: light; --paper: #fff; --sheet: #fff; }
  @page { margin: 16mm 14mm; }
  html { font-size: 9.5pt; }
  body { font-size: 10pt; line-height: 1.45; }
  thead th, figcaption p { font-size: 8pt; }
  .sum { grid-template-columns: repeat(5, 1fr); gap: 0 1rem; }
  .sum .n { font-size: 20pt; }
  .skip, .js-only, .copy, form { display: none !important; }
  main { padding-block: 0; }
  .frame { max-width: none; padding: 0; }
  h2 { margin-top: 1.6rem; font-size: 15pt; }
  h1 { font-size: 22pt; }
  h1, h2, h3 { break-after: avoid; }
  tr, figure, .say, .cmd, li { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8.5pt; }
  th, td { padding: 3pt 8pt 3pt 0; }
  .say, .cmd { border: 1px solid var(--rule); border-left-width: 4px; }
  .cmd pre { white-space: pre-wrap; }
  .scroll { overflow: visible; }
  .scroll > svg { min-width: 0; }
  .audit { --s7: 1.5rem; }
  .audit .big thead th { position: static; }
  .audit table.big { font-size: 7pt; line-height: 1.3; }
  .audit table.big th, .audit table.big td { padding: 1.5pt 6pt 1.5pt 0; }
  .audit .big tr:hover { background: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`
