import { parseArgs } from 'node:util'
import { type Fault, fail, ok, type Result } from '#fault'
import { COMMON_FLAGS, type Flag, type Flags, type Operands, type Values } from './flags.ts'
import { nearest } from './nearest.ts'
import { listed } from './table.ts'

/** The words of a command line after the command's name, as its flag table reads them. */
export interface Words<F extends Flags> {
  readonly values: Values<F>
  readonly operands: readonly string[]
}

/**
 * Reads flags and operands in any order; after `--` everything is an operand. `parseArgs` cuts the words, and the rules are kept
 * here, so that faults read the same under every version of Node.
 */
export function readWords<F extends Flags>(
  { name, flags, operands }: { readonly name: string; readonly flags: F; readonly operands?: Operands },
  words: readonly string[],
): Result<Words<F>, 'USAGE_WORDS'> {
  const options = Object.fromEntries(
    Object.entries(flags).map(([flag, { type, multiple, short }]) => [
      flag,
      { type, ...(multiple && { multiple }), ...(short !== undefined && { short }) },
    ]),
  )
  const parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: false, tokens: true })
  const given = new Set<string>()
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined
    if (flag === undefined) return fail(unknownFlag(name, token.rawName, flags))
    const inline = token.inlineValue === true
    const wrong = wrongValue(flag, token.rawName, token.value, inline) ?? givenTwice(flag, token, given)
    if (wrong !== undefined) return fail(usage(name, wrong.message, wrong.hint))
    given.add(token.name)
  }
  const wrong = wrongCount(operands, parsed.positionals)
  if (wrong !== undefined) return fail(usage(name, `${name} ${wrong}`))
  const defaults = Object.entries(flags).map(([flag, { type, multiple }]) => [
    flag,
    multiple ? [] : type === 'boolean' ? false : undefined,
  ])
  const values = { ...Object.fromEntries(defaults), ...parsed.values } as Values<F>
  return ok({ values, operands: parsed.positionals })
}

interface Wrong {
  readonly message: string
  readonly hint?: string
}

function wrongValue(flag: Flag, rawName: string, value: string | undefined, inline: boolean): Wrong | undefined {
  if (flag.type === 'boolean') return value === undefined ? undefined : { message: `${rawName} takes no value` }
  const wanted = flag.value ?? 'a value'
  if (value === undefined) return { message: `${rawName} needs ${wanted}` }
  if (!inline && value.length > 1 && value.startsWith('-')) {
    const joined = rawName.startsWith('--') ? `${rawName}=${value}` : `${rawName}${value}`
    return { message: `${rawName} needs ${wanted}, found the flag ${value}`, hint: `if it is meant: ${joined}` }
  }
  if (flag.words === undefined || flag.words.includes(value)) return undefined
  const close = nearest(value, flag.words)
  return {
    message: `${rawName} takes ${listed(flag.words, 'or')}, not ${JSON.stringify(value)}`,
    ...(close !== undefined && { hint: `did you mean ${close}?` }),
  }
}

/** The last one would win in silence. */
function givenTwice(flag: Flag, token: { readonly name: string }, given: ReadonlySet<string>): Wrong | undefined {
  if (flag.type === 'boolean' || flag.multiple || !given.has(token.name)) return undefined
  return { message: `--${token.name} is given twice`, hint: 'keep one of them' }
}

function wrongCount(operands: Operands | undefined, found: readonly string[]): string | undefined {
  const { min, max } = operands ?? { min: 0, max: 0 }
  if (found.length >= min && found.length <= max) return undefined
  const what = found.length === 0 ? 'nothing' : found.map((word) => JSON.stringify(word)).join(' ')
  return `takes ${operands === undefined ? 'no operand' : operands.text}, found ${what}`
}

function unknownFlag(command: string, rawName: string, flags: Flags): Fault<'USAGE_WORDS'> {
  const close = nearest(
    rawName,
    [...Object.keys(flags), 'help'].map((flag) => `--${flag}`),
  )
  return usage(command, `${command} has no flag ${rawName}`, close === undefined ? undefined : `did you mean ${close}?`)
}

function usage(command: string, message: string, hint?: string): Fault<'USAGE_WORDS'> {
  return { code: 'USAGE_WORDS', kind: 'invalid', message, hint: hint ?? `\`steward ${command} --help\` tells more` }
}

/** The words before the command's name that are flags which every command takes: `-C lantern`, `--json`. */
export function leadingFlags(words: readonly string[]): readonly string[] {
  let end = 0
  for (let word = words[0]; word !== undefined; word = words[end]) {
    const name = word.startsWith('--') ? word.slice(2).split('=')[0]! : ''
    const entry = Object.entries(COMMON_FLAGS).find(
      ([long, flag]) => long === name || ('short' in flag && word.startsWith(`-${flag.short}`)),
    )
    if (entry === undefined) break
    const [long, flag] = entry
    const standsAlone = word === `--${long}` || ('short' in flag && word === `-${flag.short}`)
    end += flag.type === 'string' && standsAlone ? 2 : 1
  }
  return words.slice(0, end)
}
