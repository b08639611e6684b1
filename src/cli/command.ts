import path from 'node:path'
import type { Fault, FaultKind } from '#fault'
import { jsonPieces, type LongJson } from '#json'
import type { CommonFlags, Flags, Operands, Values } from './flags.ts'
import { errorInkOf, type Ink, PLAIN } from './ink.ts'
import { readWords } from './read-words.ts'
import type { World } from './world.ts'

export { COMMON_FLAGS } from './flags.ts'

/** One command, one file. The table in `command-table.ts` lists them; help, completion and the manual are made from it. */
export interface Command<F extends Flags = Flags, W extends CommandWorld = World> {
  /** The words after `steward`: `history contains`. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly operands?: Operands
  /** One short paragraph for its own help. */
  readonly about: string
  readonly examples: readonly (readonly [command: string, what: string])[]
  readonly flags: F
  run(input: { readonly values: Values<F>; readonly operands: readonly string[] }, world: W): Promise<number>
}

/** A command whose own flag types no longer matter to the caller. */
export interface AnyCommand<W extends CommandWorld = World> extends Omit<Command, 'run'> {
  execute(words: readonly string[], world: W): Promise<number>
}

/** What every command needs of the world; one that needs no more runs in a smaller program too. */
export type CommandWorld = Pick<World, 'folder' | 'files' | 'terminal'>

/** A command and the way to its code, which is loaded only when it runs. */
export interface CommandEntry {
  readonly name: string
  load(): Promise<AnyCommand>
}

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

/** The exit code of work that came out as `found`, but for parts that could not be looked at: those count more, and the greatest wins. */
export function exitAfterFaults(found: number, faults: Iterable<Fault>): number {
  let exit = found
  for (const fault of faults) exit = Math.max(exit, exitOf(fault))
  return exit
}

/** Closes the flag types of a command over its own run. */
export function command<const F extends Flags, W extends CommandWorld = World>(
  definition: Command<F, W>,
): AnyCommand<W> {
  return {
    ...definition,
    async execute(words, world) {
      const input = readWords(definition, words)
      if (!input.ok) return reportFault(input.fault, words.includes('--json'), world)
      const { json, directory } = input.value.values as Values<CommonFlags>
      const folder = path.resolve(world.folder, directory ?? '.')
      if (directory !== undefined && !(await world.files.exists(folder))) {
        return reportFault(directoryAbsent(directory), json, world)
      }
      return definition.run(input.value, { ...world, folder })
    },
  }
}

function directoryAbsent(directory: string): Fault<'DIRECTORY_ABSENT'> {
  return {
    code: 'DIRECTORY_ABSENT',
    kind: 'absent',
    message: `cannot work in ${directory}: it does not exist`,
  }
}

/** Says why a command did not do its work, and gives the exit code for it. */
export function reportFault(fault: Fault, json: boolean, world: Pick<World, 'terminal'>): number {
  if (json) world.terminal.out(JSON.stringify({ faults: listOf(fault) }))
  else printFaults([fault], world)
  return exitOf(fault)
}

/** UTF-16 units of an answer that are written at once. */
const PIECE = 64 * 1024

/** An answer for programs that may be longer than memory should hold, in one line. */
export function writeAnswer(answer: LongJson, { terminal }: Pick<World, 'terminal'>): void {
  let text = ''
  for (const piece of jsonPieces(answer)) {
    text += piece
    if (text.length < PIECE) continue
    terminal.write(text)
    text = ''
  }
  terminal.out(text)
}

/** Faults of one document that a person is shown: a file of another kind has one in every field. */
const SHOWN = 12

/** Faults of parts, where the rest went on. */
export function printFaults(faults: readonly Fault[], world: Pick<World, 'terminal'>): void {
  const ink = errorInkOf(world.terminal)
  for (const { also = [], ...first } of faults) {
    const shown = { ...first, also: also.slice(0, SHOWN - 1) }
    for (const line of draw(shown, ink)) world.terminal.err(line)
    const rest = also.length - shown.also.length
    if (rest > 0) world.terminal.err(`${ink('error', 'steward:')} and ${rest} more faults: --json tells all`)
  }
}

/** `steward: file:line:column: message [CODE]`, then the hint; one pair for each fault. */
export function faultLines(fault: Fault): readonly string[] {
  return draw(fault, PLAIN)
}

function draw(fault: Fault, ink: Ink): readonly string[] {
  return listOf(fault).flatMap(({ code, message, at, place, hint }) => {
    const where = [place?.source, place?.line, place?.line === undefined ? undefined : place.column]
      .filter((part) => part !== undefined)
      .join(':')
    // A message that names its file already says it once.
    const prefix = where === '' || (place?.line === undefined && message.includes(where)) ? '' : `${where}: `
    const pointer = at === undefined || at === '' ? '' : ` at ${at}`
    const lines = [`${ink('error', 'steward:')} ${prefix}${message}${pointer} [${code}]`]
    return hint === undefined ? lines : [...lines, `${ink('heading', 'steward: hint:')} ${hint}`]
  })
}

/** A fault and those that were found with it, as one list; so are they printed, also with --json. */
export function listOf({ also = [], ...fault }: Fault): readonly Fault[] {
  return [fault, ...also.flatMap(listOf)]
}
