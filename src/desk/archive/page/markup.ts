/** HTML that has been escaped where it must be. Only {@link html} and {@link raw} make it. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Markup | readonly Markup[]

/** HTML from a template: texts in it are escaped, also in attributes; markup in it stays. */
export function html(template: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts = pieces.map((piece, i) => textOf(piece) + (template[i + 1] ?? ''))
  return new Markup((template[0] ?? '') + parts.join(''))
}

/** Text of our own that is HTML: never anything that was read. */
export function raw(text: string): Markup {
  return new Markup(text)
}

function textOf(piece: Piece): string {
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'string') return escapeHtml(piece)
  return typeof piece === 'number' ? piece.toLocaleString('en-US') : piece.map(({ text }) => text).join('')
}

/** Also what cannot be seen is shown: file names and identities come from anybody. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (char) =>
      char === '\n' ? char : `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
}
