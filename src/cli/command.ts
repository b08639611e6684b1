import { parseArgs } from 'node:util'
import { type Fault, type FaultKind, fail, ok, type Result } from '#fault'
import type { World } from './world.ts'

/** One flag of a command. */
export interface Flag {
  readonly type: 'boolean' | 'string'
  /** May be given several times. */
  readonly multiple?: true
  readonly short?: string
  /** What a string flag takes, in capitals: `FILE`. */
  readonly value?: string
  /** The only words it takes. */
  readonly words?: readonly string[]
  readonly about: string
}
export type Flags = Readonly<Record<string, Flag>>

/** The values of a flag table: `true | undefined`, a text, or a list of texts. */
export type Values<F extends Flags> = {
  readonly [K in keyof F]: F[K] extends { readonly multiple: true }
    ? readonly string[]
    : F[K]['type'] extends 'boolean'
      ? boolean
      : string | undefined
}

/** One command, one file. The table in `command-table.ts` lists them; help, completion and the manual are made from it. */
export interface Command<F extends Flags = Flags> {
  /** The words after `steward`: `history contains`. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What comes after the flags: `ID...`. */
  readonly operands?: { readonly text: string; readonly min: number; readonly max: number }
  /** One short paragraph for its own help. */
  readonly about: string
  readonly examples: readonly (readonly [command: string, what: string])[]
  readonly flags: F
  run(input: { readonly values: Values<F>; readonly operands: readonly string[] }, world: World): Promise<number>
}

/** A command whose own flag types no longer matter to the caller. */
export interface AnyCommand extends Omit<Command, 'run'> {
  execute(words: readonly string[], world: World): Promise<number>
}

/** A command and the way to its code, which is loaded only when it runs. */
export interface CommandEntry {
  readonly name: string
  load(): Promise<AnyCommand>
}

/** The flags that every command takes. */
export const COMMON_FLAGS = {
  json: { type: 'boolean', about: 'print one JSON document instead of text' },
  directory: { type: 'string', short: 'C', value: 'DIR', about: 'work as if started in DIR' },
  quiet: { type: 'boolean', short: 'q', about: 'print nothing but findings and faults' },
} as const
export type CommonFlags = typeof COMMON_FLAGS

/** Exit codes; part of the interface, listed in docs/cli.md. */
export const EXIT = { done: 0, findings: 1, usage: 2 } as const
const EXIT_OF_KIND: Readonly<Record<FaultKind, number>> = {
  invalid: 3,
  absent: 4,
  conflict: 5,
  refused: 6,
  untrusted: 7,
  unreachable: 8,
}

export function exitOf(fault: Fault): number {
  return fault.code.startsWith('USAGE_') ? EXIT.usage : EXIT_OF_KIND[fault.kind]
}

/** Closes the flag types of a command over its own run. */
export function command<const F extends Flags>(definition: Command<F>): AnyCommand {
  return {
    ...definition,
    async execute(words, world) {
      const input = readWords(definition, words)
      if (!input.ok) return reportFault(input.fault, words.includes('--json'), world)
      return definition.run(input.value, world)
    },
  }
}

function readWords<F extends Flags>(
  definition: Command<F>,
  words: readonly string[],
): Result<{ values: Values<F>; operands: readonly string[] }> {
  const options = Object.fromEntries(
    Object.entries(definition.flags).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple && { multiple }), ...(short !== undefined && { short }) },
    ]),
  )
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (cause) {
    return fail(usage(definition, firstSentence((cause as Error).message)))
  }
  for (const [name, { words: allowed }] of Object.entries(definition.flags)) {
    const value = parsed.values[name]
    if (allowed !== undefined && typeof value === 'string' && !allowed.includes(value)) {
      return fail(usage(definition, `--${name} takes ${allowed.join(', ')}, not ${JSON.stringify(value)}`))
    }
  }
  const { min, max } = definition.operands ?? { min: 0, max: 0 }
  const count = parsed.positionals.length
  if (count < min || count > max) {
    const wanted = definition.operands === undefined ? 'no operand' : definition.operands.text
    return fail(
      usage(definition, `expected ${wanted}, found ${count === 0 ? 'nothing' : parsed.positionals.join(' ')}`),
    )
  }
  const defaults = Object.entries(definition.flags).map(([name, { type, multiple }]) => [
    name,
    multiple ? [] : type === 'boolean' ? false : undefined,
  ])
  const values = { ...Object.fromEntries(defaults), ...parsed.values } as Values<F>
  return ok({ values, operands: parsed.positionals })
}

function usage(definition: Pick<Command, 'name'>, message: string): Fault<'USAGE_WORDS'> {
  return { code: 'USAGE_WORDS', kind: 'invalid', message, hint: `steward ${definition.name} --help` }
}

/** The first sentence of a message, as the house writes them: no capital, no full stop. */
function firstSentence(message: string): string {
  const sentence = message.split(/\.(?:\s|$)/)[0] ?? message
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** Says why a command did not do its work, and gives the exit code for it. */
export function reportFault(fault: Fault, json: boolean, world: World): number {
  if (json) world.terminal.out(JSON.stringify({ faults: listOf(fault) }))
  else for (const line of faultLines(fault)) world.terminal.err(line)
  return exitOf(fault)
}

function listOf({ also = [], ...fault }: Fault): readonly Fault[] {
  return [fault, ...also.flatMap(listOf)]
}

/** `file:line:column: message [CODE]`, then the hint; one pair for each fault. */
export function faultLines(fault: Fault): readonly string[] {
  return listOf(fault).flatMap(({ code, message, at, place, hint }) => {
    const where = [place?.source, place?.line, place?.line === undefined ? undefined : place.column]
      .filter((part) => part !== undefined)
      .join(':')
    const pointer = at === undefined || at === '' ? '' : ` at ${at}`
    const lines = [`steward: ${where === '' ? '' : `${where}: `}${message}${pointer} [${code}]`]
    return hint === undefined ? lines : [...lines, `steward: hint: ${hint}`]
  })
}
