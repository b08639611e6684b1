import type { AffectedProduct } from '#cve'
import { affecting } from '../example-record.ts'
import type { RecordRule } from '../rule.ts'

export const affectedProduct: RecordRule = {
  code: 'STW201',
  name: 'affected-product',
  on: 'record',
  level: 'error',
  what: 'At least one product of the record has versions that are affected, or whose status is unknown.',
  why: 'A record in which everything is unaffected says that there is no vulnerability. Readers drop it, whatever the description says.',
  cnaRules: ['names-product', 'affected-versions'],
  example: {
    wrong: {
      container: affecting({ version: '3.13.9', lessThan: '*', status: 'unaffected', versionType: 'python' }),
    },
    right: {
      container: affecting({ version: '0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
    },
  },

  check({ products, base }, report) {
    if (products.length === 0 || products.some(({ product }) => canBeAffected(product))) return
    report({
      at: `${base}/affected`,
      message: 'no version of any product is affected or unknown: the record says that nothing is vulnerable',
      hint: 'give the versions that have the vulnerability the status affected',
    })
  },
}

/** A missing `defaultStatus` is `unknown`. */
function canBeAffected({ defaultStatus = 'unknown', versions = [] }: AffectedProduct): boolean {
  if (defaultStatus !== 'unaffected') return true
  return versions.some(
    ({ status, changes }) =>
      status !== 'unaffected' || changes?.some((change) => change.status !== 'unaffected') === true,
  )
}
