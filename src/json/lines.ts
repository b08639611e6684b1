import type { Place } from '#fault'

/** The way from an offset in `text` (UTF-16 units) to its line and column. Lines end with a line feed; they are counted once, when first asked for. */
export function lineFinder(text: string): (offset: number) => Place {
  let starts: Uint32Array | undefined
  return (offset) => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}

function lineStarts(text: string): Uint32Array {
  let count = 1
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) count++
  const starts = new Uint32Array(count)
  for (let line = 1; line < count; line++) starts[line] = text.indexOf('\n', starts[line - 1]) + 1
  return starts
}
