import { html, type Markup, raw } from './markup.ts'

/** A table of records: rows have heads, and become cards on a small screen. */
export function table(heads: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  const head = heads.map((each) => html`<th scope="col" role="columnheader">${each}</th>`)
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((cell, i) => html`<td role="cell" data-l="${heads[i + 1] ?? ''}"><span>${cell}</span></td>`)
    return html`<tr role="row"><th scope="row" role="rowheader">${first ?? raw('')}</th>${cells}</tr>\n`
  })
  return html`<table class="cards" role="table">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${body}</tbody>
</table>`
}
