import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { type ProjectProducts, projectProducts } from '../project-products.ts'
import type { RecordRule } from '../rule.ts'

const EXAMPLE_WORLD = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }

export const nothingAffected: RecordRule = {
  code: 'STW218',
  name: 'nothing-affected',
  on: 'record',
  level: 'error',
  what: 'Asked of every release of the project, the record calls at least one of them affected.',
  why: 'A range that holds no release warns nobody. It is the sign of a bound that was mistyped, of a wrong `versionType`, or of an entry that an earlier one overrules.',
  cnaRules: ['affected-versions'],
  needs: ['project', 'releases'],
  example: {
    wrong: {
      container: affecting({ version: '31.3.0', lessThan: '31.3.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
    right: {
      container: affecting({ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
  },

  check(subject, report) {
    const own = projectProducts(subject)
    if (own?.isWholeRecord !== true || own.answers.length === 0 || saysUnknown(own)) return
    // A commit says nothing of a release here; and what cannot be decided may be affected.
    const isGit = own.products.some(({ entries }) => entries.some(({ scheme }) => scheme.order === 'partial'))
    if (isGit || own.answers.some(({ status }) => status === 'affected' || status === 'undecided')) return
    const [first] = own.products
    report({
      at: own.products.length === 1 && first !== undefined ? first.at : `${subject.base}/affected`,
      message: `none of the ${own.answers.length} releases of the project is affected by what the record says`,
      hint: 'steward cve explain shows which entry decides for each version',
    })
  },
}

/** A product whose status nobody knows is a legitimate subject of a record. */
function saysUnknown({ products, answers }: ProjectProducts): boolean {
  return (
    products.some(({ product }) => product.defaultStatus === 'unknown') ||
    answers.some(({ status, entry }) => status === 'unknown' && entry !== undefined)
  )
}
