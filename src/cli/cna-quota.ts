import type { CveServices, Target } from '#desk/cna'
import { targetJson } from './cna-session.ts'
import { EXIT, reportFault } from './command.ts'
import { table } from './table.ts'
import type { World } from './world.ts'

/** Prints the quota of an organisation. */
export async function showQuota<T extends Target>(
  services: CveServices<T>,
  named: boolean,
  org: string,
  json: boolean,
  world: World,
): Promise<number> {
  const quota = await services.orgs.quota(org)
  if (!quota.ok) return reportFault(quota.fault, json, world)
  const { id_quota, total_reserved, available } = quota.value
  const { out } = world.terminal
  if (json) {
    out(JSON.stringify({ target: targetJson(services, named), org, quota: quota.value }))
    return EXIT.done
  }
  out(org)
  const rows = [
    ['limit', id_quota.toLocaleString('en-US')],
    ['reserved', total_reserved.toLocaleString('en-US')],
    ['available', available.toLocaleString('en-US')],
  ]
  for (const line of table(rows)) out(line)
  return EXIT.done
}
