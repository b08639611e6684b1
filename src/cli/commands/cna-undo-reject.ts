import { type CveServices, type Item, lookUp, planUndoReject, type Target } from '#desk/cna'
import { ok } from '#fault'
import type { CveId } from '#ids'
import { CHANGE_FLAGS, JOURNAL_FLAGS, runBatch } from '../cna-batch.ts'
import { readIds } from '../cna-operands.ts'
import { SERVICE_FLAGS, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, reportFault } from '../command.ts'

export const cnaUndoReject: AnyCommand = command({
  name: 'cna undo-reject',
  summary: 'take back the rejection of CVE IDs without a record',
  operands: { text: 'ID...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'The ID is reserved again, as far as the quota allows. An ID whose rejection is a record stays rejected, until `steward cna publish --revive` publishes it.',
  examples: [
    ['steward cna undo-reject CVE-2030-1001', 'reserved again'],
    ['steward cna undo-reject --dry-run CVE-2030-1001', 'whether that can be done'],
  ],
  flags: { ...CHANGE_FLAGS, ...JOURNAL_FLAGS, ...SERVICE_FLAGS, ...COMMON_FLAGS },
  run: ({ values, operands }, world) =>
    withServices(values, world, async (services, named) => {
      const ids = readIds(operands)
      if (!ids.ok) return reportFault(ids.fault, values.json, world)
      const items = ids.value.map((id) => ({
        source: id,
        id,
        wish: async () => ok('undo-reject'),
        plan: () => planOne(services, id),
      }))
      return runBatch({ command: 'undo-reject', services, named, items, values }, world)
    }),
})

async function planOne<T extends Target>(services: CveServices<T>, id: CveId): ReturnType<Item<T>['plan']> {
  const upstream = await lookUp(services, id)
  if (!upstream.ok) return upstream
  const planned = planUndoReject<T>(id, upstream.value)
  return planned.ok ? ok({ id, source: id, ...planned.value, waived: [] }) : planned
}
