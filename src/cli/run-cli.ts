import { type CommandEntry, EXIT, reportFault } from './command.ts'
import { COMMANDS } from './command-table.ts'
import { commandHelp, commandJson, nounHelp, overviewHelp } from './help.ts'
import { inkOf, shield } from './ink.ts'
import { nearest } from './nearest.ts'
import { leadingFlags } from './read-words.ts'
import type { World } from './world.ts'

/** Runs one command line (without the program's name) and gives the exit code. */
export async function runCli(words: readonly string[], given: World): Promise<number> {
  const world: World = { ...given, terminal: shield(given.terminal) }
  const end = words.indexOf('--')
  const flags = new Set(end < 0 ? words : words.slice(0, end))
  const json = flags.has('--json')
  // `steward -C lantern status` is what fingers know from git: such flags go on to the command.
  const leading = leadingFlags(words)
  const rest = words.slice(leading.length)
  if (rest[0] === '--version' || rest[0] === '-V' || (rest[0] === 'version' && rest.length === 1)) {
    world.terminal.out(json ? JSON.stringify({ version: world.version }) : `steward ${world.version}`)
    return EXIT.done
  }
  const named = (rest[0] === 'help' ? rest.slice(1) : rest).filter((word) => !word.startsWith('-'))
  const asksForHelp = rest[0] === 'help' || flags.has('--help') || flags.has('-h')
  if (asksForHelp || rest.length === 0 || isNounAlone(rest)) return help(named, json, world)

  if (rest[0]?.startsWith('-')) return flagFirst(rest[0], json, world)

  const entry = commandOf(rest)
  if (entry === undefined) return unknownCommand(rest, json, world)
  const command = await entry.load()
  return command.execute([...leading, ...rest.slice(entry.name.split(' ').length)], world)
}

/** The entry whose name the words start with; names have one or two words. */
function commandOf(words: readonly string[]): CommandEntry | undefined {
  return COMMANDS.find(({ name }) => name.split(' ').every((part, i) => words[i] === part))
}

/** Commands of two words that begin with this one. */
function verbsOf(noun: string | undefined): readonly CommandEntry[] {
  return COMMANDS.filter(({ name }) => name.startsWith(`${noun} `))
}

/** `steward history` alone asks what there is, in the only way that comes to mind. */
function isNounAlone([noun, ...flags]: readonly string[]): boolean {
  return verbsOf(noun).length > 0 && leadingFlags(flags).length === flags.length
}

async function help(named: readonly string[], json: boolean, world: World): Promise<number> {
  const [noun] = named
  const entry = commandOf(named)
  const verbs = verbsOf(noun)
  if (noun !== undefined && entry === undefined && (verbs.length === 0 || named.length > 1)) {
    return unknownCommand(named, json, world)
  }
  const entries = entry !== undefined ? [entry] : noun === undefined ? COMMANDS : verbs
  const commands = await Promise.all(entries.map((each) => each.load()))
  if (json) {
    const [only] = commands
    const answer =
      entry !== undefined && only !== undefined ? commandJson(only) : { commands: commands.map(commandJson) }
    world.terminal.out(JSON.stringify(answer))
    return EXIT.done
  }
  const ink = inkOf(world.terminal)
  const lines =
    entry !== undefined
      ? commands.flatMap((each) => commandHelp(each, ink))
      : noun === undefined
        ? overviewHelp(commands, ink)
        : nounHelp(noun, commands, ink)
  for (const line of lines) world.terminal.out(line)
  return EXIT.done
}

/** Only flags that every command takes may stand before its name. */
function flagFirst(word: string, json: boolean, world: World): number {
  const hint = 'flags of a command come after its name'
  return reportFault(
    { code: 'USAGE_WORDS', kind: 'invalid', message: `steward has no flag ${word}`, hint },
    json,
    world,
  )
}

function unknownCommand(words: readonly string[], json: boolean, world: World): number {
  const verbs = verbsOf(words[0])
  // Of `version sotr 1.0` the first two words are meant, of `stauts LSF-2030-1` one.
  const close =
    nearest(
      words.slice(0, 2).join(' '),
      COMMANDS.map(({ name }) => name),
    ) ??
    (verbs.length > 0
      ? undefined
      : nearest(
          words[0] ?? '',
          COMMANDS.map(({ name }) => name),
        ))
  const known = verbs.map(({ name }) => name).join(', ')
  const hint =
    close !== undefined
      ? `did you mean \`steward ${close}\`?`
      : verbs.length > 0
        ? `the commands are ${known}`
        : '`steward --help` lists the commands'
  return reportFault(
    {
      code: 'USAGE_COMMAND',
      kind: 'invalid',
      message: `no command ${JSON.stringify(words.slice(0, verbs.length > 0 ? 2 : 1).join(' '))}`,
      hint,
    },
    json,
    world,
  )
}
