import { type Decider, type ProductStatus, type StatusAnswer, statusReader } from '#cve'
import { quote } from '#fault'
import { namesInProse } from '../names-in-prose.ts'
import type { RecordRule } from '../rule.ts'
import type { ProductView } from '../subject.ts'
import { type VersionClaim, versionClaims } from '../version-claims.ts'

export const proseContradiction: RecordRule = {
  code: 'STW107',
  name: 'prose-contradiction',
  on: 'record',
  level: 'error',
  what: 'A version that the English description names as fixed is not affected by `affected`, and one that it names as affected is. The answer is that of the status algorithm of the format. Where the prose is not plain, nothing is said.',
  why: 'People read the sentence, and scanners read the data: one of them is told the wrong thing. Most often `lessThanOrEqual` has the fixed version.',
  cnaRules: ['no-contradiction', 'fixed-versions'],
  example: {
    wrong: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern follows a symbolic link while it removes a directory. This was fixed in version 3.13.8.',
          },
        ],
      },
    },
    right: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern follows a symbolic link while it removes a directory. This was fixed in version 3.13.9.',
          },
        ],
      },
    },
  },

  check({ english, products }, report) {
    if (products.length === 0 || products.length > MANY) return
    for (const { item, at } of english) {
      // A first look: a claim needs a version with a dot, and most descriptions have none.
      if (!/\d\.\d/.test(item.value)) continue
      const names = [...new Set(products.flatMap(({ product }) => namesInProse(product)))]
      const claims = new Map(versionClaims(item.value, names).map((claim) => [`${claim.says} ${claim.version}`, claim]))
      if (claims.size === 0) continue
      const readers = products.map((view) => ({ view, read: statusReader(view.product) }))
      for (const claim of claims.values()) {
        if (products.some((view) => isShort(claim, view))) continue
        const answers = readers.map(({ view, read }) => ({ view, answer: read(claim.version) }))
        if (!answers.every(({ view, answer }) => contradicts(claim, answer, view))) continue
        const [first] = answers
        if (first === undefined) continue
        report({ at: `${at}/value`, message: sentence(claim, first.answer, first.view) })
      }
    }
  },
}

/** Products beyond this number: the prose speaks of a family. */
const MANY = 50

/** Whether a version may stand for its whole series: `3.13` where the record knows `3.13.9`. */
function isShort({ version }: VersionClaim, { entries }: ProductView): boolean {
  return entries.some(({ entry, upperText }) =>
    [entry.version, upperText, ...(entry.changes ?? []).map(({ at }) => at)].some((text) =>
      text?.startsWith(`${version}.`),
    ),
  )
}

function contradicts(
  { version, says, isLater }: VersionClaim,
  { status, by }: StatusAnswer,
  { entries }: ProductView,
): boolean {
  if (by.kind === 'undecidable') return false
  if (isLater && entries.some(({ entry }) => entry.version === version)) return false
  if (says === 'unaffected') return status === 'affected'
  // A list of single versions may have left one out on purpose: to be a contradiction there must be a range that ends elsewhere.
  return status === 'unaffected' && entries.some(({ isRange }) => isRange)
}

function sentence({ version, says, words }: VersionClaim, { status, by }: StatusAnswer, view: ProductView): string {
  const claim = says === 'unaffected' ? `${version} has the fix` : `${version} is affected`
  return `${quote(words, 80)} says that ${claim}, and ${place(by, view)} says that it is ${WORDS[status]}`
}

const WORDS: Readonly<Record<ProductStatus, string>> = {
  affected: 'affected',
  unaffected: 'not affected',
  unknown: 'unknown',
}

function place(by: Decider, { product, at }: ProductView): string {
  const name = quote(product.product ?? product.packageName ?? '')
  return by.kind === 'entry' || by.kind === 'change'
    ? `${at}/versions/${by.entry} (${name})`
    : `${at}/defaultStatus (${name})`
}
