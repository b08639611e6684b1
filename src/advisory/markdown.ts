/**
 * Plain text as Markdown that shows exactly that text, on one line, wherever it stands: in a heading, a list or a cell of a table.
 * Raw HTML becomes text too.
 */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~&]/g, (character) => `\\${character}`)
}

/** A code span; text that could end one, or a cell of a table, is shown as plain text. */
export function markdownCode(text: string): string {
  return /^[^\s`|][^`|\n\r]*$/.test(text) ? `\`${text}\`` : escapeMarkdown(text)
}

/**
 * Markdown with its headings (the `#` kind) moved so that the highest one is of the given level and the text can stand under another
 * heading. Lines in fenced code stay as they are.
 */
export function withHeadingsFrom(level: number, markdown: string): string {
  const lines = markdown.split('\n')
  const headings = headingLevels(lines)
  const highest = Math.min(...headings.values())
  return lines
    .map((line, i) => {
      const own = headings.get(i)
      return own === undefined ? line : line.replace(/#+/, '#'.repeat(Math.min(6, own - highest + level)))
    })
    .join('\n')
}

/** Level of each line that is a heading, by its index. */
function headingLevels(lines: readonly string[]): ReadonlyMap<number, number> {
  const levels = new Map<number, number>()
  let fence: string | undefined
  for (const [i, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined
    } else if (mark !== undefined) fence = mark
    else {
      const heading = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line)?.[1]
      if (heading !== undefined) levels.set(i, heading.length)
    }
  }
  return levels
}
