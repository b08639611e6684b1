import type { CveServices, Target, User } from '#desk/cna'
import { targetJson } from './cna-session.ts'
import { userLines } from './cna-text.ts'
import { EXIT, reportFault } from './command.ts'
import { count } from './table.ts'
import type { World } from './world.ts'

/** Prints the users of the own organisation, sorted by name. */
export async function listUsers<T extends Target>(
  services: CveServices<T>,
  named: boolean,
  json: boolean,
  world: World,
): Promise<number> {
  const found: User[] = []
  for await (const user of services.users.list(services.speaker.org)) {
    if (!user.ok) return reportFault(user.fault, json, world)
    found.push(user.value)
  }
  const users = found.sort((a, b) => (a.username < b.username ? -1 : 1))
  const { out } = world.terminal
  if (json) {
    out(JSON.stringify({ target: targetJson(services, named), users }))
    return EXIT.done
  }
  for (const line of userLines(users)) out(line)
  out(count(users.length, 'user'))
  return EXIT.done
}
