import type { AnyCommand } from './command.ts'
import type { Flag } from './flags.ts'
import { flagNames } from './help.ts'

/** A bash script: flags and their values, then files or words where the operands are such. Works from bash 3.2 on. */
export function bashCompletion(commands: readonly AnyCommand[]): readonly string[] {
  const words = (list: readonly string[]): string => `compgen -W $'${list.join('\\n')}' -- "$cur"`
  const kinds = { files: 'compgen -f -- "$cur"', folders: 'compgen -d -- "$cur"' }
  const values = (what: Values): string | undefined => (typeof what === 'string' ? kinds[what] : what && words(what))
  const offer = (asked: string): string => `COMPREPLY=($(${asked}))`
  return [
    '_steward() {',
    `  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" IFS=' ' line`,
    `  line="\${COMP_WORDS[*]:1:COMP_CWORD-1}"`,
    "  IFS=$'\\n'",
    '  COMPREPLY=()',
    '  case "$line" in',
    ...commands.flatMap((command) => {
      const wanting = Object.entries(command.flags).filter(([, flag]) => flag.type === 'string')
      const operands = values(valuesOf(command.operands?.text))
      return [
        `    "${command.name}"|"${command.name} "*)`,
        '      case "$prev" in',
        ...wanting.map(([name, flag]) => {
          const asked = values(valuesOf(flag))
          return `        ${namesOf(name, flag).join('|')}) ${asked === undefined ? '' : `${offer(asked)}; `}return ;;`
        }),
        '      esac',
        `      case "$cur" in -*) ${offer(words(flagNames(command.flags)))}; return ;; esac`,
        `      ${operands === undefined ? '' : `${offer(operands)}; `}return ;;`,
      ]
    }),
    ...nouns(commands).map(([noun, verbs]) => `    "${noun}") ${offer(words(verbs))}; return ;;`),
    `    "") ${offer(words([...firstWords(commands), '--help', '--version']))}; return ;;`,
    '  esac',
    '}',
    'complete -o filenames -F _steward steward',
  ]
}

/** A zsh script: `compdef`. */
export function zshCompletion(commands: readonly AnyCommand[]): readonly string[] {
  const values = (what: Values): string =>
    what === 'files'
      ? '_files'
      : what === 'folders'
        ? '_files -/'
        : what === undefined
          ? ''
          : `compadd -- ${what.join(' ')}`
  return [
    '#compdef steward',
    '_steward() {',
    `  local line="\${words[2,CURRENT-1]}" cur="\${words[CURRENT]}" prev="\${words[CURRENT-1]}"`,
    '  case "$line" in',
    ...commands.flatMap((command) => [
      `    "${command.name}"|"${command.name} "*)`,
      '      case "$prev" in',
      ...Object.entries(command.flags)
        .filter(([, flag]) => flag.type === 'string')
        .map(([name, flag]) => `        ${namesOf(name, flag).join('|')}) ${values(valuesOf(flag))}; return ;;`),
      '      esac',
      `      if [[ "$cur" == -* ]]; then compadd -- ${flagNames(command.flags).join(' ')}; return; fi`,
      `      ${values(valuesOf(command.operands?.text))}; return ;;`,
    ]),
    ...nouns(commands).map(([noun, verbs]) => `    "${noun}") compadd -- ${verbs.join(' ')}; return ;;`),
    `    "") compadd -- ${[...firstWords(commands), '--help', '--version'].join(' ')}; return ;;`,
    '  esac',
    '}',
    'compdef _steward steward',
  ]
}

/** A fish script: one `complete` line for each command and flag. */
export function fishCompletion(commands: readonly AnyCommand[]): readonly string[] {
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const seen = (name: string): string =>
    quote(
      name
        .split(' ')
        .map((word) => `__fish_seen_subcommand_from ${word}`)
        .join('; and '),
    )
  return [
    'complete -c steward -f',
    ...firstWords(commands).map((word) => {
      const summary = commands.find(({ name }) => name === word)?.summary
      return `complete -c steward -n __fish_use_subcommand -a ${word}${summary === undefined ? '' : ` -d ${quote(summary)}`}`
    }),
    ...commands.flatMap(({ name, summary }) => {
      const [noun, verb] = name.split(' ')
      return verb === undefined ? [] : [`complete -c steward -n ${seen(noun!)} -a ${verb} -d ${quote(summary)}`]
    }),
    ...commands.flatMap(({ name, flags, operands }) => [
      ...fishValues(valuesOf(operands?.text)).map((what) => `complete -c steward -n ${seen(name)} ${what}`),
      ...Object.entries(flags).map(([flag, about]) => {
        const short = about.short === undefined ? '' : ` -s ${about.short}`
        const value = about.type === 'boolean' ? '' : ` ${fishValues(valuesOf(about)).join(' ') || '-x'}`
        return `complete -c steward -n ${seen(name)}${short} -l ${flag}${value} -d ${quote(about.about)}`
      }),
    ]),
  ]
}

function fishValues(what: Values): readonly string[] {
  if (what === undefined) return []
  if (what === 'files') return ['-r -F']
  return [what === 'folders' ? "-x -a '(__fish_complete_directories)'" : `-x -a '${what.join(' ')}'`]
}

/** What can be offered for a value: files, folders, some words, or nothing. */
type Values = 'files' | 'folders' | readonly string[] | undefined

/** The values of a flag, or of operands by their text: `FILE...`, `bash|zsh|fish`. */
function valuesOf(of: Flag | string | undefined): Values {
  if (typeof of === 'object' && of.words !== undefined) return of.words
  const text = typeof of === 'object' ? of.value : of
  if (text === undefined) return undefined
  if (/^[a-z]+(?:\|[a-z]+)+$/.test(text)) return text.split('|')
  return text.startsWith('FILE') ? 'files' : text === 'DIR' ? 'folders' : undefined
}

/** `--directory` and `-C`. */
function namesOf(name: string, { short }: Flag): readonly string[] {
  return short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`]
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
