import type { AffectedProduct, CnaContainer, CveMetadata, CveRecord, Description, VersionEntry } from '#cve'
import { type SchemaError, schemeOfVersionType, validateCve } from '#cve'
import type { Json } from '#json'
import type { OsvRecord } from '#osv'
import type { Scheme, Version } from '#versions'
import { findOddTexts } from './odd-texts.ts'
import { findNoVersions, type PlacedNoVersion } from './placed-no-versions.ts'
import type { LintWorld } from './world.ts'

/** One CVE record under examination, with the views of it that several rules ask for; each is made once, when first asked for. */
export interface RecordSubject {
  /** As it was given. */
  readonly document: Json
  /** JSON Pointer of the CNA's container in the document: `/containers/cna`, `/cnaContainer`, or empty for a bare one. */
  readonly base: string
  readonly container: CnaContainer
  /** Absent for a container alone. */
  readonly record: CveRecord | undefined
  readonly metadata: CveMetadata | undefined
  readonly state: 'published' | 'rejected'
  /** It has been through CVE Services, which write the dates. What they write need not be in a draft. */
  readonly isPublishedEdition: boolean
  readonly world: LintWorld
  /** Descriptions whose language is English, `en` or `en-...`. */
  readonly english: readonly Placed<Description>[]
  /** What the first English description says; empty where there is none. */
  readonly description: string
  readonly products: readonly ProductView[]
  /** The texts that stand where a version should and are none, in their order. */
  readonly noVersions: readonly PlacedNoVersion[]
  /**
   * Everything in which it is not what the CVE Record Format says; of a draft, in which its container is not. Places are those of the
   * document.
   */
  readonly schemaErrors: readonly SchemaError[]
  /** Texts with a character or a word that few texts have. Source: {@link findOddTexts}. */
  readonly oddTexts: readonly PlacedText[]
  /** Every text in the container, with its place, except what only machines read (extensions `x_...`). */
  readonly texts: readonly PlacedText[]
}

/** An item of the container with its JSON Pointer in the document. */
export interface Placed<T> {
  readonly item: T
  readonly at: string
}

export interface PlacedText {
  readonly text: string
  readonly at: string
  /** Name of the field it stands in; of the list for an item of a list. */
  readonly field: string
}

export interface ProductView {
  readonly product: AffectedProduct
  readonly at: string
  readonly entries: readonly EntryView[]
}

/** One entry of `versions`, with its versions read under the scheme of its `versionType`. */
export interface EntryView {
  readonly entry: VersionEntry
  readonly at: string
  readonly scheme: Scheme
  readonly isRange: boolean
  /** The lower bound: undefined for `0` (no lower bound) in a range, and for a text that is no version of the scheme. */
  readonly lower: Version | undefined
  /** The upper bound of a range: undefined where there is none, for `*`, and for a text that is no version of the scheme. */
  readonly upper: Version | undefined
  /** The upper bound as it is written; undefined for a single version. */
  readonly upperText: string | undefined
  /** The upper bound belongs to the range: it is `lessThanOrEqual`. */
  readonly upperIncluded: boolean
}

/** Reads a version under a scheme, and remembers what it read: the same versions stand in many records. */
export type ReadVersion = (scheme: Scheme, text: string) => Version | undefined

/** One OSV record under examination. */
export interface OsvSubject {
  readonly record: OsvRecord
  /** The value it was read from, with the fields that {@link OsvRecord} does not name. */
  readonly document: Json
  /** Path of its file, where it has one. */
  readonly file: string | undefined
  readonly world: LintWorld
}

/** Texts remembered at most; beyond this the memory is emptied. */
const MOST_VERSIONS = 20_000

export function rememberVersions(): ReadVersion {
  const known = new Map<Scheme, Map<string, Version | undefined>>()
  let size = 0
  return (scheme, text) => {
    let versions = known.get(scheme)
    if (versions === undefined) {
      versions = new Map()
      known.set(scheme, versions)
    }
    if (versions.has(text)) return versions.get(text)
    if (++size > MOST_VERSIONS) {
      for (const each of known.values()) each.clear()
      size = 1
    }
    const read = scheme.parse(text)
    const version = read.ok ? read.value : undefined
    versions.set(text, version)
    return version
  }
}

/** What stands where in a document that was read as a record or as a container. */
export interface SubjectParts {
  readonly document: Json
  readonly base: string
  readonly container: CnaContainer
  readonly record: CveRecord | undefined
}

/** A class because the views are made when they are first asked for, and share the parts. */
class Subject implements RecordSubject {
  readonly document: Json
  readonly base: string
  readonly container: CnaContainer
  readonly record: CveRecord | undefined
  readonly metadata: CveMetadata | undefined
  readonly state: 'published' | 'rejected'
  readonly isPublishedEdition: boolean
  readonly world: LintWorld
  readonly #readVersion: ReadVersion
  #english: readonly Placed<Description>[] | undefined
  #products: readonly ProductView[] | undefined
  #noVersions: readonly PlacedNoVersion[] | undefined
  #schemaErrors: readonly SchemaError[] | undefined
  #oddTexts: readonly PlacedText[] | undefined
  #texts: readonly PlacedText[] | undefined

  constructor({ document, base, container, record }: SubjectParts, world: LintWorld, readVersion: ReadVersion) {
    this.document = document
    this.base = base
    this.container = container
    this.record = record
    this.metadata = record?.cveMetadata
    this.state =
      this.metadata?.state === 'REJECTED' || container.rejectedReasons !== undefined ? 'rejected' : 'published'
    this.isPublishedEdition = this.metadata?.datePublished !== undefined || this.metadata?.dateRejected !== undefined
    this.world = world
    this.#readVersion = readVersion
  }

  get english(): readonly Placed<Description>[] {
    this.#english ??= (this.container.descriptions ?? [])
      .map((item, i) => ({ item, at: `${this.base}/descriptions/${i}` }))
      .filter(({ item }) => isEnglish(item.lang))
    return this.#english
  }

  get description(): string {
    return this.english[0]?.item.value ?? ''
  }

  get products(): readonly ProductView[] {
    this.#products ??= (this.container.affected ?? []).map((product, i) => {
      const at = `${this.base}/affected/${i}`
      const entries = (product.versions ?? []).map((entry, j) =>
        viewEntry(entry, `${at}/versions/${j}`, this.#readVersion),
      )
      return { product, at, entries }
    })
    return this.#products
  }

  get schemaErrors(): readonly SchemaError[] {
    this.#schemaErrors ??= this.isPublishedEdition ? validateCve(this.document, 'record') : this.#errorsOfDraft()
    return this.#schemaErrors
  }

  #errorsOfDraft(): readonly SchemaError[] {
    const form = this.state === 'rejected' ? 'cnaRejectedContainer' : 'cnaPublishedContainer'
    return validateCve(this.container, form)
      .filter((error) => !isWrittenByServer(error))
      .map((error) => ({ ...error, at: this.base + error.at }))
  }

  get oddTexts(): readonly PlacedText[] {
    this.#oddTexts ??= findOddTexts(this.container, this.base)
    return this.#oddTexts
  }

  get noVersions(): readonly PlacedNoVersion[] {
    this.#noVersions ??= findNoVersions(this.products)
    return this.#noVersions
  }

  get texts(): readonly PlacedText[] {
    if (this.#texts === undefined) {
      const texts: PlacedText[] = []
      collectTexts(this.container, this.base, '', texts)
      this.#texts = texts
    }
    return this.#texts
  }
}

export function makeSubject(parts: SubjectParts, world: LintWorld, readVersion: ReadVersion): RecordSubject {
  return new Subject(parts, world, readVersion)
}

/** `en`, `en-US`, ...: the language tags of BCP 47 know no upper and lower case, and the record format takes `en_US` as well. */
export function isEnglish(lang: string): boolean {
  return /^en(?:[-_]|$)/i.test(lang)
}

/** A draft need not say who provides it: CVE Services write that from the account it is sent with. */
function isWrittenByServer({ at, field }: SchemaError): boolean {
  return at === '/providerMetadata' || (at === '' && field === 'providerMetadata')
}

function viewEntry(entry: VersionEntry, at: string, readVersion: ReadVersion): EntryView {
  const scheme = schemeOfVersionType(entry.versionType)
  const upperText = entry.lessThan ?? entry.lessThanOrEqual
  const isRange = upperText !== undefined
  return {
    entry,
    at,
    scheme,
    isRange,
    lower: isRange && entry.version === '0' ? undefined : readVersion(scheme, entry.version),
    upper: upperText === undefined || upperText.endsWith('*') ? undefined : readVersion(scheme, upperText),
    upperText,
    upperIncluded: entry.lessThan === undefined && isRange,
  }
}

function collectTexts(value: unknown, at: string, field: string, texts: PlacedText[]): void {
  if (typeof value === 'string') {
    texts.push({ text: value, at, field })
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) collectTexts(value[i], `${at}/${i}`, field, texts)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (key.startsWith('x_') || key === 'providerMetadata') continue
      collectTexts(part, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key, texts)
    }
  }
}
