import type { QualifiedTag, SAXParser } from 'sax'
import { type Fault, quote, type Result } from '#fault'

/** An element where it begins. */
export interface XmlElement {
  /** Without a prefix. */
  readonly name: string
  /** Attributes by their name as it is written. */
  readonly attributes: ReadonlyMap<string, string>
}

/** What happens in a document, in its order; a fault ends the reading. */
export interface XmlReader {
  open(element: XmlElement): Fault | undefined
  /** Text may come in several pieces. */
  text(text: string): Fault | undefined
  close(): Fault | undefined
}

/** UTF-16 units: cwec_v4.20.xml has 18 million. The parser itself takes no name, attribute or comment of more than 64 thousand. */
const MOST_TEXT = 128 * 1024 * 1024
const MOST_DEPTH = 64
const MOST_ATTRIBUTES = 64
/** UTF-16 units that are given to the parser at once; it looks at its own limits between two pieces. */
const PIECE = 16 * 1024
/** UTF-16 units in which something must begin or end: a catalogue has no tag of that length, and no text. */
const MOST_SILENCE = 128 * 1024

/** Those of XML itself; not those of HTML, nor `constructor` and what else every object has. */
const ENTITIES: Record<string, string> = Object.freeze(
  Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" }),
)

/** Ends a reading at its first fault; it goes no further than {@link readXml}. */
const ENOUGH: unique symbol = Symbol('enough')

/**
 * Reads XML as it comes, line by line, and gives the fault that ended it. Well-formed in the sense of `sax` in strict mode, with
 * namespaces. A document type declaration is refused, and with it every entity but the five of XML: nothing is expanded,
 * nothing is fetched.
 */
export async function readXml(lines: AsyncIterable<Result<string>>, reader: XmlReader): Promise<Fault | undefined> {
  // Loaded when it is needed: looking up one identifier needs no XML.
  const { default: sax } = await import('sax')
  const parser = sax.parser(true, { xmlns: true, position: true })
  parser.ENTITIES = ENTITIES
  const state = { depth: 0, rootsSeen: 0, silence: 0, length: 0, fault: undefined as Fault | undefined }
  const stopAt = (fault: Fault | undefined): void => {
    if (fault === undefined) return
    state.fault = { ...fault, place: placeOf(parser) }
    throw ENOUGH
  }
  listen(parser, reader, state, stopAt)
  const step = (write: () => void): Fault | undefined => {
    try {
      write()
    } catch (thrown) {
      if (thrown !== ENOUGH) throw thrown
    }
    return state.fault
  }
  for await (const line of lines) {
    if (!line.ok) return line.fault
    const text = `${line.value}\n`
    for (let start = 0; start < text.length; start += PIECE) {
      const piece = text.slice(start, start + PIECE)
      state.silence += piece.length
      state.length += piece.length
      const fault = step(() => {
        parser.write(piece)
        stopAt(tooMuch(state))
      })
      if (fault !== undefined) return fault
    }
  }
  return step(() => {
    if (state.rootsSeen === 0) stopAt(malformed('there is no element in it'))
    parser.close()
  })
}

interface State {
  depth: number
  rootsSeen: number
  silence: number
  length: number
}

function listen(parser: SAXParser, reader: XmlReader, state: State, stopAt: (fault: Fault | undefined) => void): void {
  parser.onerror = (error) => stopAt(malformed(detailOf(error)))
  parser.ondoctype = () => stopAt(docType())
  parser.oncomment = () => {
    state.silence = 0
  }
  parser.onopentag = (tag) => {
    state.silence = 0
    state.depth++
    if (state.depth === 1) state.rootsSeen++
    if (state.rootsSeen > 1) stopAt(malformed('a second root element'))
    if (state.depth > MOST_DEPTH) stopAt(tooLarge(`elements are nested more than ${MOST_DEPTH} deep`))
    const element = elementOf(tag as QualifiedTag)
    if (element.attributes.size > MOST_ATTRIBUTES) stopAt(tooLarge('an element has too many attributes'))
    stopAt(reader.open(element))
  }
  parser.onclosetag = () => {
    state.silence = 0
    state.depth--
    stopAt(reader.close())
  }
  const text = (piece: string): void => {
    state.silence = 0
    if (state.depth > 0) stopAt(reader.text(piece))
  }
  parser.ontext = text
  parser.oncdata = text
}

function elementOf({ local, attributes }: QualifiedTag): XmlElement {
  return {
    name: local,
    attributes: new Map(Object.entries(attributes).map(([name, { value }]) => [name, value])),
  }
}

function placeOf({ line, column }: SAXParser): NonNullable<Fault['place']> {
  return { line: line + 1, column: Math.max(column, 1) }
}

function tooMuch({ silence, length }: State): Fault | undefined {
  if (silence > MOST_SILENCE) return tooLarge('it goes on and on without a tag that ends')
  return length > MOST_TEXT ? tooLarge(`it has more than ${MOST_TEXT} characters`) : undefined
}

/** The parser's first line; the others repeat the place. */
function detailOf(error: Error): string {
  const [first = ''] = error.message.split('\n')
  if (first.startsWith('Max buffer length')) return 'a part of it is too long'
  return /^[\x20-\x7e]{1,80}$/.test(first)
    ? first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, '')
    : quote(first)
}

function malformed(detail: string): Fault<'XML_MALFORMED'> {
  return { code: 'XML_MALFORMED', kind: 'invalid', message: `cannot read it as XML: ${detail}` }
}

function docType(): Fault<'XML_DOCTYPE'> {
  return {
    code: 'XML_DOCTYPE',
    kind: 'refused',
    message: 'it declares a document type, which could hide anything behind its entities',
    hint: 'the official files have none: download it again from its publisher',
  }
}

function tooLarge(detail: string): Fault<'XML_TOO_LARGE'> {
  return { code: 'XML_TOO_LARGE', kind: 'invalid', message: `no catalogue is like that: ${detail}` }
}
