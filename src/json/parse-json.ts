import { type Fault, fail, ok, quote, type Result } from '#fault'
import { type Document, JSON_LIMITS, type Json, type Limits } from './document.ts'
import { lineFinder } from './lines.ts'
import { jsonLocator } from './locate-json.ts'
import { pointer } from './pointer.ts'
import { readQuickly } from './read-quickly.ts'

type JsonFaultCode =
  | 'JSON_TOO_LONG'
  | 'JSON_TOO_DEEP'
  | 'JSON_SYNTAX'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_FORBIDDEN_KEY'
  | 'JSON_NUMBER_RANGE'
  | 'JSON_LONE_SURROGATE'

/**
 * Reads JSON (RFC 8259) strictly: what `JSON.parse` accepts, less what two readers could understand in two ways. A key given
 * twice, the key `__proto__`, a number that is too large for a double and half of a surrogate pair are faults (as I-JSON,
 * RFC 7493, has them); so is nesting beyond `limits.depth`. Every fault has its line, column and pointer.
 */
export function parseJson(text: string, limits: Limits = JSON_LIMITS): Result<Document, JsonFaultCode> {
  if (text.length > limits.length) {
    return fail({
      code: 'JSON_TOO_LONG',
      kind: 'invalid',
      message: `cannot read as JSON: ${text.length} characters, at most ${limits.length} are allowed`,
      hint: 'split the file',
    })
  }
  try {
    const value = readQuickly(text, limits.depth) ?? new JsonReader(text, limits.depth).document()
    return ok(documentOf(text, value))
  } catch (stop) {
    if (stop instanceof Stop) return fail(stop.fault)
    throw stop
  }
}

/** The ways to places are made when the first place is asked for: most texts have nothing to show. */
function documentOf(text: string, value: Json): Document {
  let locate: Document['locate'] | undefined
  return {
    value,
    locate(at) {
      if (locate === undefined) {
        const [placeOf, offsetOf] = [lineFinder(text), jsonLocator(text)]
        locate = (pointer) => placeOf(offsetOf(pointer))
      }
      return locate(at)
    },
  }
}

/** The one exception of this file: it carries a fault out of the recursion to {@link parseJson}, and no further. */
class Stop extends Error {
  readonly fault: Fault<JsonFaultCode>
  constructor(fault: Fault<JsonFaultCode>) {
    super(fault.message)
    this.fault = fault
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** A recursive descent over one text. A class because every step shares the cursor and the path. */
class JsonReader {
  readonly #text: string
  readonly #maxDepth: number
  #next = 0
  readonly #path: (string | number)[] = []

  constructor(text: string, maxDepth: number) {
    this.#text = text
    this.#maxDepth = maxDepth
  }

  document(): Json {
    const value = this.#value()
    this.#space()
    if (this.#next < this.#text.length) this.#syntax('the text goes on after the value')
    return value
  }

  #value(): Json {
    this.#space()
    const char = this.#text[this.#next]
    switch (char) {
      case '{':
        return this.#object()
      case '[':
        return this.#list()
      case '"':
        return this.#string()
      case 't':
        return this.#word('true', true)
      case 'f':
        return this.#word('false', false)
      case 'n':
        return this.#word('null', null)
      default:
        return this.#number()
    }
  }

  #object(): Json {
    this.#enter()
    const object: Record<string, Json> = {}
    this.#space()
    if (this.#take('}')) return this.#leave(object)
    for (;;) {
      this.#space()
      const start = this.#next
      if (this.#text[start] !== '"') this.#syntax('expected a key in double quotes')
      const key = this.#string()
      if (key === '__proto__')
        this.#stop('JSON_FORBIDDEN_KEY', 'the key "__proto__" is not allowed', start, 'remove it')
      if (Object.hasOwn(object, key)) {
        this.#stop('JSON_DUPLICATE_KEY', `the key ${quote(key)} stands twice in one object`, start, 'keep one of them')
      }
      this.#space()
      if (!this.#take(':')) this.#syntax(`expected ":" after the key ${quote(key)}`)
      this.#path.push(key)
      object[key] = this.#value()
      this.#path.pop()
      this.#space()
      if (this.#take('}')) return this.#leave(object)
      if (!this.#take(',')) this.#syntax('expected "," or "}" after a value in an object')
    }
  }

  #list(): Json {
    this.#enter()
    const list: Json[] = []
    this.#space()
    if (this.#take(']')) return this.#leave(list)
    for (;;) {
      this.#path.push(list.length)
      list.push(this.#value())
      this.#path.pop()
      this.#space()
      if (this.#take(']')) return this.#leave(list)
      if (!this.#take(',')) this.#syntax('expected "," or "]" after a value in a list')
    }
  }

  #depth = 0

  #enter(): void {
    if (++this.#depth > this.#maxDepth) {
      this.#stop('JSON_TOO_DEEP', `nested more than ${this.#maxDepth} deep`, this.#next)
    }
    this.#next++
  }

  #leave<T>(value: T): T {
    this.#depth--
    return value
  }

  #string(): string {
    const text = this.#text
    const start = this.#next
    let from = ++this.#next
    let value = ''
    for (;;) {
      const code = text.charCodeAt(this.#next)
      if (code === 0x22) {
        value += text.slice(from, this.#next++)
        if (!value.isWellFormed()) {
          this.#stop('JSON_LONE_SURROGATE', `the string ${quote(value)} holds half of a surrogate pair`, start)
        }
        return value
      }
      if (code === 0x5c) {
        value += text.slice(from, this.#next) + this.#escape()
        from = this.#next
      } else if (code < 0x20) {
        this.#syntax('a control character must be escaped inside a string')
      } else if (Number.isNaN(code)) {
        this.#syntax('the string has no closing quote')
      } else {
        this.#next++
      }
    }
  }

  #escape(): string {
    const char = this.#text[this.#next + 1] ?? ''
    if (char === 'u') {
      const digits = this.#text.slice(this.#next + 2, this.#next + 6)
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#syntax('expected four hexadecimal digits after "\\u"')
      this.#next += 6
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const plain = ESCAPES[char]
    if (plain === undefined) this.#syntax(`unknown escape ${quote(`\\${char}`)}`)
    this.#next += 2
    return plain
  }

  #number(): number {
    NUMBER.lastIndex = this.#next
    const found = NUMBER.exec(this.#text)
    if (found === null) {
      const char = this.#text[this.#next]
      this.#syntax(
        char === undefined ? 'the text ends where a value should be' : `expected a value, found ${quote(char)}`,
      )
    }
    const value = Number(found[0])
    if (!Number.isFinite(value)) {
      this.#stop('JSON_NUMBER_RANGE', `the number ${found[0].slice(0, 40)} is out of range`, this.#next)
    }
    this.#next += found[0].length
    return value
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#next)) this.#syntax(`expected ${word}`)
    this.#next += word.length
    return value
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#next)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#next++
    }
  }

  #take(char: string): boolean {
    if (this.#text[this.#next] !== char) return false
    this.#next++
    return true
  }

  #syntax(detail: string): never {
    this.#stop('JSON_SYNTAX', detail, this.#next)
  }

  #stop(code: JsonFaultCode, detail: string, offset: number, hint?: string): never {
    throw new Stop({
      code,
      kind: 'invalid',
      message: `cannot read as JSON: ${detail}`,
      at: pointer(...this.#path),
      place: lineFinder(this.#text)(offset),
      ...(hint === undefined ? {} : { hint }),
    })
  }
}
