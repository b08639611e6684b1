import type { AnyCommand } from './command.ts'
import { flagNames } from './help.ts'

/** A bash script: `complete -F`. After a command's words its flags and file names are offered. */
export function bashCompletion(commands: readonly AnyCommand[]): readonly string[] {
  return [
    '_steward() {',
    `  local cur=\${COMP_WORDS[COMP_CWORD]} line="\${COMP_WORDS[*]:1:COMP_CWORD-1}"`,
    '  case "$line" in',
    ...commands.map(
      ({ name, flags }) =>
        `    "${name}"*) COMPREPLY=($(compgen -f -W "${flagNames(flags).join(' ')}" -- "$cur")); return ;;`,
    ),
    ...nouns(commands).map(
      ([noun, verbs]) => `    "${noun}") COMPREPLY=($(compgen -W "${verbs.join(' ')}" -- "$cur")); return ;;`,
    ),
    '  esac',
    `  COMPREPLY=($(compgen -W "${firstWords(commands).join(' ')}" -- "$cur"))`,
    '}',
    'complete -o filenames -F _steward steward',
  ]
}

/** A zsh script: `compdef`. */
export function zshCompletion(commands: readonly AnyCommand[]): readonly string[] {
  return [
    '#compdef steward',
    '_steward() {',
    `  local line="\${words[2,CURRENT-1]}"`,
    '  case "$line" in',
    ...commands.map(({ name, flags }) => `    "${name}"*) compadd -- ${flagNames(flags).join(' ')}; _files; return ;;`),
    ...nouns(commands).map(([noun, verbs]) => `    "${noun}") compadd -- ${verbs.join(' ')}; return ;;`),
    '  esac',
    `  compadd -- ${firstWords(commands).join(' ')}`,
    '}',
    'compdef _steward steward',
  ]
}

/** A fish script: one `complete` line for each command and flag. */
export function fishCompletion(commands: readonly AnyCommand[]): readonly string[] {
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  return [
    ...firstWords(commands).map((word) => `complete -c steward -n __fish_use_subcommand -a ${word}`),
    ...nouns(commands).flatMap(([noun, verbs]) =>
      verbs.map((verb) => `complete -c steward -n '__fish_seen_subcommand_from ${noun}' -a ${verb}`),
    ),
    ...commands.flatMap(({ name, flags }) =>
      Object.entries(flags).map(
        ([flag, { about }]) =>
          `complete -c steward -n '__fish_seen_subcommand_from ${name.split(' ')[0]}' -l ${flag} -d ${quote(about)}`,
      ),
    ),
  ]
}

function firstWords(commands: readonly AnyCommand[]): readonly string[] {
  return [...new Set(commands.map(({ name }) => name.split(' ')[0]!))]
}

/** The nouns that have verbs, with them. */
function nouns(commands: readonly AnyCommand[]): readonly (readonly [string, readonly string[]])[] {
  return firstWords(commands).flatMap((noun) => {
    const verbs = commands.flatMap(({ name }) => (name.startsWith(`${noun} `) ? [name.slice(noun.length + 1)] : []))
    return verbs.length > 0 ? [[noun, verbs] as const] : []
  })
}
