import { type AnyCommand, COMMON_FLAGS, type CommandEntry, command, EXIT, reportFault } from '../command.ts'
import { bashCompletion, fishCompletion, zshCompletion } from '../completion-scripts.ts'

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

/** Completion of the commands in `entries`, which is the table that this command itself stands in. */
export function completion(entries: readonly CommandEntry[]): AnyCommand {
  return command({
    name: 'completion',
    summary: 'a completion script for bash, zsh or fish',
    operands: { text: 'bash|zsh|fish', min: 1, max: 1 },
    about: 'Prints a script that completes commands and flags. It is made from the same table as this help.',
    examples: [
      ['source <(steward completion bash)', 'for this shell'],
      ['steward completion fish > ~/.config/fish/completions/steward.fish', 'for every fish'],
    ],
    flags: { ...COMMON_FLAGS },
    async run({ values, operands }, world) {
      const shell = operands[0] as keyof typeof SHELLS
      if (!Object.hasOwn(SHELLS, shell)) {
        return reportFault(
          {
            code: 'USAGE_SHELL',
            kind: 'invalid',
            message: `no completion for ${JSON.stringify(shell)}`,
            hint: 'the shells are bash, zsh, fish',
          },
          values.json,
          world,
        )
      }
      const commands = await Promise.all(entries.map((entry) => entry.load()))
      const script = SHELLS[shell](commands)
      if (values.json) world.terminal.out(JSON.stringify({ shell, script: `${script.join('\n')}\n` }))
      else for (const line of script) world.terminal.out(line)
      return EXIT.done
    },
  })
}
