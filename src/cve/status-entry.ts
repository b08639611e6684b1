import { contains, parseGithubRange, type Scheme, type SchemeName, type Version } from '#versions'
import type { ProductStatus, VersionEntry } from './record.ts'
import { schemeOfVersionType, theScheme } from './version-type.ts'

/** What one entry says of one version. */
export interface Outcome {
  /** Undefined where it cannot be said. */
  readonly matches: boolean | undefined
  /** What the entry says then, or could say; the first is what it says as far as one can tell. */
  readonly statuses: readonly ProductStatus[]
  /** The change that decided. */
  readonly change?: number
  /** Why something could not be told; else empty. */
  readonly reason: string
}

const NO: Outcome = { matches: false, statuses: [], reason: '' }

/** The orders that consumers fall back to. OpenSSL's comes before Python's, which takes 1.0.2a for a pre-release of 1.0.2. */
const USUAL: readonly SchemeName[] = ['dotted', 'semver', 'openssl', 'python']

/** One entry of `versions`, read once for many questions. */
export function readEntry(entry: VersionEntry, orderOf: OrderOf, lenient: boolean): (version: string) => Outcome {
  const own = schemeOfVersionType(entry.versionType)
  const schemes = lenient ? [own, ...USUAL.map(theScheme)] : [own]
  const isRange = entry.lessThan !== undefined || entry.lessThanOrEqual !== undefined
  const isGithubRange = !isRange && lenient && /[<>=]/.test(entry.version)
  const asks = isRange
    ? schemes.map((scheme) => readRange(entry, orderOf(scheme)))
    : isGithubRange
      ? schemes.map((scheme) => readGithubRange(entry, orderOf(scheme)))
      : [readSingle(entry, orderOf(own))]
  return (version) => {
    const first = asks[0]!(version)
    if (first.reason === '') return first
    for (const ask of asks.slice(1)) {
      const outcome = ask(version)
      if (outcome.reason === '') return outcome
    }
    return first
  }
}

function readSingle(entry: VersionEntry, order: Order): (version: string) => Outcome {
  const yes: Outcome = { matches: true, statuses: [entry.status], reason: '' }
  return (version) => (order.compare(entry.version, version) === 0 ? yes : NO)
}

/** GitHub, as a CNA, writes `>= 2.0.0, < 2.0.6` into `version`, which the format takes for the name of one version. */
function readGithubRange(entry: VersionEntry, order: Order): (version: string) => Outcome {
  const yes: Outcome = { matches: true, statuses: [entry.status], reason: '' }
  const range = order.scheme.order === 'total' ? parseGithubRange(order.scheme, entry.version) : undefined
  return (text) => {
    const version = order.read(text)
    if (range?.ok !== true || version === undefined) {
      return { ...yes, matches: undefined, reason: order.whyNot(entry.version, text) }
    }
    return contains(range.value, version) ? yes : NO
  }
}

function readRange(entry: VersionEntry, order: Order): (version: string) => Outcome {
  const { lessThan, lessThanOrEqual } = entry
  const changes = (entry.changes ?? [])
    .map((change, i) => ({ ...change, i }))
    .sort((a, b) => order.compare(a.at, b.at) ?? 0)

  return (version) => {
    const lower = entry.version === '0' || isAtMost(order.compare(entry.version, version))
    const upper = or(
      lessThan === undefined ? false : isBelow(order.compareBound(version, lessThan)),
      lessThanOrEqual === undefined ? false : isAtMost(order.compareBound(version, lessThanOrEqual)),
    )
    const matches = and(lower, upper)
    if (matches === false) return NO

    const reached = changes.map((change) => ({ ...change, reached: isAtMost(order.compare(change.at, version)) }))
    const last = reached.findLast((change) => change.reached === true)
    const open = reached.filter((change) => change.reached === undefined)
    const sure = matches === true && open.length === 0
    return {
      matches,
      statuses: [last?.status ?? entry.status, ...open.map(({ status }) => status)],
      ...(last !== undefined && { change: last.i }),
      reason: sure ? '' : order.whyNot(entry.version, lessThan, lessThanOrEqual, ...open.map(({ at }) => at), version),
    }
  }
}

/** Gives the order of each scheme. */
export type OrderOf = (scheme: Scheme) => Order

/** The orders for the versions of one product; each text is read once under each. */
export function makeOrders(): OrderOf {
  const orders = new Map<SchemeName, Order>()
  return (scheme) => {
    const order = orders.get(scheme.name) ?? makeOrder(scheme)
    orders.set(scheme.name, order)
    return order
  }
}

/** How texts compare under one scheme. */
interface Order {
  readonly scheme: Scheme
  /** The version that a text is; undefined where it is none. */
  read(text: string): Version | undefined
  /** Below, at or above zero; undefined where the texts cannot be compared. The same text is equal under any order. */
  compare(a: string, b: string): number | undefined
  /** The same with an upper bound, which may end in `*`: "an arbitrarily large number in the version ordering". */
  compareBound(version: string, bound: string): number | undefined
  /** Why a question about these texts came to nothing: an order that nobody knows, or the first text that is no version. */
  whyNot(...texts: readonly (string | undefined)[]): string
}

function makeOrder(scheme: Scheme): Order {
  const versions = new Map<string, Version | undefined>()

  function read(text: string): Version | undefined {
    if (versions.has(text)) return versions.get(text)
    const parsed = scheme.parse(text)
    const version = parsed.ok ? parsed.value : undefined
    versions.set(text, version)
    return version
  }

  function compare(a: string, b: string): number | undefined {
    if (a === b) return 0
    const [left, right] = [read(a), read(b)]
    return left === undefined || right === undefined ? undefined : scheme.compare(left, right)
  }

  function compareBound(version: string, bound: string): number | undefined {
    if (bound === '*') return -1
    if (!/[.-]\*$/.test(bound)) return compare(version, bound)
    if (scheme.order !== 'total') return undefined
    const large = bound.slice(0, -1) + LARGE
    // Some schemes want more numbers than the bound has.
    const written = [large, `${large}.0`, `${large}.0.0`].find((text) => read(text) !== undefined)
    return written === undefined ? undefined : compare(version, written)
  }

  function whyNot(...texts: readonly (string | undefined)[]): string {
    if (scheme.order === 'partial') return 'only the repository knows which of two commits comes first'
    if (scheme.order === 'none') return 'versions of this type have no order that is known'
    const strange = texts.find((text) => text !== undefined && text !== '0' && !text.endsWith('*') && !read(text))
    return `${JSON.stringify(strange ?? texts.at(-1) ?? '')} cannot be compared under ${scheme.title}`
  }

  return { scheme, read, compare, compareBound, whyNot }
}

const LARGE = '9007199254740991'

function isBelow(order: number | undefined): boolean | undefined {
  return order === undefined ? undefined : order < 0
}

function isAtMost(order: number | undefined): boolean | undefined {
  return order === undefined ? undefined : order <= 0
}

/** Logic of three values (Kleene): undefined is "unknown". */
function and(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true
}

function or(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false
}
