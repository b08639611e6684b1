/** Numbers from 0 to below 1 that are the same in every run (Mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * `count` texts, each one of `texts` after one to four small accidents: a piece of `pieces` put in, something cut out, doubled or
 * swapped. The same list for the same seed.
 */
export function* mutated(
  texts: readonly string[],
  pieces: readonly string[],
  count: number,
  seed: number,
): Generator<string, void, undefined> {
  const random = randomNumbers(seed)
  const pick = (below: number): number => Math.floor(random() * below)
  for (let i = 0; i < count; i++) {
    let text = texts[pick(texts.length)]!
    for (let accidents = 1 + pick(4); accidents > 0; accidents--) {
      const start = pick(text.length + 1)
      const end = Math.min(text.length, start + pick(6))
      const piece = text.slice(start, end)
      const kind = pick(4)
      if (kind === 0) text = text.slice(0, start) + pieces[pick(pieces.length)] + text.slice(start)
      else if (kind === 1) text = text.slice(0, start) + text.slice(end)
      else if (kind === 2) text = text.slice(0, end) + piece + text.slice(end)
      else text = text.slice(0, start) + pieces[pick(pieces.length)] + text.slice(end)
    }
    yield text
  }
}
