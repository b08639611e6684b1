import type { CveIdEntry, CveServices, IdFilter, Target } from '#desk/cna'
import { type Fault, fail, ok, type Result } from '#fault'
import { SERVICE_FLAGS, targetJson, withServices } from '../cna-session.ts'
import { idLines, idTotals } from '../cna-text.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import type { World } from '../world.ts'

const FLAGS = {
  state: { type: 'string', value: 'STATE', words: ['reserved', 'published', 'rejected'], about: 'IDs in this state' },
  year: { type: 'string', value: 'YEAR', about: 'IDs of this year' },
  by: { type: 'string', value: 'USER', about: 'IDs that this user reserved' },
  'reserved-after': { type: 'string', value: 'TIME', about: 'reserved after a day or a moment: 2030-02-20' },
  'reserved-before': { type: 'string', value: 'TIME', about: 'reserved before it' },
  'modified-after': { type: 'string', value: 'TIME', about: 'changed after it' },
  'modified-before': { type: 'string', value: 'TIME', about: 'changed before it' },
  sort: {
    type: 'string',
    value: 'BY',
    words: ['id', 'state', 'user', 'reserved'],
    about: 'the order; by ID when absent',
  },
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
} as const

export const cnaList: AnyCommand = command({
  name: 'cna list',
  summary: 'the CVE IDs of your organisation',
  about:
    'Lists the IDs that your organisation owns, with who reserved them and when, and how many are in each state. With --quiet the IDs alone, one a line.',
  examples: [
    ['steward cna list --state reserved --reserved-before 2030-01-01', 'IDs that wait for long'],
    ['steward cna list --year 2030 --json', 'all of a year, for a program'],
  ],
  flags: FLAGS,
  run: ({ values }, world) =>
    withServices(values, world, async (services, named) => {
      const filter = filterOf(values)
      if (!filter.ok) return reportFault(filter.fault, values.json, world)
      return list(services, named, filter.value, values, world)
    }),
})

async function list<T extends Target>(
  services: CveServices<T>,
  named: boolean,
  filter: IdFilter,
  values: Values<typeof FLAGS>,
  world: World,
): Promise<number> {
  const { out, status } = world.terminal
  const found: CveIdEntry[] = []
  for await (const entry of services.ids.list(filter)) {
    if (!entry.ok) return reportFault(entry.fault, values.json, world)
    if (values.by === undefined || entry.value.requested_by?.user === values.by) found.push(entry.value)
    if (found.length % 500 === 0) status(`listing CVE IDs  ${found.length.toLocaleString('en-US')}`)
  }
  status('')
  const sorted = found.sort(ORDERS[values.sort ?? 'id'] ?? byId)
  if (values.json) {
    const totals = Object.fromEntries(
      [...Map.groupBy(sorted, ({ state }) => state)].map(([k, some]) => [k, some.length]),
    )
    out(JSON.stringify({ target: targetJson(services, named), ids: sorted, totals }))
  } else if (values.quiet) for (const { cve_id } of sorted) out(cve_id)
  else {
    for (const line of idLines(sorted)) out(line)
    out(idTotals(sorted))
  }
  return EXIT.done
}

type Order = (a: CveIdEntry, b: CveIdEntry) => number

/** By year, then by number: as text `CVE-2030-10000` would come before `CVE-2030-9999`. */
const byId: Order = (a, b) => {
  const [, yearA = '', numberA = ''] = a.cve_id.split('-')
  const [, yearB = '', numberB = ''] = b.cve_id.split('-')
  return yearA.localeCompare(yearB) || numberA.length - numberB.length || (numberA < numberB ? -1 : 1)
}
const ORDERS: Readonly<Record<string, Order>> = {
  id: byId,
  state: (a, b) => a.state.localeCompare(b.state) || byId(a, b),
  user: (a, b) => (a.requested_by?.user ?? '').localeCompare(b.requested_by?.user ?? '') || byId(a, b),
  reserved: (a, b) => (a.reserved ?? '').localeCompare(b.reserved ?? '') || byId(a, b),
}

function filterOf(values: Values<typeof FLAGS>): Result<IdFilter> {
  const times: Record<string, string> = {}
  for (const [flag, parameter] of TIMES) {
    const text = values[flag]
    if (text === undefined) continue
    const moment = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?$/.test(text) ? Date.parse(text) : Number.NaN
    if (Number.isNaN(moment)) return fail(noTime(flag, text))
    times[parameter] = new Date(moment).toISOString()
  }
  const { year, state } = values
  if (year !== undefined && !/^[0-9]{4}$/.test(year)) return fail(noYear(year))
  return ok({
    ...times,
    ...(state !== undefined && { state: STATES[state] ?? 'RESERVED' }),
    ...(year !== undefined && { cve_id_year: year }),
  })
}

const STATES: Readonly<Record<string, 'RESERVED' | 'PUBLISHED' | 'REJECTED'>> = {
  reserved: 'RESERVED',
  published: 'PUBLISHED',
  rejected: 'REJECTED',
}

const TIMES = [
  ['reserved-after', 'time_reserved.gt'],
  ['reserved-before', 'time_reserved.lt'],
  ['modified-after', 'time_modified.gt'],
  ['modified-before', 'time_modified.lt'],
] as const

function noTime(flag: string, text: string): Fault {
  return {
    code: 'USAGE_TIME',
    kind: 'invalid',
    message: `${JSON.stringify(text)} is no moment for --${flag}`,
    hint: 'a day like 2030-02-20, or a moment like 2030-02-20T09:00:00Z',
  }
}

function noYear(text: string): Fault {
  return { code: 'USAGE_YEAR', kind: 'invalid', message: `${JSON.stringify(text)} is no year`, hint: 'four digits' }
}
