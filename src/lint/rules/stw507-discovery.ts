import type { RecordRule } from '../rule.ts'

export const discovery: RecordRule = {
  code: 'STW507',
  name: 'discovery',
  on: 'record',
  level: 'warning',
  what: '`source.discovery` is not `UNKNOWN` where a credit names the finder or the reporter.',
  why: '`UNKNOWN` is what forms start with. Statistics on who finds vulnerabilities count the record as one of which nobody knows.',
  example: {
    wrong: { container: { source: { discovery: 'UNKNOWN' } } },
    right: { container: { source: { discovery: 'EXTERNAL' } } },
  },

  check({ base, container: { source, credits = [] } }, report) {
    if (source?.discovery !== 'UNKNOWN') return
    const finder = credits.find(({ type }) => type === 'reporter' || type === 'finder')
    if (finder === undefined) return
    report({
      at: `${base}/source/discovery`,
      message: `discovery is UNKNOWN, although the record names the ${finder.type}`,
      hint: 'INTERNAL, EXTERNAL, USER or UPSTREAM',
    })
  },
}
