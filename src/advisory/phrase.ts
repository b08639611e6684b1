/** A piece of a sentence: text, or something that each rendering shows in its own way. */
export type Span =
  | string
  | { readonly code: string } // a version, a commit, a name from a program
  | { readonly day: string } // YYYY-MM-DD

/** A sentence or a part of one, said once and printed by every rendering. All of it is plain text: nothing in it is markup. */
export type Phrase = readonly Span[]

/** `a`, `a or b`, `a, b or c`. */
export function listed(items: readonly Span[], word: 'and' | 'or'): Phrase {
  return items.flatMap((item, i) => {
    if (i === 0) return [item]
    return [i === items.length - 1 ? ` ${word} ` : ', ', item]
  })
}

/** The parts with `separator` between them; empty parts are left out. */
export function joined(parts: readonly Phrase[], separator: string): Phrase {
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : [separator, ...part]))
}

/** The phrase as text, its spans shown by `show`. */
export function printed(phrase: Phrase, show: (span: Span) => string): string {
  return phrase.map(show).join('')
}
