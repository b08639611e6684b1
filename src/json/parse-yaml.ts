import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document as YamlDocument,
} from 'yaml'
import { type Fault, fail, failAll, ok, type Place, type Result } from '#fault'
import type { Document, Json, Limits } from './document.ts'
import { pointer, pointerParts } from './pointer.ts'

/** Facts are written by hand: a megabyte of them is a mistake or an attack. */
const YAML_LIMITS: Limits = { length: 1024 * 1024, depth: 32 }

/**
 * Reads one YAML 1.2 document of the JSON kind (core schema): string keys, no duplicate keys, no tags of its own, no anchors or
 * aliases. Aliases are refused rather than bounded, since nobody needs them here and a bomb is made of nothing else.
 *
 * Dates stay text (`2030-03-01` is the string), and so must versions: `3.10` unquoted is the number 3.1 in YAML, so every number
 * that would not be written back the same is a fault that says to quote it.
 */
export function parseYaml(text: string, limits: Limits = YAML_LIMITS): Result<Document> {
  if (text.length > limits.length) {
    return fail({
      code: 'YAML_TOO_LONG',
      kind: 'invalid',
      message: `cannot read as YAML: ${text.length} characters, at most ${limits.length} are allowed`,
      hint: 'split the file',
    })
  }
  const lines = new LineCounter()
  const tooDeep = deepFlow(text, limits.depth)
  if (tooDeep !== undefined) return fail(depthFault(limits.depth, offsetPlace(text, tooDeep)))
  let document: YamlDocument.Parsed
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      version: '1.2',
      schema: 'core',
      merge: false,
      logLevel: 'silent',
    })
  } catch (cause) {
    // The parser recurses: block nesting far beyond any limit ends its stack before ours can be checked.
    if (cause instanceof RangeError) return fail(depthFault(limits.depth, { line: 1, column: 1 }))
    throw cause
  }
  const faults: Fault[] = [...document.errors, ...document.warnings].map((problem) => ({
    code: problem.code === 'DUPLICATE_KEY' ? 'YAML_DUPLICATE_KEY' : 'YAML_SYNTAX',
    kind: 'invalid',
    message: `cannot read as YAML: ${firstLine(problem.message)}`,
    place: placeAt(lines, problem.pos[0]),
    hint:
      problem.code === 'DUPLICATE_KEY'
        ? 'keep one of them'
        : 'look at the indentation and the quotes around this place',
  }))
  if (faults.length === 0) faults.push(...refusals(document, lines, limits.depth))
  if (faults.length > 0) return failAll(faults)
  return ok({ value: toJson(document.contents), locate: (at) => locate(document, lines, at) })
}

/** What YAML allows and a file of facts does not. */
function refusals(document: YamlDocument.Parsed, lines: LineCounter, maxDepth: number): Fault[] {
  const faults: Fault[] = []
  const refuse = (code: string, detail: string, offset: number | undefined, hint: string): void => {
    faults.push({
      code,
      kind: 'invalid',
      message: `cannot read as YAML: ${detail}`,
      place: placeAt(lines, offset ?? 0),
      hint,
    })
  }
  visit(document, {
    Node(_key, node, path) {
      const start = node.range?.[0]
      if (isAlias(node) || node.anchor !== undefined) {
        refuse('YAML_ALIAS', 'anchors and aliases are not allowed', start, 'write the value out')
        return visit.SKIP
      }
      if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
        refuse('YAML_TAG', `the tag ${node.tag} is not allowed`, start, 'remove the tag')
      }
      if (isCollection(node) && path.filter(isCollection).length >= maxDepth) {
        faults.push(depthFault(maxDepth, placeAt(lines, start ?? 0)))
        return visit.BREAK
      }
      if (isScalar(node) && typeof node.value === 'number') {
        const written = node.source ?? ''
        if (String(node.value) !== written) {
          refuse(
            'YAML_NUMBER',
            `${written} is a number in YAML and would become ${node.value}`,
            start,
            `quote it: '${written}'`,
          )
        }
      }
      if (isScalar(node) && typeof node.value === 'bigint')
        refuse('YAML_NUMBER', 'the number is too long', start, 'quote it')
      return undefined
    },
    Pair(_key, pair) {
      if (!isScalar(pair.key)) {
        refuse('YAML_KEY', 'a key must be plain text', undefined, 'write the key as one word')
      } else if (String(pair.key.value) === '__proto__') {
        refuse('YAML_KEY', 'the key "__proto__" is not allowed', pair.key.range?.[0], 'remove it')
      }
    },
  })
  return faults
}

/** Keys become text as they were written, so that the branch `3.10` keeps its nought. */
function toJson(node: unknown): Json {
  if (isMap(node)) {
    const object: Record<string, Json> = {}
    for (const pair of node.items) {
      const key = pair.key
      object[isScalar(key) ? (key.source ?? String(key.value)) : String(key)] = toJson(pair.value)
    }
    return object
  }
  if (isCollection(node)) return node.items.map((item) => toJson(isPair(item) ? item.value : item))
  if (isScalar(node)) return (node.value ?? null) as Json
  return null
}

function locate(document: YamlDocument.Parsed, lines: LineCounter, at: string): Place {
  let node: unknown = document.contents
  let start = 0
  for (const step of pointerParts(at)) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && (item.key.source ?? String(item.key.value)) === step)
      if (pair === undefined) break
      start = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? start
      node = pair.value
    } else if (isCollection(node)) {
      node = node.items[Number(step)]
      const range = (node as { range?: [number, number, number] } | undefined)?.range
      if (range === undefined) break
      start = range[0]
    } else break
  }
  return placeAt(lines, start)
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function offsetPlace(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function depthFault(maxDepth: number, place: Place): Fault {
  return {
    code: 'YAML_TOO_DEEP',
    kind: 'invalid',
    message: `cannot read as YAML: nested more than ${maxDepth} deep`,
    at: pointer(),
    place,
    hint: 'facts are flat: look for a missing closing bracket',
  }
}

/**
 * Where flow brackets, or list dashes on one line, nest deeper than `limit`; undefined where they do not. Counted before parsing
 * because the parser's own time grows with the square of such nesting. Brackets inside text count too: real facts stay far below.
 */
function deepFlow(text: string, limit: number): number | undefined {
  let depth = 0
  let dashes = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1)
    else if (char === '\n') dashes = 0
    else if ((char === '-' || char === '?') && text[i + 1] === ' ') dashes++
    if (depth > 8 * limit || dashes > 8 * limit) return i
  }
  return undefined
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')
}
