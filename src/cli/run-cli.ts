import path from 'node:path'
import { type AnyCommand, type CommandEntry, EXIT, reportFault } from './command.ts'
import { COMMANDS } from './command-table.ts'
import { commandHelp, listHelp } from './help.ts'
import type { World } from './world.ts'

const TITLE = [
  'steward: the security desk of an open-source foundation',
  '',
  'usage: steward COMMAND [FLAG...] [OPERAND...]',
]

/** Runs one command line (without the program's name) and gives the exit code. */
export async function runCli(words: readonly string[], world: World): Promise<number> {
  const { out } = world.terminal
  if (words[0] === '--version' || (words[0] === 'version' && words.length === 1)) {
    out(`steward ${world.version}`)
    return EXIT.done
  }
  const asked = words.filter((word) => word !== '--help' && word !== '-h')
  const wantsHelp = asked.length < words.length || words.length === 0 || words[0] === 'help'
  const named = asked[0] === 'help' ? asked.slice(1) : asked
  const entry = commandOf(named)
  if (wantsHelp) {
    for (const line of await helpFor(named, entry)) out(line)
    return EXIT.done
  }
  if (entry === undefined) return unknownCommand(words, world)
  const loaded = await entry.load()
  const rest = words.slice(entry.name.split(' ').length)
  return loaded.execute(rest, inDirectory(rest, world))
}

/** The entry whose name the words start with; names have one or two words. */
function commandOf(words: readonly string[]): CommandEntry | undefined {
  return COMMANDS.find(({ name }) => {
    const parts = name.split(' ')
    return parts.every((part, i) => words[i] === part)
  })
}

async function helpFor(words: readonly string[], entry: CommandEntry | undefined): Promise<readonly string[]> {
  if (entry !== undefined) return commandHelp(await entry.load())
  const under = COMMANDS.filter(({ name }) => name.split(' ')[0] === words[0])
  const listed: AnyCommand[] = await Promise.all((under.length > 0 ? under : COMMANDS).map((each) => each.load()))
  return listHelp(listed, under.length > 0 ? [`usage: steward ${words[0]} COMMAND [FLAG...] [OPERAND...]`] : TITLE)
}

function unknownCommand(words: readonly string[], world: World): number {
  const under = COMMANDS.filter(({ name }) => name.split(' ')[0] === words[0])
  const known = under.length > 0 ? under.map(({ name }) => name).join(', ') : undefined
  return reportFault(
    {
      code: 'USAGE_COMMAND',
      kind: 'invalid',
      message: `no command ${JSON.stringify(words.slice(0, 2).join(' '))}`,
      hint: known === undefined ? '`steward --help` lists the commands' : `the commands are ${known}`,
    },
    words.includes('--json'),
    world,
  )
}

/** `-C DIR` and `--directory DIR` move the whole command; the flag stays in place for the command to parse. */
function inDirectory(words: readonly string[], world: World): World {
  for (const [i, word] of words.entries()) {
    if (word === '--') break
    const folder =
      word === '-C' || word === '--directory'
        ? words[i + 1]
        : word.startsWith('--directory=')
          ? word.slice(12)
          : undefined
    if (folder !== undefined) return { ...world, folder: path.resolve(world.folder, folder) }
  }
  return world
}
