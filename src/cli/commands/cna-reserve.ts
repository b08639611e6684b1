import type { CveServices, Reservation, Target } from '#desk/cna'
import { type Fault, fail, ok, type Result } from '#fault'
import { askToConfirm, CHANGE_FLAGS } from '../cna-batch.ts'
import { SERVICE_FLAGS, targetJson, targetLine, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, printFaults, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import { count } from '../table.ts'
import type { World } from '../world.ts'

const FLAGS = {
  count: { type: 'string', short: 'n', value: 'N', about: 'how many; 1 when absent' },
  year: { type: 'string', value: 'YEAR', about: 'the year in the IDs; this year when absent' },
  sequential: { type: 'boolean', about: 'numbers that follow each other; so it is where several are wanted' },
  random: { type: 'boolean', about: 'numbers that do not follow each other; at most 10' },
  owner: { type: 'string', value: 'ORG', about: 'for another organisation; for the Secretariat' },
  ...CHANGE_FLAGS,
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
} as const

export const cnaReserve: AnyCommand = command({
  name: 'cna reserve',
  summary: 'reserve CVE IDs',
  about:
    'Prints the new IDs, one a line; with --quiet nothing else. One ID has four digits where there are such left (the priority block); several follow each other. Where the answer gets lost the IDs are looked for before anything is reserved again. --confirm takes the number of IDs.',
  examples: [
    ['steward cna reserve', 'one ID of this year'],
    ['steward cna reserve --count 5 --year 2030', 'five in a row'],
  ],
  flags: FLAGS,
  run: ({ values }, world) =>
    withServices(values, world, async (services, named) => {
      const wish = readWish(values, world)
      if (!wish.ok) return reportFault(wish.fault, values.json, world)
      return reserve(services, named, wish.value, values, world)
    }),
})

interface Wish {
  readonly amount: number
  readonly year: number
  readonly batch: 'sequential' | 'nonsequential' | undefined
}

async function reserve<T extends Target>(
  services: CveServices<T>,
  named: boolean,
  { amount, year, batch }: Wish,
  values: Values<typeof FLAGS>,
  world: World,
): Promise<number> {
  const { json, quiet } = values
  const { out } = world.terminal
  const org = values.owner ?? services.speaker.org
  if (!json && !quiet) out(targetLine(services, named))
  if (values['dry-run']) {
    const quota = await services.orgs.quota(org)
    if (!quota.ok) return reportFault(quota.fault, json, world)
    const { available } = quota.value
    if (json) {
      out(JSON.stringify({ target: targetJson(services, named), ids: [], wanted: amount, remaining: available }))
    } else {
      const would = available < amount ? 'could not reserve' : 'would reserve'
      out(`${would} ${count(amount, 'ID')} of ${year}: ${available.toLocaleString('en-US')} are left`)
    }
    return available < amount ? EXIT.findings : EXIT.done
  }
  const allowed = await askToConfirm(services.destination.target, String(amount), 'reserve', values.confirm, world)
  if (!allowed.ok) return reportFault(allowed.fault, json, world)
  const done = await services.ids.reserve({
    amount,
    cve_year: year,
    short_name: org,
    ...(batch !== undefined && { batch_type: batch }),
  })
  if (!done.ok) return reportFault(done.fault, json, world)
  const { cve_ids, remaining_quota } = done.value
  if (json) {
    const remaining = remaining_quota ?? null
    out(JSON.stringify({ target: targetJson(services, named), ids: cve_ids, wanted: amount, remaining }))
  } else {
    for (const { cve_id } of cve_ids) out(cve_id)
    if (!quiet && remaining_quota !== undefined) out(`${remaining_quota.toLocaleString('en-US')} more can be reserved`)
  }
  if (cve_ids.length >= amount) return EXIT.done
  if (!json) printFaults([fewer(done.value, amount)], world)
  return EXIT.findings
}

function readWish(values: Values<typeof FLAGS>, world: World): Result<Wish> {
  const amount = Number(values.count ?? '1')
  if (!Number.isInteger(amount) || amount < 1 || amount > 100_000)
    return fail(wrong('--count', values.count, '1 to 100000'))
  const year = Number(values.year ?? world.now().getUTCFullYear())
  if (!Number.isInteger(year) || year < 1900 || year > 9999)
    return fail(wrong('--year', values.year, '1999 to next year'))
  if (values.random && values.sequential) {
    return fail({ code: 'USAGE_BATCH', kind: 'invalid', message: '--random and --sequential exclude each other' })
  }
  if (values.random && amount > MOST_RANDOM)
    return fail(wrong('--count', values.count, `1 to ${MOST_RANDOM} with --random`))
  const batch = values.random ? 'nonsequential' : values.sequential || amount > 1 ? 'sequential' : undefined
  return ok({ amount, year, batch })
}

/** The server gives no more at once (OVER_NONSEQUENTIAL_MAX_AMOUNT). */
const MOST_RANDOM = 10

function wrong(flag: string, text: string | undefined, range: string): Fault {
  return {
    code: 'USAGE_NUMBER',
    kind: 'invalid',
    message: `${JSON.stringify(text ?? '')} is no number for ${flag}`,
    at: flag,
    hint: `a whole number, ${range}`,
  }
}

function fewer({ cve_ids }: Reservation, wanted: number): Fault {
  return {
    code: 'CNA_FEWER_IDS',
    kind: 'conflict',
    message: `${cve_ids.length} of ${wanted} IDs were reserved: CVE Services have no more numbers of this year`,
    hint: 'reserve the others of another year, or ask the CVE Program',
  }
}
