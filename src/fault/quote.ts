/**
 * Text of unknown origin for the message of a fault: in double quotes, in one line, at most `limit` characters of it. Everything
 * that a terminal or a reader could take for something else (control characters, direction marks, zero-width ones) is escaped.
 */
export function quote(text: string, limit = 60): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}...` : text
  return JSON.stringify(cut).replace(UNSEEN, escaped)
}

/** Control and format characters, and the line and paragraph separators. Source: Unicode general categories Cc, Cf, Zl, Zp. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

function escaped(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}
