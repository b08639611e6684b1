import type { CveServices, Org, Target } from '#desk/cna'
import { showQuota } from '../cna-quota.ts'
import { SERVICE_FLAGS, targetJson, withServices } from '../cna-session.ts'
import { listUsers } from '../cna-users.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { foldJson } from '../fold-json.ts'
import { table } from '../table.ts'
import type { World } from '../world.ts'

const VERBS = ['show', 'quota', 'users'] as const

export const cnaOrg: AnyCommand = command({
  name: 'cna org',
  summary: 'your organisation at CVE Services: what it is, its quota, its users',
  operands: { text: 'show|quota|users', min: 0, max: 1 },
  about:
    'Without a word, shows the organisation. --registry shows what the User Registry holds (scope, contacts, policy), where the server has one.',
  examples: [
    ['steward cna org', 'name, UUID, roles, quota'],
    ['steward cna org users', 'who can speak for it'],
  ],
  flags: {
    registry: { type: 'boolean', about: 'what the User Registry of CVE Services 2.8 holds' },
    ...SERVICE_FLAGS,
    ...COMMON_FLAGS,
  },
  run: ({ values, operands }, world) =>
    withServices(values, world, (services, named) => {
      const { org } = services.speaker
      const verb = operands[0] ?? 'show'
      if (verb === 'quota') return showQuota(services, named, org, values.json, world)
      if (verb === 'users') return listUsers(services, named, values.json, world)
      if (verb === 'show') return showOrg(services, named, values, world)
      const message = `org does not know ${JSON.stringify(verb)}`
      const hint = `the words are ${VERBS.join(', ')}`
      return Promise.resolve(reportFault({ code: 'USAGE_WORDS', kind: 'invalid', message, hint }, values.json, world))
    }),
})

async function showOrg<T extends Target>(
  services: CveServices<T>,
  named: boolean,
  { json, registry }: { readonly json: boolean; readonly registry: boolean },
  world: World,
): Promise<number> {
  const { out } = world.terminal
  const name = services.speaker.org
  if (registry) {
    const found = await services.registry.org(name)
    if (!found.ok) return reportFault(found.fault, json, world)
    if (json) out(JSON.stringify({ target: targetJson(services, named), org: found.value }))
    else out(foldJson(found.value, world.terminal.columns))
    return EXIT.done
  }
  const org = await services.orgs.get(name)
  if (!org.ok) return reportFault(org.fault, json, world)
  if (json) out(JSON.stringify({ target: targetJson(services, named), org: org.value }))
  else for (const line of orgLines(org.value)) out(line)
  return EXIT.done
}

function orgLines({ name, short_name, UUID, authority, policies, time }: Org): readonly string[] {
  const fields = [
    ['UUID', UUID],
    ['roles', authority.active_roles.join(', ') || 'none'],
    ['quota', policies === undefined ? '' : policies.id_quota.toLocaleString('en-US')],
    ['created', time?.created ?? ''],
    ['modified', time?.modified ?? ''],
  ]
  return [`${name} (${short_name})`, ...table(fields.filter(([, value]) => value !== ''))]
}
