import { isDeepStrictEqual } from 'node:util'
import { type CnaContainer, plainText } from '#cve'
import type { ProjectGround } from '#desk/projects'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import { isObject, type Json, type JsonObject, pointer } from '#json'
import { type Assessment, GIVEN_BY_FACTS, PRODUCT_GIVEN_BY_FACTS, type Vulnerability } from '#vulnerability'
import { changeFacts } from './change-facts.ts'
import { isSame } from './merge-field.ts'
import { type RenderedRecord, renderRecord } from './render-record.ts'
import type { Change, FieldName } from './views.ts'

/** What cannot be edited in a record: it follows from git, or from the settings of the project. */
export function derivedPlaces({ base, record }: RenderedRecord): readonly string[] {
  const product = [
    'vendor',
    'product',
    'collectionURL',
    'packageName',
    'cpes',
    'repo',
    'defaultStatus',
    'versions',
    'packageURL',
  ]
  return [
    ...(record === undefined ? [] : ['/dataType', '/dataVersion', '/cveMetadata']),
    `${base}/providerMetadata`,
    ...product.map((name) => `${base}/affected/0/${name}`),
    `${base}/x_generator`,
  ]
}

/**
 * The changes of facts that turn the record as it was rendered into the one that somebody edited.
 *
 * Only what the person changed is looked at. Afterwards the record is rendered anew and held against the edited one: what the facts
 * cannot say is refused with its place, and nothing that was typed is lost without a word.
 *
 * Codes: `RECORD_SHAPE`, `RECORD_DERIVED`, `RECORD_NOT_IN_FACTS`, those of reading a facts file.
 */
export function factsFromRecord(
  ground: ProjectGround,
  assessment: Assessment,
  text: string,
  edited: Json,
  assess: (text: string) => Result<Assessment>,
): Result<readonly Change[]> {
  const before = renderRecord(ground, assessment)
  const container = containerOf(edited, before)
  if (!container.ok) return container
  const facts = assessment.vulnerability
  const changed = Object.keys({ ...before.cna, ...container.value }).filter(
    (key) => !isDeepStrictEqual((before.cna as JsonObject)[key], container.value[key]),
  )
  if (changed.length === 0) return ok([])
  const changes = new Map<FieldName, Json>()
  for (const key of changed) {
    const read = FIELDS[key]
    if (read === undefined) continue
    for (const [field, value] of read(container.value[key] ?? null, facts, before)) changes.set(field, value)
  }
  const record = recordFieldsOf(container.value, before, facts)
  if (!isSame(record, facts.record ?? null)) changes.set('record', record)

  const list = [...changes].map(([field, value]): Change => ({ field, value }))
  const after = changeFacts(text, list)
  if (!after.ok) return after
  const assessed = assess(after.value.text)
  if (!assessed.ok) return assessed
  const left = differences(before.base, container.value, renderRecord(ground, assessed.value).cna)
  return left.length > 0 ? failAll(left) : ok(list)
}

/** The container in an edited document, whose other parts must be as they were. */
function containerOf(edited: Json, { document, record }: RenderedRecord): Result<JsonObject> {
  const inner = isObject(edited)
    ? record === undefined
      ? edited.cnaContainer
      : at(edited, 'containers', 'cna')
    : undefined
  if (!isObject(edited) || !isObject(inner)) {
    return fail({
      code: 'RECORD_SHAPE',
      kind: 'invalid',
      message:
        record === undefined ? 'this is no {"cnaContainer": {...}}' : 'this is no CVE record with containers.cna',
      at: '',
    })
  }
  const faults = Object.entries(edited).flatMap(([key, value]): Fault[] => {
    if (key === 'containers' || key === 'cnaContainer') return []
    return isDeepStrictEqual(value, at(document, key)) ? [] : [derived(pointer(key))]
  })
  return faults.length > 0 ? failAll(faults) : ok(inner)
}

function at(value: Json, ...path: readonly string[]): Json | undefined {
  let here: Json | undefined = value
  for (const key of path) here = isObject(here) ? here[key] : undefined
  return here
}

type ReadField = (value: Json, facts: Vulnerability, before: RenderedRecord) => readonly (readonly [FieldName, Json])[]

/** How each field of the container is read back into facts. What is not of the right shape is left, and told afterwards. */
const FIELDS: Readonly<Record<string, ReadField>> = {
  title: (value) => [['title', value]],
  descriptions: (value) => [['description', markdownOf(value)]],
  workarounds: (value) => [['workarounds', markdownOf(value)]],
  rejectedReasons: (value) => [['rejected-reason', markdownOf(value)]],
  problemTypes: (value) => [['weaknesses', texts(value, 'descriptions', 'cweId')]],
  impacts: (value) => [['attack-patterns', texts(value, 'capecId')]],
  metrics: (value) => [['severity', objects(value).flatMap((metric) => Object.values(metric).flatMap(vectorIn))]],
  references: (value, facts, { cna }) => {
    const stated = new Set(facts.references.map(({ url }) => url))
    const unchanged = (reference: JsonObject): boolean =>
      (cna.references ?? []).some((each) => isDeepStrictEqual(each, reference)) && !stated.has(String(reference.url))
    return [
      [
        'references',
        objects(value)
          .filter((reference) => !unchanged(reference))
          .map(({ url = null, tags = [], name }) => ({ url, tags, ...(name !== undefined && { name }) })),
      ],
    ]
  },
  timeline: (value, facts, { cna }) => [
    [
      'timeline',
      objects(value).map(({ time = null, value: event = null }) => {
        const i = (cna.timeline ?? []).findIndex((each) => each.time === time && each.value === event)
        return { date: facts.timeline[i]?.date ?? time, event }
      }),
    ],
  ],
  // Those who did not agree stand in no record, and stay in the facts.
  credits: (value, facts) => [
    [
      'credits',
      [
        ...objects(value).map(({ value: name = null, type = 'other' }) => {
          const known = facts.credits.find((each) => each.consent && each.name === name && each.type === type)
          return known === undefined ? { name, type, consent: true } : { ...known }
        }),
        ...facts.credits.filter(({ consent }) => !consent).map((each) => ({ ...each })),
      ],
    ],
  ],
  source: (value) => [['discovery', isObject(value) ? (value.discovery ?? null) : null]],
  affected: (value) => {
    const [product] = objects(value)
    return (['modules', 'platforms'] as const).map((field) => [field, product?.[field] ?? null] as const)
  },
}

/**
 * The fields that the facts have no word for. What was published and is gone now is taken out of the record: null. The end of the embargo
 * stays where it is as long as `datePublic` repeats it.
 */
function recordFieldsOf(container: JsonObject, before: RenderedRecord, facts: Vulnerability): Json {
  const own = (value: Json | undefined, given: ReadonlySet<string>): JsonObject =>
    Object.fromEntries(Object.entries(isObject(value) ? value : {}).filter(([key]) => !given.has(key)))
  const isKept = facts.record?.datePublic === undefined && container.datePublic === before.cna.datePublic
  const given = [...GIVEN_BY_FACTS, 'affected', 'source', ...(isKept ? ['datePublic'] : [])]
  const fields = own(container, new Set(given))
  const removed = ['datePublic', ...Object.keys(facts.record ?? {})].filter(
    (key) => key in (before.cna as JsonObject) && !(key in container) && !PARTS.has(key),
  )
  const kept = Object.entries(facts.record ?? {}).filter(([key, value]) => value === null && !(key in fields))
  const affected = own(objects(container.affected ?? null)[0], PRODUCT_GIVEN_BY_FACTS)
  const source = own(container.source, new Set(['discovery']))
  const all: JsonObject = {
    ...Object.fromEntries([...kept, ...removed.map((key) => [key, null] as const)]),
    ...(Object.keys(affected).length > 0 && { affected }),
    ...(Object.keys(source).length > 0 && { source }),
    ...fields,
  }
  return Object.keys(all).length === 0 ? null : all
}

const PARTS = new Set(['affected', 'source'])

/** Where the record that the facts give now is not what was typed. */
function differences(base: string, wanted: JsonObject, given: CnaContainer): readonly Fault[] {
  const now = given as JsonObject
  return Object.keys({ ...now, ...wanted }).flatMap((key): readonly Fault[] => {
    const [a, b] = [wanted[key], now[key]]
    if (isSame(withoutMarkup(key, a ?? null), withoutMarkup(key, b ?? null))) return []
    const place = base + pointer(key)
    if (key === 'affected') return productDifferences(place, objects(a ?? null), objects(b ?? null))
    return [DERIVED.has(key) ? derived(place) : notInFacts(place)]
  })
}

const DERIVED = new Set(['providerMetadata', 'x_generator'])

function productDifferences(
  place: string,
  wanted: readonly JsonObject[],
  given: readonly JsonObject[],
): readonly Fault[] {
  if (wanted.length !== given.length) return [notInFacts(place)]
  const [a = {}, b = {}] = [wanted[0], given[0]]
  return Object.keys({ ...b, ...a })
    .filter((key) => !isDeepStrictEqual(a[key], b[key]))
    .map((key) => (key === 'modules' || key === 'platforms' ? notInFacts : derived)(place + pointer(0, key)))
}

/** The HTML of a text is made of its Markdown: the text counts. */
function withoutMarkup(key: string, value: Json): Json {
  if (key !== 'descriptions' && key !== 'workarounds' && key !== 'rejectedReasons') return value
  return objects(value).map(({ supportingMedia: _, ...rest }) => rest)
}

/** The English text as Markdown that gives this very text. */
function markdownOf(value: Json): Json {
  const english =
    objects(value).find(({ lang }) => typeof lang === 'string' && lang.startsWith('en')) ?? objects(value)[0]
  const text = english?.value
  if (typeof text !== 'string') return null
  return plainText(text) === text ? text : text.replaceAll(/[\\`*_[\]<>#|~]/g, (char) => `\\${char}`)
}

function objects(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : []
}

/** The texts under `key` of each item; under `inner` of each item of a list in it. */
function texts(value: Json, key: string, inner?: string): readonly string[] {
  return objects(value).flatMap((item) => {
    const found = inner === undefined ? [item[key]] : objects(item[key] ?? null).map((each) => each[inner])
    return found.filter((each) => typeof each === 'string')
  })
}

function vectorIn(value: Json): readonly string[] {
  return isObject(value) && typeof value.vectorString === 'string' ? [value.vectorString] : []
}

function derived(place: string): Fault {
  return {
    code: 'RECORD_DERIVED',
    kind: 'conflict',
    message: 'this follows from git or from the settings of the project, and is not edited in the record',
    at: place,
    hint: /versions|defaultStatus/.test(place)
      ? 'state an override with its reason, or correct the commits'
      : 'change it in the settings of the project, or in the facts',
  }
}

function notInFacts(place: string): Fault {
  return {
    code: 'RECORD_NOT_IN_FACTS',
    kind: 'conflict',
    message: 'the facts cannot say this, so it would be lost',
    at: place,
    hint: 'edit it on the page of facts, or as a field of its own that starts with x_',
  }
}
