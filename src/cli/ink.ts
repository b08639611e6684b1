import { styleText } from 'node:util'
import type { Terminal } from './world.ts'

/** What a word is, and so how it is drawn. Nothing is said by colour alone. */
export type Tone = 'title' | 'heading' | 'error' | 'question' | 'notice' | 'good' | 'command'

const FORMATS = {
  title: 'bold',
  heading: 'dim',
  error: 'red',
  question: 'yellow',
  notice: 'cyan',
  good: 'green',
  command: 'bold',
} as const satisfies Readonly<Record<Tone, Parameters<typeof styleText>[0]>>

/** Draws a word where colours are wanted, and gives it back as it is elsewhere. */
export type Ink = (tone: Tone, text: string) => string

export const PLAIN: Ink = (_tone, text) => text
const COLOURED: Ink = (tone, text) => styleText(FORMATS[tone], text, { validateStream: false })

/** Ink for standard output. */
export function inkOf({ colour }: Terminal): Ink {
  return colour ? COLOURED : PLAIN
}

/** Ink for standard error, which may go to a file while standard output is a terminal. */
export function errorInkOf({ colour, interactive }: Terminal): Ink {
  return colour && interactive ? COLOURED : PLAIN
}

/** The sequences that {@link Ink} writes, for {@link shield}: `ESC [ 2 m`. */
const OWN = new Set(Object.keys(FORMATS).flatMap((tone) => COLOURED(tone as Tone, '|').split('|')))
const LONGEST = Math.max(...[...OWN].map((sequence) => sequence.length))

/**
 * A terminal that shows control characters instead of obeying them: titles, commit messages and tags come from people who may
 * wish to move the cursor. Escaped as in JSON, so that JSON stays what it was.
 */
export function shield(terminal: Terminal): Terminal {
  return {
    ...terminal,
    out: (line) => terminal.out(visible(line, terminal.colour)),
    err: (line) => terminal.err(visible(line, terminal.colour)),
  }
}

/** Without colours no sequence is our own: whatever there is comes from elsewhere. */
export function visible(line: string, coloured = true): string {
  let shown = ''
  // Text between control characters is copied in one piece: a line of JSON may be megabytes long.
  let start = 0
  for (let i = 0; i < line.length; i++) {
    if (!isControl(line.charCodeAt(i))) continue
    const own = coloured ? ownSequence(line, i) : undefined
    shown += line.slice(start, i) + (own ?? escaped(line.charCodeAt(i)))
    i += (own?.length ?? 1) - 1
    start = i + 1
  }
  return start === 0 ? line : shown + line.slice(start)
}

function ownSequence(line: string, at: number): string | undefined {
  // Looked for only as far as the longest one reaches: a line may hold thousands of escapes and no `m`.
  const window = line.slice(at, at + LONGEST)
  const sequence = window.slice(0, window.indexOf('m') + 1)
  return OWN.has(sequence) ? sequence : undefined
}

/** C0 but tab and newline, DEL, C1, and the marks that turn the direction of writing. */
function isControl(unit: number): boolean {
  return (
    (unit < 0x20 && unit !== 0x09 && unit !== 0x0a) ||
    (unit >= 0x7f && unit <= 0x9f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2066 && unit <= 0x2069)
  )
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
