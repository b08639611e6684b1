import { type Cpe, parseCpe, unescapeCpe } from '#ids'
import { isObject, type Json } from '#json'
import { exactly, type Interval, type Scheme, type Version } from '#versions'

/** One vulnerable match of `cpeApplicability`: a CPE name, and the versions that it is meant for. */
export interface CpeMatch {
  readonly criteria: Cpe
  readonly startIncluding?: string
  readonly startExcluding?: string
  readonly endIncluding?: string
  readonly endExcluding?: string
}

/**
 * The matches of `cpeApplicability`, if they are a plain list of what is vulnerable. Undefined where configurations are combined
 * (`AND`, `negate`, a platform that is not vulnerable itself), where a name cannot be read, and where there are fields of others.
 */
export function readCpeApplicability(elements: readonly Json[]): readonly CpeMatch[] | undefined {
  const matches: CpeMatch[] = []
  for (const element of elements) {
    const nodes = parts(element, ['operator', 'negate', 'nodes'], 'nodes')
    for (const node of nodes ?? []) {
      const list = parts(node, ['operator', 'negate', 'cpeMatch'], 'cpeMatch')
      if (list === undefined) return undefined
      for (const each of list) {
        const match = readMatch(each)
        if (match === undefined) return undefined
        matches.push(match)
      }
    }
    if (nodes === undefined) return undefined
  }
  return matches
}

/** The list that an object holds, if nothing else in the object has a say. */
function parts(value: Json, fields: readonly string[], field: string): readonly Json[] | undefined {
  if (!isObject(value) || !Object.keys(value).every((key) => fields.includes(key))) return undefined
  const list = value[field]
  if (!Array.isArray(list) || value.negate === true) return undefined
  return value.operator === 'AND' && list.length > 1 ? undefined : list
}

const FIELDS: ReadonlySet<string> = new Set([
  'vulnerable',
  'criteria',
  'matchCriteriaId',
  'versionStartIncluding',
  'versionStartExcluding',
  'versionEndIncluding',
  'versionEndExcluding',
])

function readMatch(value: Json): CpeMatch | undefined {
  if (!isObject(value) || value.vulnerable !== true || typeof value.criteria !== 'string') return undefined
  if (!Object.keys(value).every((key) => FIELDS.has(key))) return undefined
  const criteria = parseCpe(value.criteria)
  if (!criteria.ok) return undefined
  const { versionStartIncluding, versionStartExcluding, versionEndIncluding, versionEndExcluding } = value
  return {
    criteria: criteria.value,
    ...(typeof versionStartIncluding === 'string' && { startIncluding: versionStartIncluding }),
    ...(typeof versionStartExcluding === 'string' && { startExcluding: versionStartExcluding }),
    ...(typeof versionEndIncluding === 'string' && { endIncluding: versionEndIncluding }),
    ...(typeof versionEndExcluding === 'string' && { endExcluding: versionEndExcluding }),
  }
}

/** What a CPE name calls the product: `a:lsf:lantern`. */
export function productOf({ part, vendor, product }: Cpe): string {
  return `${part}:${vendor}:${product}`
}

/** The version that a CPE name names by itself; undefined where it names none, or several. An update belongs to it: `3.14.0` `rc1`. */
export function versionIn({ version, update }: Cpe): string | undefined {
  if (version === '*' || version === '-' || /[*?]/.test(version.replaceAll(/\\./g, ''))) return undefined
  return unescapeCpe(version) + (update === '*' || update === '-' ? '' : unescapeCpe(update))
}

/** The versions of a match under a scheme; undefined where they cannot be read. */
export function intervalOfMatch(match: CpeMatch, scheme: Scheme): Interval | undefined {
  const { criteria, startIncluding, startExcluding, endIncluding, endExcluding } = match
  if (criteria.version !== '*') {
    const version = read(scheme, versionIn(criteria))
    return version === undefined ? undefined : exactly(version)
  }
  const from = startIncluding ?? startExcluding
  const to = endIncluding ?? endExcluding
  const lower = from === '0' ? undefined : read(scheme, from)
  const upper = read(scheme, to)
  if ((from !== undefined && from !== '0' && lower === undefined) || (to !== undefined && upper === undefined)) {
    return undefined
  }
  return {
    ...(lower !== undefined && { lower: { version: lower, inclusive: startIncluding !== undefined } }),
    ...(upper !== undefined && { upper: { version: upper, inclusive: endIncluding !== undefined } }),
  }
}

function read(scheme: Scheme, text: string | undefined): Version | undefined {
  const version = text === undefined ? undefined : scheme.parse(text)
  return version?.ok === true ? version.value : undefined
}
