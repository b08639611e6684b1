import { EXAMPLE_REJECTED_RECORD } from '../example-world.ts'
import type { OsvRule } from '../rule.ts'

export const withdrawn: OsvRule = {
  code: 'STW707',
  name: 'withdrawn',
  on: 'osv',
  level: 'error',
  what: 'The record is withdrawn when its CVE record is rejected, and not otherwise.',
  why: 'A rejected CVE record says that there is no such vulnerability. Scanners go on reporting it as long as the OSV record is not withdrawn.',
  needs: ['cve'],
  example: {
    wrong: { record: {}, world: { cve: EXAMPLE_REJECTED_RECORD } },
    right: { record: { withdrawn: '2030-02-20T09:00:00Z' }, world: { cve: EXAMPLE_REJECTED_RECORD } },
  },

  check({ record, world: { cve } }, report) {
    if (cve === undefined) return
    const { cveId, state } = cve.cveMetadata
    if (record.id !== cveId && record.aliases?.includes(cveId) !== true) return
    if (state === 'REJECTED' && record.withdrawn === undefined) {
      report({
        at: '',
        message: `${cveId} is rejected, and this record is not withdrawn`,
        hint: 'add withdrawn, with the time',
      })
    } else if (state === 'PUBLISHED' && record.withdrawn !== undefined) {
      report({
        at: '/withdrawn',
        level: 'warning',
        message: `this record is withdrawn, and ${cveId} is published`,
        hint: 'reject the CVE record, or say in the summary why only this one is withdrawn',
      })
    }
  },
}
