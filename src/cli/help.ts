import type { AnyCommand, Flag, Flags } from './command.ts'

/** Help for one command: what it does, its flags, its examples. Fits one screen. */
export function commandHelp(command: AnyCommand): readonly string[] {
  const flags = Object.entries(command.flags).map(([name, flag]) => [flagUsage(name, flag), flag.about] as const)
  return [
    `usage: steward ${command.name}${Object.keys(command.flags).length > 0 ? ' [FLAG...]' : ''}${command.operands ? ` ${command.operands.text}` : ''}`,
    '',
    ...wrap(command.about, 96),
    '',
    ...columns([...flags, ['    --help', 'this text']]),
    '',
    'examples',
    ...command.examples.flatMap(([text, what]) => [`  $ ${text}`, `      ${what}`]),
  ]
}

/** Help for a noun or for all: the commands with their summaries. */
export function listHelp(commands: readonly AnyCommand[], title: readonly string[]): readonly string[] {
  return [
    ...title,
    '',
    ...columns(commands.map(({ name, summary }) => [`  ${name}`, summary] as const)),
    '',
    'steward COMMAND --help tells more. Exit codes: 0 done, 1 findings, 2 usage, 3-8 a fault (docs/cli.md).',
  ]
}

function flagUsage(name: string, flag: Flag): string {
  const value = flag.type === 'string' ? ` ${flag.value ?? flag.words?.join('|') ?? 'TEXT'}` : ''
  return `${flag.short === undefined ? '    ' : `-${flag.short}, `}--${name}${value}`
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)))
  return rows.flatMap(([left, right]) =>
    left.length > width ? [left, `${' '.repeat(width)}  ${right}`] : [`${left.padEnd(width)}  ${right}`],
  )
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** The flags of a command by name, for completion. */
export function flagNames(flags: Flags): readonly string[] {
  return [...Object.keys(flags), 'help'].map((name) => `--${name}`)
}
