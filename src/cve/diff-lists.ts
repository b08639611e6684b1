import type { Json } from '#json'
import { canonical, isObject } from './canonical.ts'
import { type CveChange, change, pair, pairInTurn, placed } from './change.ts'
import type { Editions } from './diff-fields.ts'
import { REPEATED_FIELDS } from './metrics.ts'
import type { Container, Metric, RecordCredit, RecordReference } from './record.ts'

/** References are known by their address; the same address given twice has the tags of both. */
export function diffReferences({ before, after, atBefore, atAfter, label }: Editions<Container>): readonly CveChange[] {
  const { both, removed, added } = pair(
    merged(before.references, `${atBefore}/references`),
    merged(after.references, `${atAfter}/references`),
    ({ url }) => url,
  )
  return [
    ...removed.map(({ item, at }) =>
      change('reference-removed', at, `${label}reference ${item.url}: removed`, item, undefined),
    ),
    ...added.map(({ item, at }) => {
      const tags = item.tags?.length ? ` (${item.tags.join(', ')})` : ''
      return change('reference-added', at, `${label}reference ${item.url}: added${tags}`, undefined, item)
    }),
    ...both.flatMap(([{ item: then }, { item: now, at }]) => {
      const gained = (now.tags ?? []).filter((tag) => !then.tags?.includes(tag))
      const lost = (then.tags ?? []).filter((tag) => !now.tags?.includes(tag))
      const news = [
        ...gained.map((tag) => `gained the tag ${tag}`),
        ...lost.map((tag) => `lost the tag ${tag}`),
        ...(then.name === now.name ? [] : [`name ${then.name ?? 'none'} -> ${now.name ?? 'none'}`]),
      ]
      return news.map((each) => change('reference-changed', at, `${label}reference ${now.url}: ${each}`, then, now))
    }),
  ]
}

function merged(
  references: readonly RecordReference[] | undefined,
  at: string,
): ReturnType<typeof placed<RecordReference>> {
  const groups = Map.groupBy(placed(references, at), ({ item }) => item.url)
  return [...groups.values()].map((same) => {
    const name = same.find(({ item }) => item.name !== undefined)?.item.name
    const tags = [...new Set(same.flatMap(({ item }) => item.tags ?? []))]
    return { item: { url: same[0]!.item.url, ...(name !== undefined && { name }), tags }, at: same[0]!.at }
  })
}

/**
 * Weaknesses are known by their identifier, which older records have in the description only. The words beside it do not count.
 */
export function diffWeaknesses({ before, after, atBefore, atAfter, label }: Editions<Container>): readonly CveChange[] {
  const then = weaknesses(before, atBefore)
  const now = weaknesses(after, atAfter)
  return [
    ...[...then].flatMap(([name, at]) =>
      now.has(name) ? [] : [change('weakness-removed', at, `${label}weakness ${name}: removed`, name, undefined)],
    ),
    ...[...now].flatMap(([name, at]) =>
      then.has(name) ? [] : [change('weakness-added', at, `${label}weakness ${name}: added`, undefined, name)],
    ),
  ]
}

function weaknesses(container: Container, at: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const type of placed(container.problemTypes, `${at}/problemTypes`)) {
    for (const each of placed(type.item.descriptions, `${type.at}/descriptions`)) {
      const { cweId, description } = each.item
      const name = cweId ?? /\bCWE-[1-9][0-9]{0,5}\b/.exec(description)?.[0] ?? description
      if (!found.has(name)) found.set(name, each.at)
    }
  }
  return found
}

export function diffCredits({ before, after, atBefore, atAfter, label }: Editions<Container>): readonly CveChange[] {
  const { both, removed, added } = pairInTurn<RecordCredit>(
    placed(before.credits, `${atBefore}/credits`),
    placed(after.credits, `${atAfter}/credits`),
    canonical,
    ({ value }) => value,
  )
  return [
    ...removed.map(({ item, at }) =>
      change('credit-removed', at, `${label}credit ${credit(item)}: removed`, item, undefined),
    ),
    ...added.map(({ item, at }) =>
      change('credit-added', at, `${label}credit ${credit(item)}: added`, undefined, item),
    ),
    ...both.flatMap(([{ item: then }, { item: now, at }]) =>
      canonical(then) === canonical(now)
        ? []
        : [change('credit-changed', at, `${label}credit ${credit(then)} -> ${now.type ?? 'no role'}`, then, now)],
    ),
  ]
}

function credit({ value, type }: RecordCredit): string {
  return `${value} (${type ?? 'no role'})`
}

/**
 * Metrics are known by their kind (CVSS 3.1, ssvc) and their scenarios. The fields that only repeat the vector do not count, nor
 * does a scenario that is the default.
 */
export function diffMetrics({ before, after, atBefore, atAfter, label }: Editions<Container>): readonly CveChange[] {
  const { both, removed, added } = pairInTurn<Rating>(
    ratings(before, atBefore),
    ratings(after, atAfter),
    canonical,
    ({ name, scenarios }) => name + scenarios,
  )
  const say = ({ name, score }: Rating, verb: string): string => `${label}${name}${score && ` score ${score}`}: ${verb}`
  return [
    ...removed.map(({ item, at }) => change('metric-removed', at, say(item, 'removed'), item.value, undefined)),
    ...added.map(({ item, at }) => change('metric-added', at, say(item, 'added'), undefined, item.value)),
    ...both.flatMap(([{ item: then }, { item: now, at }]) =>
      canonical(then) === canonical(now)
        ? []
        : [change('metric-changed', at, `${label}${now.name}: ${ratingChange(then, now)}`, then.value, now.value)],
    ),
  ]
}

/** One property of a metric object, which may hold several. */
type Rating = {
  readonly name: string
  readonly scenarios: string
  readonly score: string
  readonly vector: string
  readonly value: Json
}

function ratings(container: Container, at: string): ReturnType<typeof placed<Rating>> {
  return placed(container.metrics, `${at}/metrics`).flatMap((metric) =>
    Object.entries(metric.item)
      .filter(([key]) => key !== 'format' && key !== 'scenarios')
      .map(([key, value]) => ({ item: rating(metric.item, key, value), at: `${metric.at}/${key}` })),
  )
}

function rating({ scenarios }: Metric, key: string, value: Json): Rating {
  const given = (scenarios ?? []).map((each) => each.value).filter((each) => each !== 'GENERAL')
  const object = isObject(value) ? value : {}
  const text = (field: string): string => (object[field] === undefined ? '' : String(object[field]))
  const cvss = /^cvssV(\d)_(\d)$/.exec(key)
  return {
    name: cvss !== null ? `CVSS ${cvss[1]}.${cvss[2]}` : text('type') || key,
    scenarios: canonical(given.sort()),
    score: text('baseScore'),
    vector: text('vectorString'),
    value:
      cvss === null ? value : Object.fromEntries(Object.entries(object).filter(([each]) => !REPEATED_FIELDS.has(each))),
  }
}

function ratingChange(then: Rating, now: Rating): string {
  if (then.score !== now.score) return `score ${then.score || 'none'} -> ${now.score || 'none'}`
  return then.vector !== now.vector ? `${then.vector} -> ${now.vector}` : 'its content changed'
}
