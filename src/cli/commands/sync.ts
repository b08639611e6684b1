import { openWorkspace } from '#desk'
import { applySync, type SyncResult, sync as syncWorkspace } from '#desk/sync'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, listOf, printFaults, reportFault } from '../command.ts'
import { heldText, syncText } from '../sync-text.ts'

export const sync: AnyCommand = command({
  name: 'sync',
  summary: 'fetch releases, recompute every record, show what changes',
  about:
    'Fetches tags and branches, asks git about every release again and shows, for each record that would change, the old and the new block with a reason for each changed version. Nothing is written without --apply. A release tag that moved or vanished stops it. Exit code 1 when something is held back for a person.',
  examples: [
    ['steward sync', 'the plan'],
    ['steward sync --apply', 'the same, then writes facts and records; a second run writes nothing'],
  ],
  flags: {
    apply: { type: 'boolean', about: 'write facts and records' },
    offline: { type: 'boolean', about: 'do not fetch: plan with what the clone has' },
    remote: { type: 'string', value: 'NAME', about: 'the remote to fetch from; origin when absent' },
    'accept-tags': { type: 'boolean', about: 'take moved or deleted release tags as true' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    const workspace = await openWorkspace(world.files, world.folder)
    if (!workspace.ok) return reportFault(workspace.fault, values.json, world)
    if (!values.offline) world.terminal.status('asking the remote for tags and branches')
    const result = await syncWorkspace(world.files, world.repositories, workspace.value, {
      offline: values.offline,
      acceptTags: values['accept-tags'],
      now: world.now().toISOString(),
      ...(values.remote !== undefined && { remote: values.remote }),
    })
    world.terminal.status('')
    if (!result.ok) return reportFault(result.fault, values.json, world)
    const { plan } = result.value
    if (values.apply) {
      const applied = await applySync(world.files, workspace.value, plan)
      if (!applied.ok) return reportFault(applied.fault, values.json, world)
    }
    if (values.json) world.terminal.out(JSON.stringify(planJson(result.value, values.apply)))
    else {
      const lines = values.quiet ? heldText(result.value) : syncText(result.value, values.apply, world.terminal)
      for (const line of lines) world.terminal.out(line)
      printFaults(plan.faults, world)
    }
    if (plan.faults.length > 0) return Math.max(...plan.faults.map(exitOf))
    return plan.changes.some(({ state }) => state === 'held') ? EXIT.findings : EXIT.done
  },
})

function planJson({ plan, fetched }: SyncResult, applied: boolean): object {
  return {
    fetched: fetched ?? null,
    tags: plan.tags,
    changes: plan.changes.map(({ writes, ...change }) => ({ ...change, writes: writes.map(({ path }) => path) })),
    unchanged: plan.unchanged,
    faults: plan.faults.flatMap(listOf),
    writes: plan.writes.map(({ path }) => path),
    applied,
  }
}
