import { canonical } from './canonical.ts'
import { type CveChange, change, pair, placed } from './change.ts'
import { diffField, diffOtherFields, type Editions } from './diff-fields.ts'
import { diffCredits, diffMetrics, diffReferences, diffWeaknesses } from './diff-lists.ts'
import { diffProducts } from './diff-products.ts'
import type { AdpContainer, CnaContainer, CveMetadata, CveRecord, Description } from './record.ts'
import { WAIVERS_FIELD } from './waivers-field.ts'

/**
 * What changed in meaning from one edition of a record to the next, in the order of the record.
 *
 * These do not count: the order of keys, and of lists that are sets; the edition of the format; the dates of the registry
 * (`cveMetadata`, `providerMetadata.dateUpdated`); `x_generator`; waivers; what the format fills in by itself (`defaultStatus` unknown,
 * the scenario GENERAL); blanks at the ends of a text.
 */
export function diffCve(before: CveRecord, after: CveRecord): readonly CveChange[] {
  const metadata: Editions<CveMetadata> = {
    before: before.cveMetadata,
    after: after.cveMetadata,
    atBefore: '/cveMetadata',
    atAfter: '/cveMetadata',
    label: '',
  }
  const state = diffState(before, after)
  return [
    ...diffField(metadata, 'cveId', 'id-changed', (a, b) => `CVE ID ${a} -> ${b}`),
    ...state,
    ...diffAssigner(metadata),
    ...diffOtherFields(metadata, METADATA),
    // A record that was rejected has lost everything else; to list it would only hide the news.
    ...(state.length > 0 ? [] : diffContainer(cnaEditions(before, after))),
    ...(state.length > 0 ? [] : diffAdp(before, after)),
    ...diffOtherFields({ before, after, atBefore: '', atAfter: '', label: '' }, ENVELOPE),
  ]
}

/** Whether nothing changed that {@link diffCve} would tell. */
export function sameMeaning(before: CveRecord, after: CveRecord): boolean {
  return diffCve(before, after).length === 0
}

/** {@link diffCve} for containers of CNAs that stand alone. Pointers are those in the containers. */
export function diffContainers(before: CnaContainer, after: CnaContainer): readonly CveChange[] {
  return diffContainer({ before, after, atBefore: '', atAfter: '', label: '' })
}

const ENVELOPE: ReadonlySet<string> = new Set(['dataType', 'dataVersion', 'cveMetadata', 'containers'])

const METADATA: ReadonlySet<string> = new Set([
  'cveId',
  'assignerOrgId',
  'assignerShortName',
  'requesterUserId',
  'dateUpdated',
  'serial',
  'dateReserved',
  'datePublished',
  'dateRejected',
  'state',
])

/** The fields of a container that are compared by name. */
const CONTAINER: ReadonlySet<string> = new Set([
  'providerMetadata',
  'title',
  'descriptions',
  'rejectedReasons',
  'affected',
  'problemTypes',
  'references',
  'metrics',
  'credits',
  'x_generator',
  WAIVERS_FIELD,
])

/** Lists that the schema calls sets, and that are compared as a whole. */
const SETS: ReadonlySet<string> = new Set([
  'replacedBy',
  'impacts',
  'configurations',
  'workarounds',
  'solutions',
  'exploits',
  'timeline',
  'tags',
  'taxonomyMappings',
])

function cnaEditions(before: CveRecord, after: CveRecord): Editions<CnaContainer> {
  return {
    before: before.containers.cna,
    after: after.containers.cna,
    atBefore: '/containers/cna',
    atAfter: '/containers/cna',
    label: '',
  }
}

function diffState(before: CveRecord, after: CveRecord): readonly CveChange[] {
  const [then, now] = [stateOf(before), stateOf(after)]
  if (then === now) return []
  const reason = after.containers.cna.rejectedReasons?.[0]?.value
  const message = `state ${then} -> ${now}${reason === undefined ? '' : `: ${JSON.stringify(reason)}`}`
  return [change('state-changed', '/cveMetadata/state', message, then, now)]
}

function stateOf({ cveMetadata, containers }: CveRecord): 'PUBLISHED' | 'REJECTED' {
  return cveMetadata.state ?? (containers.cna.rejectedReasons === undefined ? 'PUBLISHED' : 'REJECTED')
}

/** A record that does not name its assigner (the drafts of some CNAs) says nothing else than one that does. */
function diffAssigner(metadata: Editions<CveMetadata>): readonly CveChange[] {
  return (['assignerOrgId', 'assignerShortName'] as const).flatMap((key) =>
    metadata.before[key] === undefined || metadata.after[key] === undefined
      ? []
      : diffField(metadata, key, 'assigner-changed', (a, b) => `${key} ${a} -> ${b}`),
  )
}

function diffAdp(before: CveRecord, after: CveRecord): readonly CveChange[] {
  const { both, removed, added } = pair<AdpContainer>(
    placed(before.containers.adp, '/containers/adp'),
    placed(after.containers.adp, '/containers/adp'),
    publisher,
  )
  return [
    ...both.flatMap(([then, now]) =>
      diffContainer({
        before: then.item,
        after: now.item,
        atBefore: then.at,
        atAfter: now.at,
        label: `${publisherName(now.item)}: `,
      }),
    ),
    ...removed.map(({ item, at }) =>
      change('adp-removed', at, `container of ${publisherName(item)}: removed`, item, undefined),
    ),
    ...added.map(({ item, at }) =>
      change('adp-added', at, `container of ${publisherName(item)}: added`, undefined, item),
    ),
  ]
}

function publisher({ providerMetadata, title }: AdpContainer): string {
  return providerMetadata?.orgId ?? providerMetadata?.shortName ?? title ?? ''
}

function publisherName({ providerMetadata, title }: AdpContainer): string {
  return providerMetadata?.shortName ?? title ?? providerMetadata?.orgId ?? 'an unnamed publisher'
}

function diffContainer(editions: Editions<CnaContainer>): readonly CveChange[] {
  const { before, after, atBefore, atAfter, label } = editions
  return [
    ...diffField(editions, 'title', 'title-changed', (a, b) => `title ${quoted(a)} -> ${quoted(b)}`),
    ...diffTexts(editions, 'descriptions'),
    ...diffTexts(editions, 'rejectedReasons'),
    ...diffProducts(editions),
    ...diffWeaknesses(editions),
    ...diffReferences(editions),
    ...diffMetrics(editions),
    ...diffCredits(editions),
    ...diffOtherFields(editions, CONTAINER, SETS),
    ...diffOtherFields(
      {
        before: before.providerMetadata ?? {},
        after: after.providerMetadata ?? {},
        atBefore: `${atBefore}/providerMetadata`,
        atAfter: `${atAfter}/providerMetadata`,
        label,
      },
      new Set(['dateUpdated', 'orgId', 'shortName']),
    ),
  ]
}

/** Descriptions in one language belong together. */
function diffTexts(editions: Editions<CnaContainer>, field: 'descriptions' | 'rejectedReasons'): readonly CveChange[] {
  const { before, after, atBefore, atAfter, label } = editions
  const what = field === 'descriptions' ? 'description' : 'reason'
  const { both, removed, added } = pair<Description>(
    placed(before[field], `${atBefore}/${field}`),
    placed(after[field], `${atAfter}/${field}`),
    ({ lang }) => lang,
  )
  return [
    ...both.flatMap(([{ item: then }, { item: now, at }]) => {
      if (canonical(normal(then)) === canonical(normal(now))) return []
      const sameText = normal(then).value === normal(now).value
      const message = sameText
        ? `the formatted ${what} (${now.lang}) changed, its text did not`
        : `${what} (${now.lang}) changed`
      return [change('description-changed', at, label + message, then, now)]
    }),
    ...removed.map(({ item, at }) =>
      change('description-changed', at, `${label}${what} (${item.lang}) removed`, item, undefined),
    ),
    ...added.map(({ item, at }) =>
      change('description-changed', at, `${label}${what} (${item.lang}) added`, undefined, item),
    ),
  ]
}

function normal({ lang, value, supportingMedia = [] }: Description): Description {
  return {
    lang,
    value: trimmed(value),
    supportingMedia: supportingMedia.map((media) => ({
      ...media,
      base64: media.base64 ?? false,
      value: trimmed(media.value),
    })),
  }
}

function trimmed(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

function quoted(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value)
}
