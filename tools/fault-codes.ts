// Finds the fault codes in the sources, with the kind and the message that stand beside each: docs/faults.md is made of them.
// This reads TypeScript by its brackets and quotes, which is enough for the few shapes in which faults are written here:
// `{ code: 'X', kind: 'invalid', message: '...' }`, `refuse('X', 'detail')` with such a literal in `refuse`, and
// `['X', 'absent', 'reason']`.

export interface FaultCode {
  readonly code: string
  /** Kinds of faults, or the levels `error`, `question` and `notice` of findings; sorted. */
  readonly kinds: readonly string[]
  /** The message, with `…` where a value stands. */
  readonly message: string
}

const WORD = /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g
const KINDS = ['invalid', 'absent', 'conflict', 'refused', 'untrusted', 'unreachable', 'error', 'question', 'notice']

/** Words in capitals that are no codes: names of formats, of other programs' variables and of constants. */
const OTHER_WORDS =
  /^(?:CVE_RECORD|CVSS_V\d|ADJACENT_NETWORK|BLOCK_\w+|REMEDIATION_\w+|(?:PKIX|PKCS1|SHA2)_\w+|.*_PROXY|SSH_AUTH_SOCK|GIT_SSL_CAINFO|XDG_CONFIG_HOME)$/

/** Every code that the sources speak of, whether its message is found or not. */
export function codeWords(sources: readonly string[]): readonly string[] {
  const words = sources.flatMap((text) => [...text.matchAll(WORD)].map((found) => found[1] ?? ''))
  return [...new Set(words)].filter((word) => !OTHER_WORDS.test(word)).sort()
}

/** Every code with what is written beside it; a code that stands in several places has the message of the first. */
export function faultCodes(sources: readonly string[]): readonly FaultCode[] {
  const found = new Map<string, { kinds: Set<string>; message: string }>()
  const everything = sources.map((text) => ({ text, mask: masked(text) }))
  for (const source of everything) {
    for (const match of source.text.matchAll(WORD)) {
      const code = match[1] ?? ''
      if (OTHER_WORDS.test(code) || source.mask[match.index] !== "'") continue
      const told = tellFrom(source, match.index, everything)
      if (told === undefined) continue
      const entry = found.get(code) ?? { kinds: new Set<string>(), message: told.message.replace(/…+/g, '…') }
      entry.kinds.add(told.kind)
      found.set(code, entry)
    }
  }
  return [...found]
    .map(([code, { kinds, message }]) => ({ code, kinds: [...kinds].sort(), message }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

interface Source {
  readonly text: string
  /** The text with blanks for what is inside quotes and comments. */
  readonly mask: string
}

interface Told {
  readonly kind: string
  readonly message: string
}

function tellFrom(source: Source, at: number, everything: readonly Source[]): Told | undefined {
  const open = openingBefore(source.mask, at)
  if (open < 0) return undefined
  const inside = itemsOf(source, open)
  if (source.mask[open] === '{') return tellFromLiteral(source, open)
  const place = inside.findIndex(({ start, end }) => start <= at && at < end)
  if (source.mask[open] === '[') {
    const [kind, reason] = inside.slice(place + 1).map(({ text }) => literalIn(text))
    return kind !== undefined && KINDS.includes(kind) ? { kind, message: reason ?? '' } : undefined
  }
  // A call: the function says the kind and the sentence, the argument after the code says the detail.
  const name = /([\w#]+)\s*$/.exec(source.mask.slice(0, open))?.[1]
  const after = inside.slice(place + 1).map(({ text }) => literalIn(expanded(source, text, open)))
  const said = after.find((text) => text !== undefined) ?? ''
  const level = inside.map(({ text }) => literalIn(text)).find((text) => text !== undefined && KINDS.includes(text))
  if (level !== undefined) return { kind: level, message: said }
  // `ok(` says no fault, whatever stands inside.
  const called = name === undefined || name === 'ok' ? undefined : calledBy(name, source, everything)
  return called && { kind: called.kind, message: called.message.replace(/…$/, said === '' ? '…' : said) }
}

/** Kind (or level) and message of the object that opens at `open`. */
function tellFromLiteral(source: Source, open: number): Told | undefined {
  const fields = new Map(
    itemsOf(source, open).map(({ text }) => {
      const [name = '', ...rest] = text.split(':')
      return [name.trim(), rest.length === 0 ? name.trim() : rest.join(':')] as const
    }),
  )
  const kind = literalIn(fields.get('kind') ?? fields.get('level') ?? '')
  if (kind === undefined || !KINDS.includes(kind)) return undefined
  return { kind, message: literalIn(expanded(source, fields.get('message') ?? '', open)) ?? '' }
}

/** The text that a function puts around its detail, from its definition in this file or in another. */
function calledBy(name: string, source: Source, everything: readonly Source[]): Told | undefined {
  for (const each of [source, ...everything.filter((other) => other !== source)]) {
    const start = new RegExp(`(?:function |const |^ {2})${name}\\b`, 'm').exec(each.mask)?.index
    if (start === undefined) continue
    const open = each.mask.indexOf('kind:', start)
    const end = each.mask.indexOf('\n}', start)
    if (open < 0 || (end >= 0 && open > end)) continue
    const told = tellFromLiteral(each, openingBefore(each.mask, open))
    if (told !== undefined) return told
  }
  return undefined
}

/** An expression that is one name stands for what was last given to it before. */
function expanded(source: Source, expression: string, before: number): string {
  const name = /^\s*(\w+)\s*$/.exec(expression)?.[1]
  if (name === undefined) return expression
  const given = source.mask.lastIndexOf(`const ${name} =`, before)
  if (given < 0) return expression
  const end = /\n\s*(?:const|return|if|for|faults|\})/.exec(source.mask.slice(given))?.index ?? 400
  return source.text.slice(given, given + end)
}

/** The longest text in quotes of an expression, with `…` for values. */
function literalIn(expression: string): string | undefined {
  const mask = masked(expression)
  const literals: string[] = []
  for (let i = 0; i < mask.length; i++) {
    const quote = mask[i]
    if (quote !== "'" && quote !== '`' && quote !== '"') continue
    const end = mask.indexOf(quote, i + 1)
    literals.push(withoutValues(expression.slice(i + 1, end)))
    i = end
  }
  return literals.reduce<string | undefined>((a, b) => (a !== undefined && a.length >= b.length ? a : b), undefined)
}

/** `${value}` becomes `…`. */
function withoutValues(template: string): string {
  let text = ''
  for (let i = 0; i < template.length; i++) {
    if (template.startsWith('${', i)) {
      text += '…'
      i = closingBrace(template, i + 1)
    } else text += template[i] === '\\' ? (template[++i] ?? '') : template[i]
  }
  return text
}

/** Where the innermost bracket that holds `at` opens, or -1. */
function openingBefore(mask: string, at: number): number {
  let depth = 0
  for (let i = at - 1; i >= 0; i--) {
    if (')]}'.includes(mask[i] ?? '')) depth++
    else if ('([{'.includes(mask[i] ?? '') && depth-- === 0) return i
  }
  return -1
}

/** What stands between the bracket at `open` and its end, by commas. */
function itemsOf({ text, mask }: Source, open: number): readonly { start: number; end: number; text: string }[] {
  const items: { start: number; end: number; text: string }[] = []
  let depth = 0
  let start = open + 1
  for (let i = open; i < mask.length; i++) {
    const letter = mask[i] ?? ''
    if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
    if (depth === 0 || (depth === 1 && letter === ',')) {
      items.push({ start, end: i, text: text.slice(start, i) })
      start = i + 1
    }
    if (depth === 0) break
  }
  return items
}

/** Blanks for the insides of quotes and for comments, so that brackets can be counted; of the same length. */
function masked(text: string): string {
  const blank = (from: number, to: number): string => text.slice(from, to).replace(/[^\n]/g, ' ')
  let mask = ''
  for (let i = 0; i < text.length; ) {
    const end = text.startsWith('//', i)
      ? endOf(text, i, '\n')
      : text.startsWith('/*', i)
        ? endOf(text, i + 2, '*/') + 2
        : text[i] === '/' && PATTERN_BEFORE.test(mask.slice(-20))
          ? endOfPattern(text, i)
          : undefined
    if (end !== undefined) {
      mask += blank(i, end)
      i = end
      continue
    }
    const letter = text[i] ?? ''
    if (!`'"\``.includes(letter)) {
      mask += letter
      i++
      continue
    }
    const close = closingQuote(text, i)
    mask += letter + blank(i + 1, close) + letter
    i = close + 1
  }
  return mask
}

/** After these a slash begins a regular expression; elsewhere it divides. */
const PATTERN_BEFORE = /(?:[(,=:[!&|?{};>]|return)\s*$/

function endOfPattern(text: string, at: number): number {
  let inClass = false
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '[') inClass = true
    else if (text[i] === ']') inClass = false
    else if (text[i] === '/' && !inClass) return i + 1
  }
  return text.length
}

function endOf(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end
}

/** Where the text that opens at `at` closes. Templates may hold templates. */
function closingQuote(text: string, at: number): number {
  const quote = text[at]
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === quote) return i
    else if (quote === '`' && text.startsWith('${', i)) i = closingBrace(text, i + 1)
  }
  return text.length
}

function closingBrace(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const letter = text[i] ?? ''
    if (`'"\``.includes(letter)) i = closingQuote(text, i)
    else if (letter === '{') depth++
    else if (letter === '}' && --depth === 0) return i
  }
  return text.length
}
