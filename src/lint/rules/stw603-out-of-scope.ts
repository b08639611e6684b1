import { quote } from '#fault'
import type { DeskRule } from '../rule.ts'

export const outOfScope: DeskRule = {
  code: 'STW603',
  name: 'out-of-scope',
  on: 'desk',
  level: 'error',
  what: 'The product of a case is in the scope statement of the CNA: it is named there, or the statement speaks of all products and does not except it.',
  why: 'A CNA assigns IDs in its own scope only. For the product of somebody else there may be two IDs in the end, and the dispute is ours.',
  cnaRules: ['in-scope'],
  needsFacts: ['cases', 'foundation'],
  example: {
    wrong: {
      desk: {
        cases: [{ id: 'LSF-2030-4', product: 'candle' }],
        foundation: { shortName: 'LSF', orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca', scope: 'lantern and wick only' },
      },
    },
    right: {
      desk: {
        cases: [{ id: 'LSF-2030-4', product: 'lantern' }],
        foundation: { shortName: 'LSF', orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca', scope: 'lantern and wick only' },
      },
    },
  },

  check({ cases = [], foundation }, report) {
    const scope = foundation?.scope
    // What stands behind an address is not here to be read.
    if (foundation === undefined || scope === undefined || /^https?:/i.test(scope)) return
    const { covered, excepted } = partsOf(scope)
    for (const [i, { product }] of cases.entries()) {
      if (product === undefined || names(covered, product)) continue
      const isExcepted = hasWord(excepted, product)
      if (!isExcepted && GENERAL.test(covered)) continue
      report({
        at: `/cases/${i}/product`,
        message: `the scope statement of ${foundation.shortName} ${isExcepted ? 'excepts' : 'does not name'} ${quote(product)}`,
        hint: 'ask the CNA whose scope it is in, or the root, for an ID; or have the scope extended first',
      })
    }
  },
}

/** Words with which a statement speaks of more than it names. */
const GENERAL = /\b(?:all|any|every|each|projects?|products?|repositories|software (?:of|by|from))\b/i

/** Words behind which stands what is not meant. */
const EXCEPTION =
  /\b(?:except|exclud(?:es|ed|ing)|but not|not includ(?:ed|ing)|does not (?:include|cover)|other than)\b/i

function partsOf(scope: string): { readonly covered: string; readonly excepted: string } {
  const at = EXCEPTION.exec(scope)?.index ?? scope.length
  return { covered: scope.slice(0, at), excepted: scope.slice(at) }
}

/** Whether a text names a product, or has a word that is part of its name or has it as a part: `Python` for `cpython`. */
function names(text: string, product: string): boolean {
  if (hasWord(text, product)) return true
  const wanted = product.toLowerCase()
  return wordsOf(text).some((word) => word.length >= 4 && (wanted.includes(word) || word.includes(wanted)))
}

function hasWord(text: string, product: string): boolean {
  return ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(product).join(' ')} `)
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
