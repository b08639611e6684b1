import { type CveServices, type Item, lookUp, type Target } from '#desk/cna'
import { ok } from '#fault'
import type { CveId } from '#ids'
import { CHANGE_FLAGS, JOURNAL_FLAGS, runBatch } from '../cna-batch.ts'
import { readIds } from '../cna-operands.ts'
import { SERVICE_FLAGS, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, reportFault } from '../command.ts'

export const cnaTransfer: AnyCommand = command({
  name: 'cna transfer',
  summary: 'give CVE IDs to another organisation',
  operands: { text: 'ID... ORG', min: 2, max: Number.POSITIVE_INFINITY },
  about:
    'The last word is the short name of the organisation. CVE Services do not ask it, and it cannot be taken back from here: agree with them first. A record that exists goes with the ID, and keeps the name of its first assigner.',
  examples: [
    ['steward cna transfer --dry-run CVE-2030-1001 otherorg', 'whether it is yours to give'],
    ['steward cna transfer CVE-2030-1001 CVE-2030-1002 otherorg', 'two IDs'],
  ],
  flags: { ...CHANGE_FLAGS, ...JOURNAL_FLAGS, ...SERVICE_FLAGS, ...COMMON_FLAGS },
  run: ({ values, operands }, world) =>
    withServices(values, world, async (services, named) => {
      const ids = readIds(operands.slice(0, -1))
      if (!ids.ok) return reportFault(ids.fault, values.json, world)
      const org = operands.at(-1) ?? ''
      const items = ids.value.map((id) => ({
        source: id,
        id,
        wish: async () => ok(['transfer', org]),
        plan: () => planOne(services, id, org),
      }))
      return runBatch({ command: 'transfer', services, named, items, values }, world)
    }),
})

async function planOne<T extends Target>(
  services: CveServices<T>,
  id: CveId,
  org: string,
): ReturnType<Item<T>['plan']> {
  const upstream = await lookUp(services, id)
  if (!upstream.ok) return upstream
  const action = org === services.speaker.org ? ({ do: 'nothing' } as const) : ({ do: 'transfer', org } as const)
  const changes = action.do === 'nothing' ? [] : [`owner ${services.speaker.org} -> ${org}`]
  return ok({ id, source: id, action, changes, waived: [] })
}
