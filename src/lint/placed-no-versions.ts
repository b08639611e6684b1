import { type NoVersion, noVersion } from './no-version.ts'
import type { EntryView, ProductView } from './subject.ts'

/** A text in the place of a version that is none. */
export interface PlacedNoVersion {
  readonly product: ProductView
  readonly view: EntryView
  readonly field: 'version' | 'lessThan' | 'lessThanOrEqual' | 'at'
  readonly at: string
  readonly text: string
  readonly what: NoVersion
}

type Field = PlacedNoVersion['field']

/** All of them, in the order in which they stand. */
export function findNoVersions(products: readonly ProductView[]): readonly PlacedNoVersion[] {
  const found: PlacedNoVersion[] = []
  for (const product of products) {
    for (const view of product.entries) {
      const look = (field: Field, text: string | undefined, place: string = field): void => {
        if (text === undefined || isOpenBound(field, text)) return
        const what = noVersion(text)
        if (what !== undefined) found.push({ product, view, field, at: `${view.at}/${place}`, text, what })
      }
      const { version, lessThan, lessThanOrEqual, changes } = view.entry
      look('version', version)
      look('lessThan', lessThan)
      look('lessThanOrEqual', lessThanOrEqual)
      if (changes !== undefined) for (const [i, { at }] of changes.entries()) look('at', at, `changes/${i}/at`)
    }
  }
  return found
}

/** Upper bounds alone may end in an asterisk: `*`, `1.*`. */
function isOpenBound(field: Field, text: string): boolean {
  return (field === 'lessThan' || field === 'lessThanOrEqual') && (text === '*' || /^[^*\s]*[.-]\*$/.test(text))
}
