import type { Fault } from '#fault'
import type { XmlElement, XmlReader } from './read-xml.ts'

/** What stands in an official catalogue about one entry, as far as it is kept. */
export interface OfficialEntry {
  readonly kind: EntryKind
  /** `ID`, `Name`, `Status`, and where it has one `Abstraction`. */
  readonly attributes: ReadonlyMap<string, string>
  /** The texts at one of the {@link TEXTS}, one line for each paragraph. */
  texts(path: string): readonly string[]
  /** The attributes of the elements at one of the {@link LINKS}. */
  links(path: string): readonly ReadonlyMap<string, string>[]
}

export type EntryKind = 'weakness' | 'attack pattern' | 'category' | 'view'

/** The children of the root that hold entries. Source: CWE schema 6 to 8, CAPEC schema 3. */
const HOLDERS: ReadonlyMap<string, EntryKind> = new Map([
  ['Weaknesses', 'weakness'],
  ['Attack_Patterns', 'attack pattern'],
  ['Categories', 'category'],
  ['Views', 'view'],
])

/** Paths within an entry whose text is kept. */
export const TEXTS = {
  description: 'Description',
  summary: 'Summary',
  objective: 'Objective',
  term: 'Alternate_Terms/Alternate_Term/Term',
  usage: 'Mapping_Notes/Usage',
  rationale: 'Mapping_Notes/Rationale',
} as const

/** Paths within an entry whose attributes are kept. */
export const LINKS = {
  weakness: 'Related_Weaknesses/Related_Weakness',
  attackPattern: 'Related_Attack_Patterns/Related_Attack_Pattern',
  suggestion: 'Mapping_Notes/Suggestions/Suggestion',
} as const

const TEXT_PATHS: ReadonlySet<string> = new Set(Object.values(TEXTS))
const LINK_PATHS: ReadonlySet<string> = new Set(Object.values(LINKS))

/** Elements of XHTML that begin a line of their own. */
const BLOCKS: ReadonlySet<string> = new Set(['p', 'div', 'li', 'ul', 'ol', 'br'])
/** Stands where such an element begins or ends, since line breaks of the file mean nothing: PARAGRAPH SEPARATOR. */
const BLOCK = '\u2029'

/** UTF-16 units of text, and number of links, that one entry may have: far more than any needs. */
const MOST_TEXT = 256 * 1024
const MOST_LINKS = 4096

interface Draft extends OfficialEntry {
  readonly written: Map<string, string[]>
  readonly linked: Map<string, ReadonlyMap<string, string>[]>
}

/** A reader that hands over the root element and then each whole entry; either may refuse it. */
export function officialReader(
  root: (element: XmlElement) => Fault | undefined,
  entry: (entry: OfficialEntry) => Fault | undefined,
): XmlReader {
  /** Names of the open elements: root, holder, entry, and what stands within. */
  const names: string[] = []
  let draft: Draft | undefined
  /** The text that is being collected, and the depth of its element. */
  let kept: { readonly path: string; readonly depth: number; text: string } | undefined
  let length = 0
  let links = 0

  const within = (element: XmlElement, into: Draft): Fault | undefined => {
    if (kept !== undefined) {
      if (BLOCKS.has(element.name)) kept.text += BLOCK
      return undefined
    }
    const path = names.slice(3).join('/')
    if (TEXT_PATHS.has(path)) kept = { path, depth: names.length, text: '' }
    if (!LINK_PATHS.has(path)) return undefined
    push(into.linked, path, element.attributes)
    links++
    return links > MOST_LINKS ? tooMuch() : undefined
  }

  return {
    open(element) {
      names.push(element.name)
      if (names.length === 1) return root(element)
      if (draft !== undefined) return within(element, draft)
      const kind = names.length === 3 ? HOLDERS.get(names[1] ?? '') : undefined
      if (kind !== undefined) draft = draftOf(kind, element.attributes)
      length = 0
      links = 0
      return undefined
    },
    text(text) {
      if (kept === undefined) return undefined
      kept.text += text
      length += text.length
      return length > MOST_TEXT ? tooMuch() : undefined
    },
    close() {
      if (kept !== undefined && BLOCKS.has(names.at(-1) ?? '')) kept.text += BLOCK
      if (kept?.depth === names.length) {
        const lines = paragraphs(kept.text)
        if (lines !== '' && draft !== undefined) push(draft.written, kept.path, lines)
        kept = undefined
      }
      names.pop()
      if (names.length !== 2 || draft === undefined) return undefined
      const whole = draft
      draft = undefined
      return entry(whole)
    },
  }
}

function draftOf(kind: EntryKind, attributes: ReadonlyMap<string, string>): Draft {
  const written = new Map<string, string[]>()
  const linked = new Map<string, ReadonlyMap<string, string>[]>()
  return {
    kind,
    attributes,
    written,
    linked,
    texts: (path) => written.get(path) ?? [],
    links: (path) => linked.get(path) ?? [],
  }
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key)
  if (list === undefined) into.set(key, [value])
  else list.push(value)
}

/** XML is indented and broken at will: only its blocks are lines. */
function paragraphs(text: string): string {
  return text
    .split(BLOCK)
    .map((part) => part.trim().split(/\s+/).join(' '))
    .filter((part) => part !== '')
    .join('\n')
}

function tooMuch(): Fault<'CATALOG_ENTRY_TOO_LARGE'> {
  return { code: 'CATALOG_ENTRY_TOO_LARGE', kind: 'invalid', message: 'no entry of a catalogue is that long' }
}
