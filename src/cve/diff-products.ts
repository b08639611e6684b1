import { canonical, canonicalSet } from './canonical.ts'
import { type CveChange, change, pair, pairInTurn, placed } from './change.ts'
import { diffField, diffOtherFields, type Editions, fieldAt } from './diff-fields.ts'
import { diffVersions } from './diff-versions.ts'
import type { AffectedProduct, Container } from './record.ts'

const NAMES = ['vendor', 'product', 'collectionURL', 'packageName', 'packageURL', 'repo'] as const
const SETS = ['cpes', 'modules', 'programFiles', 'programRoutines', 'platforms'] as const
const KNOWN: ReadonlySet<string> = new Set([...NAMES, ...SETS, 'defaultStatus', 'versions'])

/** What changed in the products of a container. Their order has no meaning. */
export function diffProducts(editions: Editions<Container>): readonly CveChange[] {
  const before = placed(editions.before.affected, `${editions.atBefore}/affected`)
  const after = placed(editions.after.affected, `${editions.atAfter}/affected`)
  const known = pairInTurn(
    before,
    after,
    identity,
    names,
    ({ packageName }) => packageName,
    ({ product }) => product,
  )
  // One product left over on each side is one product that was renamed.
  const renamed = known.removed.length === 1 && known.added.length === 1
  const rest = pair(known.removed, known.added, () => (renamed ? '' : undefined))
  const many = before.length > 1 || after.length > 1

  return [
    ...[...known.both, ...rest.both].flatMap(([then, now]) =>
      diffProduct({
        before: then.item,
        after: now.item,
        atBefore: then.at,
        atAfter: now.at,
        label: many ? `${editions.label}${nameOf(now.item)}: ` : editions.label,
      }),
    ),
    ...rest.removed.map(({ item, at }) =>
      change('product-removed', at, `${editions.label}product ${nameOf(item)}: removed`, item, undefined),
    ),
    ...rest.added.map(({ item, at }) =>
      change('product-added', at, `${editions.label}product ${nameOf(item)}: added`, undefined, item),
    ),
  ]
}

function names({ vendor, product, collectionURL, packageName }: AffectedProduct): string {
  return canonical([vendor ?? '', product ?? '', collectionURL ?? '', packageName ?? ''])
}

/** One product may have several blocks, each for other platforms or other parts of it. */
function identity(product: AffectedProduct): string {
  return names(product) + canonicalSet(product.platforms) + canonicalSet(product.modules)
}

function nameOf({ product, packageName, vendor }: AffectedProduct): string {
  return product ?? packageName ?? vendor ?? 'without a name'
}

function diffProduct(editions: Editions<AffectedProduct>): readonly CveChange[] {
  const { before, after, label } = editions
  const [then, now] = [before.defaultStatus ?? 'unknown', after.defaultStatus ?? 'unknown']
  const at = fieldAt(editions, 'defaultStatus')
  return [
    ...NAMES.flatMap((field) =>
      diffField(editions, field, 'product-changed', (a, b) => `${field} ${shown(a)} -> ${shown(b)}`),
    ),
    ...SETS.flatMap((field) => diffField(editions, field, 'product-changed', () => `${field} changed`)),
    ...(then === now
      ? []
      : [change('default-status-changed', at, `${label}default status ${then} -> ${now}`, then, now)]),
    ...diffVersions(editions),
    ...diffOtherFields(editions, KNOWN),
  ]
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : String(value)
}
