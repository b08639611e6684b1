import { EXIT } from './command.ts'
import { releaseVerify, type VerifyWorld } from './commands/release-verify.ts'
import { commandHelp } from './help.ts'
import { inkOf, shield } from './ink.ts'

/** Runs `steward release verify` alone, for the standalone program: the words are those after its name. */
export async function runVerify(words: readonly string[], given: VerifyWorld): Promise<number> {
  const world: VerifyWorld = { ...given, terminal: shield(given.terminal) }
  const end = words.indexOf('--')
  const flags = end < 0 ? words : words.slice(0, end)
  if (flags.includes('--help') || flags.includes('-h')) {
    for (const line of commandHelp(releaseVerify, inkOf(world.terminal))) world.terminal.out(line)
    return EXIT.done
  }
  return releaseVerify.execute(words, world)
}
