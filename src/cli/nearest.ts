/** Longer words are nobody's slip of the finger. */
const LONGEST = 40

/** From this many letters on, the beginning of one known word alone means that word: `--expl`. */
const BEGUN = 3

/** The known word that a mistyped one most likely stands for: `stauts` is `status`, `--expl` is `--explain`; or undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined
  const begun = word.length >= BEGUN ? known.filter((each) => each.startsWith(word)) : []
  if (begun.length === 1) return begun[0]
  const rated = known.map((each) => ({ each, slips: slips(word, each) }))
  const best = rated.reduce((a, b) => (b.slips < a.slips ? b : a), { each: '', slips: Number.POSITIVE_INFINITY })
  return best.slips <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined
}

/** How many letters to add, drop, change or swap with their neighbour to get from one word to the other. */
function slips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
