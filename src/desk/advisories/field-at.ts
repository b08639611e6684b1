import type { CnaContainer } from '#cve'
import { pointerParts } from '#json'
import type { Vulnerability } from '#vulnerability'
import type { FieldName } from './views.ts'

/** Where a person goes to mend something: a field of the editor, and the item in it. */
export interface FieldPlace {
  readonly field: FieldName
  readonly index?: number
}

/** Fields of the container, and the field of the facts that each comes from. */
const FIELDS: Readonly<Record<string, FieldName>> = {
  title: 'title',
  descriptions: 'description',
  problemTypes: 'weaknesses',
  impacts: 'attack-patterns',
  metrics: 'severity',
  workarounds: 'workarounds',
  timeline: 'timeline',
  source: 'discovery',
  rejectedReasons: 'rejected-reason',
}

/** For what a rule says of the record as a whole: the field it is about, by the hundreds of its code. */
const FIELDS_OF_RULES: readonly (readonly [codes: RegExp, field: FieldName])[] = [
  [/^STW001/, 'cve'],
  [/^STW103/, 'title'],
  [/^STW1/, 'description'],
  [/^STW2/, 'overrides'],
  [/^STW30[12]/, 'weaknesses'],
  [/^STW3/, 'severity'],
  [/^STW4/, 'references'],
  [/^STW501/, 'credits'],
  [/^STW502/, 'timeline'],
  [/^STW506/, 'rejected-reason'],
  [/^STW507/, 'discovery'],
]

/**
 * The place in the facts of a JSON Pointer in the record. References and credits of the record are not those of the facts one by one
 * (commits of fixes are added, people who did not agree are left out), so they are found by what they say.
 */
export function fieldAt(base: string, at: string, cna: CnaContainer, facts: Vulnerability, code: string): FieldPlace {
  if (!at.startsWith(base)) return at.startsWith('/cveMetadata') ? { field: 'cve' } : byCode(code)
  const [name, item, part] = pointerParts(at.slice(base.length))
  if (name === undefined) return byCode(code)
  const index = item === undefined ? undefined : Number(item)
  if (name === 'affected') {
    if (part === 'modules' || part === 'platforms') return { field: part }
    return { field: part === 'versions' || part === 'defaultStatus' || part === undefined ? 'overrides' : 'record' }
  }
  if (name === 'references') {
    const url = index === undefined ? undefined : cna.references?.[index]?.url
    const place = facts.references.findIndex((each) => each.url === url)
    return { field: 'references', ...(place >= 0 && { index: place }) }
  }
  if (name === 'credits') {
    const credit = index === undefined ? undefined : cna.credits?.[index]
    const place = facts.credits.findIndex((each) => each.name === credit?.value && each.type === credit?.type)
    return { field: 'credits', ...(place >= 0 && { index: place }) }
  }
  const field = FIELDS[name]
  if (field === undefined) return { field: 'record' }
  const isList = field !== 'title' && field !== 'description' && field !== 'workarounds' && field !== 'discovery'
  return { field, ...(isList && index !== undefined && Number.isInteger(index) && { index }) }
}

function byCode(code: string): FieldPlace {
  return { field: FIELDS_OF_RULES.find(([codes]) => codes.test(code))?.[1] ?? 'record' }
}
