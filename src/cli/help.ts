import type { AnyCommand } from './command.ts'
import { COMMON_FLAGS, type Flag, type Flags } from './flags.ts'
import { type Ink, PLAIN } from './ink.ts'
import { JSON_ANSWERS } from './json-answers.ts'
import { wrap } from './table.ts'

/** Columns that help may take; it is read in terminals of 80 too, where the longest lines break. */
const WIDTH = 100

const CLOSING = 'Exit codes: 0 done, 1 findings, 2 usage, 3-8 by kind of fault. The manual: docs/cli.md'

/** Help for one command: what it does, its flags, its examples. Fits one screen. */
export function commandHelp(command: AnyCommand, ink: Ink = PLAIN): readonly string[] {
  const flags = Object.entries(command.flags).map(([name, flag]) => [`  ${flagUsage(name, flag)}`, flag.about] as const)
  return [
    `usage: ${ink('title', usageOf(command))}`,
    '',
    ...wrap(command.about, WIDTH),
    '',
    ...columns([...flags, ['  -h, --help', 'this text']]),
    '',
    ...examples(command.examples, ink),
  ]
}

/** What the commands that begin with a noun are about. */
const NOUNS: Readonly<Record<string, string>> = {
  advisory: 'facts files',
  cve: 'CVE records in files',
  osv: 'OSV records in files',
  cna: 'CVE Services',
  history: 'commits and tags',
  version: 'versions',
  catalog: 'CWE and CAPEC',
  desk: 'the whole desk as files',
  audit: 'the audit log of a desk',
}

/** Help for all commands: those with a noun stand together on its line. */
export function overviewHelp(commands: readonly AnyCommand[], ink: Ink = PLAIN): readonly string[] {
  return [
    `${ink('title', 'steward')}: the security desk of an open-source foundation`,
    '',
    'usage: steward COMMAND [FLAG...] [OPERAND...]',
    '',
    ...columns(overviewRows(commands)),
    '',
    ...examples(
      [
        ['steward tour', 'five minutes on a repository made for you'],
        ['cd lantern && steward init', 'start with your own'],
      ],
      ink,
    ),
    '',
    `steward COMMAND --help tells more, and so does steward NOUN. All take ${Object.keys(COMMON_FLAGS)
      .map((flag) => `--${flag}`)
      .join(', ')}.`,
    CLOSING,
  ]
}

function overviewRows(commands: readonly AnyCommand[]): readonly (readonly [string, string])[] {
  const rows = new Map<string, string>()
  for (const { name, summary } of commands) {
    const [noun = '', verb] = name.split(' ')
    const verbs = rows.get(noun)
    if (verb === undefined) rows.set(name, summary)
    else rows.set(noun, verbs === undefined ? `${NOUNS[noun] ?? noun}: ${verb}` : `${verbs}, ${verb}`)
  }
  return [...rows].map(([name, what]) => [`  ${name}`, what] as const)
}

/** Help for a noun: its verbs, and two examples. */
export function nounHelp(noun: string, commands: readonly AnyCommand[], ink: Ink = PLAIN): readonly string[] {
  return [
    `usage: ${ink('title', `steward ${noun}`)} COMMAND [FLAG...] [OPERAND...]`,
    '',
    ...columns(commands.map(({ name, summary }) => [`  ${name}`, summary] as const)),
    '',
    ...examples(
      commands.slice(0, 2).flatMap(({ examples: own }) => own.slice(0, commands.length === 1 ? 2 : 1)),
      ink,
    ),
    '',
    `steward ${noun} COMMAND --help tells more.`,
    CLOSING,
  ]
}

/** One command as `--help --json` prints it. */
export function commandJson(command: AnyCommand): object {
  const { name, summary, about, flags, examples: shown } = command
  return {
    name,
    summary,
    usage: usageOf(command),
    about,
    flags: Object.entries(flags).map(([flag, { type, value, words, short, multiple, about: what }]) => ({
      flag: `--${flag}`,
      short: short === undefined ? null : `-${short}`,
      value: type === 'boolean' ? null : (value ?? null),
      words: words ?? null,
      multiple: multiple ?? false,
      about: what,
    })),
    examples: shown.map(([text, what]) => ({ command: text, about: what })),
    json: JSON_ANSWERS[name] ?? null,
  }
}

/** `steward render [FLAG...] ID` */
export function usageOf({ name, operands }: AnyCommand): string {
  return `steward ${name} [FLAG...]${operands === undefined ? '' : ` ${operands.text}`}`
}

/** `-C, --directory DIR`; flags without a short form stand below the long ones of the others. */
export function flagUsage(name: string, flag: Flag): string {
  const value = flag.type === 'string' ? ` ${flag.value ?? 'TEXT'}` : ''
  return `${flag.short === undefined ? '    ' : `-${flag.short}, `}--${name}${value}`
}

/** The flags of a command by name, for completion. */
export function flagNames(flags: Flags): readonly string[] {
  return [...Object.keys(flags), 'help'].map((name) => `--${name}`)
}

function examples(list: readonly (readonly [command: string, what: string])[], ink: Ink): readonly string[] {
  return [
    ink('heading', 'examples'),
    ...list.flatMap(([text, what]) => [`  $ ${ink('command', text)}`, `      ${what}`]),
  ]
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.max(...rows.map(([text]) => text.length))
  return rows.flatMap(([text, right]) =>
    wrap(right, WIDTH - left - 2).map((line, i) => `${(i === 0 ? text : '').padEnd(left)}  ${line}`),
  )
}
