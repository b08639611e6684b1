import { stripVTControlCharacters } from 'node:util'

/** Narrower than this a column of sentences cannot be read: such lines run over the edge instead. */
const NARROWEST = 30

/**
 * Lines of columns, each as wide as its widest cell; the last column is not padded. Three spaces between columns, as in the
 * transcripts. With `width`, sentences in the last column go on below themselves.
 */
export function table(
  rows: readonly (readonly string[])[],
  indent = '  ',
  width: number = Number.POSITIVE_INFINITY,
): readonly string[] {
  const widths: number[] = []
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))
  return rows.flatMap((row) => {
    const cells = row.slice(0, -1).map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)))
    const start = indent + cells.map((cell) => `${cell}   `).join('')
    const room = width - widthOf(start)
    const last = row.at(-1) ?? ''
    const parts = room < NARROWEST || widthOf(last) <= room ? [last] : wrap(last, room)
    return parts.map((part, i) => `${i === 0 ? start : ' '.repeat(widthOf(start))}${part}`.trimEnd())
  })
}

/** Colours take no room. */
function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length
}

/** Words in lines of at most `width`; a longer word stands alone. */
export function wrap(text: string, width: number, between = ' '): readonly string[] {
  const lines: string[] = []
  let line: string | undefined
  for (const word of text.split(between)) {
    if (line !== undefined && line.length + between.length + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === undefined ? word : `${line}${between}${word}`
  }
  return line === undefined ? lines : [...lines, line]
}

/** `1 record`, `2 records`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? noun : plural}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
