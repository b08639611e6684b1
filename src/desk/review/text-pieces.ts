import { diff } from 'node:util'
import type { TextPiece } from './changed-field.ts'

/** Words of both texts together up to which they are compared; the comparison takes time with their product. */
const MOST_WORDS = 6000

/** A text with what came and what went, word by word; blanks belong to the word before them. */
export function textPieces(before: string, after: string): readonly TextPiece[] {
  // Also because `diff` of Node 26 cannot compare two empty lists.
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: after }]
  const [old, now] = [wordsOf(before), wordsOf(after)]
  if (old.length + now.length > MOST_WORDS) return pieces([...all('removed', old), ...all('added', now)])
  // `diff` tells 1 for what only the first list has, and -1 for what only the second has.
  return pieces(
    diff(old, now).map(([side, text]) => ({ kind: side === 1 ? 'removed' : side === -1 ? 'added' : 'same', text })),
  )
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|^\s+/g) ?? []
}

function all(kind: TextPiece['kind'], words: readonly string[]): readonly TextPiece[] {
  return words.map((text) => ({ kind, text }))
}

/** Neighbours of one kind as one piece; what was removed stands before what took its place. */
function pieces(steps: readonly TextPiece[]): readonly TextPiece[] {
  const joined: { kind: TextPiece['kind']; text: string }[] = []
  let changed: { removed: string; added: string } = { removed: '', added: '' }
  const flush = (): void => {
    if (changed.removed !== '') joined.push({ kind: 'removed', text: changed.removed })
    if (changed.added !== '') joined.push({ kind: 'added', text: changed.added })
    changed = { removed: '', added: '' }
  }
  for (const { kind, text } of steps) {
    if (kind !== 'same') {
      changed[kind] += text
      continue
    }
    flush()
    const last = joined.at(-1)
    if (last?.kind === 'same') last.text += text
    else joined.push({ kind, text })
  }
  flush()
  return joined
}
