/**
 * A session at a terminal as a text: `# ` prose, `$ ` prompts with what they print, and at the end the files that were there
 * before, each after a line `-- name --`. Lines of standard error begin with `! `; a printed line that looks like one of these
 * has a backslash before it.
 *
 * @module
 */
export interface Transcript {
  readonly parts: readonly Part[]
  readonly files: ReadonlyMap<string, string>
}

export type Part =
  | { readonly kind: 'prose'; readonly lines: readonly string[] }
  | { readonly kind: 'prompt'; readonly command: string; readonly printed: readonly string[] }

const FILE = /^-- (\S.*) --$/
const PROSE = /^#(?: |$)/

export function parseTranscript(text: string): Transcript {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => FILE.test(line))
  const files = new Map<string, string>()
  let name: string | undefined
  for (const line of end < 0 ? [] : lines.slice(end, -1)) {
    const found = FILE.exec(line)?.[1]
    if (found !== undefined) {
      name = found
      files.set(name, '')
    } else if (name !== undefined) files.set(name, `${files.get(name)}${line}\n`)
  }
  const parts: ({ kind: 'prose'; lines: string[] } | { kind: 'prompt'; command: string; printed: string[] })[] = []
  for (const line of lines.slice(0, end < 0 ? -1 : end)) {
    const last = parts.at(-1)
    if (line.startsWith('$ ')) parts.push({ kind: 'prompt', command: line.slice(2), printed: [] })
    else if (last?.kind === 'prompt' && last.command.endsWith('\\') && last.printed.length === 0) {
      last.command = `${last.command}\n${line}`
    } else if (last?.kind === 'prompt' && !PROSE.test(line)) last.printed.push(line)
    else if (last?.kind === 'prose') last.lines.push(line)
    else parts.push({ kind: 'prose', lines: [line] })
  }
  return {
    parts: parts.map((part) =>
      part.kind === 'prose' ? { ...part, lines: trimmed(part.lines) } : { ...part, printed: trimmed(part.printed) },
    ),
    files,
  }
}

export function writeTranscript({ parts, files }: Transcript): string {
  const texts = parts.map((part) =>
    part.kind === 'prose' ? part.lines.join('\n') : [`$ ${part.command}`, ...part.printed].join('\n'),
  )
  const session = texts.map((text, i) => {
    // A prompt that prints nothing stays beside the next one.
    const quiet = parts[i]?.kind === 'prompt' && !text.includes('\n') && parts[i + 1]?.kind === 'prompt'
    return `${text}\n${i === texts.length - 1 || quiet ? '' : '\n'}`
  })
  const written = [...files].map(([name, text]) => `-- ${name} --\n${text}`)
  return `${session.join('')}${written.length === 0 ? '' : '\n'}${written.join('')}`
}

/** A printed line as it stands in a transcript. */
export function asPrinted(line: string): string {
  return /^(?:[#$!] |#$|-- |\\|\[exit )/.test(line) ? `\\${line}` : line
}

/** Without the empty lines at the end. */
function trimmed(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line !== '')
  return lines.slice(0, last + 1)
}
