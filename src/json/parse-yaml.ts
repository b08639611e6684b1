import { Composer, type CST, Lexer, Parser, type Document as YamlDocument } from 'yaml'
import { type Fault, fail, failAll, ok, type Place, quote, type Result } from '#fault'
import type { Document, Limits } from './document.ts'
import { lineFinder } from './lines.ts'
import { refusedYaml } from './yaml-refusals.ts'
import { offsetInYaml, valueOfYaml } from './yaml-value.ts'

/** Facts are written by hand: a megabyte of them is a mistake or an attack. */
const YAML_LIMITS: Limits = { length: 1024 * 1024, depth: 32 }

/**
 * Most lexical tokens of one text. A line `key: value` has eight, so this is some 25,000 lines. The time and the memory of reading
 * go with the tokens and not with the length: a megabyte of commas costs as much as a hundred of prose.
 */
const MOST_TOKENS = 200_000

/** What a YAML text must not hold as it is. Source: YAML 1.2.2, 5.1, production c-printable. */
const CONTROL = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/u

/** Problems that are told of a text that is no YAML: most follow from the first. */
const MOST_PROBLEMS = 10

/**
 * Reads one YAML 1.2 document of the JSON kind (core schema): string keys, no duplicate keys, no tags beyond those of JSON, no
 * anchors or aliases. Aliases are refused rather than bounded, since nobody needs them here and a bomb is made of nothing else.
 * `<<` is a key like any other: nothing is merged.
 *
 * Dates stay text (`2030-03-01` is the string), and so must versions: `3.10` unquoted is the number 3.1 in YAML, so every number
 * that would not be written back the same is a fault that says to quote it.
 */
export function parseYaml(text: string, limits: Limits = YAML_LIMITS): Result<Document> {
  const read = parseYamlNodes(text, limits)
  if (!read.ok) return read
  const { contents, placeOf } = read.value
  return ok({ value: valueOfYaml(contents), locate: (at) => placeOf(offsetInYaml(contents, at)) })
}

/** What a text holds, as the package has it: for whoever edits the text and needs to know where each node stands. */
export interface YamlNodes {
  readonly contents: Parsed['contents']
  readonly placeOf: (offset: number) => Place
}

/** Reads as {@link parseYaml} does, and refuses the same. Nobody changes the nodes. */
export function parseYamlNodes(text: string, limits: Limits = YAML_LIMITS): Result<YamlNodes> {
  if (limits !== YAML_LIMITS) return readNodes(text, limits)
  if (last?.text === text) return ok(last.nodes)
  const read = readNodes(text, limits)
  if (read.ok) last = { text, nodes: read.value }
  return read
}

/** The newest text that could be read: a facts file is read for its values, and for the places of its fields right after. */
let last: { readonly text: string; readonly nodes: YamlNodes } | undefined

function readNodes(text: string, limits: Limits): Result<YamlNodes> {
  if (text.length > limits.length) {
    return fail({
      code: 'YAML_TOO_LONG',
      kind: 'invalid',
      message: `cannot read as YAML: ${text.length} characters, at most ${limits.length} are allowed`,
      hint: 'split the file',
    })
  }
  const placeOf = lineFinder(text)
  const control = CONTROL.exec(text)
  if (control !== null) {
    return fail({
      code: 'YAML_CONTROL',
      kind: 'invalid',
      message: `cannot read as YAML: the control character ${quote(control[0])} is not allowed`,
      place: placeOf(control.index),
      hint: 'remove it',
    })
  }
  const documents = readDocuments(text, limits.depth, placeOf)
  if (!documents.ok) return documents
  const [document, second] = documents.value
  if (document.errors.length > 0) return failAll(problems(document.errors, placeOf))
  if (second !== undefined) {
    return fail({
      code: 'YAML_DOCUMENTS',
      kind: 'invalid',
      message: 'cannot read as YAML: a second document begins here',
      place: placeOf(second.range[0]),
      hint: 'a file holds one document: remove the line --- or split the file',
    })
  }
  const refused = refusedYaml(document, placeOf)
  if (refused.length > 0) return failAll(refused)
  // What is left are directives that nobody knows and tags of JSON at values of another kind.
  if (document.warnings.length > 0) return failAll(problems(document.warnings, placeOf))
  return ok({ contents: document.contents, placeOf })
}

type Parsed = YamlDocument.Parsed

/** The first document and, where there is one, the second, as the package understands them. */
function readDocuments(
  text: string,
  maxDepth: number,
  placeOf: (offset: number) => Place,
): Result<readonly [Parsed, Parsed?]> {
  try {
    const tokens = readTokens(text, maxDepth, placeOf)
    return tokens.ok ? ok(compose(tokens.value, text.length)) : tokens
  } catch (cause) {
    // The package passes lists of up to 100,000 tokens as the arguments of one call, which a small stack does not hold.
    if (cause instanceof RangeError) return fail(syntax('its structure cannot be followed', { line: 1, column: 1 }))
    throw cause
  }
}

/** The concrete syntax of a text. Depth and size are looked at on the way: later steps recurse, and build far larger things. */
function readTokens(text: string, maxDepth: number, placeOf: (offset: number) => Place): Result<readonly CST.Token[]> {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > MOST_TOKENS) {
      return fail({
        code: 'YAML_TOO_MANY',
        kind: 'invalid',
        message: `cannot read as YAML: more than ${MOST_TOKENS} words and signs`,
        place: placeOf(parser.offset),
        hint: 'split the file',
      })
    }
    for (const token of parser.next(lexeme)) tokens.push(token)
    // The stack holds the document and at most one scalar beside the lists and maps that are open.
    if (parser.stack.length <= maxDepth) continue
    const open = parser.stack.filter(({ type }) => COLLECTIONS.includes(type))
    if (open.length > maxDepth) return fail(tooDeep(maxDepth, placeOf(open.at(-1)?.offset ?? 0)))
  }
  for (const token of parser.end()) tokens.push(token)
  return ok(tokens)
}

const COLLECTIONS: readonly string[] = ['block-map', 'block-seq', 'flow-collection'] satisfies CST.Token['type'][]

function compose(tokens: readonly CST.Token[], length: number): readonly [Parsed, Parsed?] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    // The package compares every key with every other: refusedYaml() does it in one pass.
    uniqueKeys: false,
  })
  const documents: Parsed[] = []
  const { stackTraceLimit } = Error
  try {
    // Each problem is an Error, and there may be one for every token: their stack traces would fill gigabytes.
    Error.stackTraceLimit = 0
    for (const document of composer.compose(tokens, true, length)) {
      documents.push(document as Parsed)
      if (documents.length === 2) break
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
  const [first, second] = documents
  if (first === undefined) throw new Error('the YAML composer gave no document')
  return second === undefined ? [first] : [first, second]
}

function problems(found: Parsed['warnings'], placeOf: (offset: number) => Place): readonly Fault[] {
  return found
    .slice(0, MOST_PROBLEMS)
    .map(({ code, message, pos }) => syntax(inOneLine(message), placeOf(Math.max(0, pos[0])), HINTS[code]))
}

/** What to do about the usual mistakes, by the codes of the package. */
const HINTS: { readonly [code in Parsed['warnings'][number]['code']]?: string } = {
  BAD_DIRECTIVE: 'remove the line',
  BAD_DQ_ESCAPE: 'put the text in single quotes, or write the backslash twice',
  BAD_INDENT: 'indent the lines of one list or map alike, and close every bracket',
  BAD_SCALAR_START: 'quote the text',
  BLOCK_AS_IMPLICIT_KEY: 'quote the text that holds a colon and a space',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'remove the tag',
}

function syntax(
  detail: string,
  place: Place,
  hint = 'look at the indentation, the quotes and the brackets around this place',
): Fault {
  return {
    code: 'YAML_SYNTAX',
    kind: 'invalid',
    message: `cannot read as YAML: ${detail}`,
    place,
    hint,
  }
}

function tooDeep(maxDepth: number, place: Place): Fault {
  return {
    code: 'YAML_TOO_DEEP',
    kind: 'invalid',
    message: `cannot read as YAML: nested more than ${maxDepth} deep`,
    place,
    hint: 'facts are flat: look for a missing closing bracket',
  }
}

/** A message of the package, which may hold a whole line of the text: one short line, without a capital. */
function inOneLine(message: string): string {
  const short = message.length > 120 ? `${message.slice(0, 120)}...` : message
  const plain = short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').toWellFormed()
  return /^[A-Z][a-z]/.test(plain) ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain
}
