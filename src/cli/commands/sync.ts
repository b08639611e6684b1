import { applySync, openWorkspace, type RecordPlan, type SyncResult, sync as syncWorkspace } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, faultLines, reportFault } from '../command.ts'
import { count, table } from '../table.ts'

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
    const result = await syncWorkspace(world.files, world.repositories, workspace.value, {
      offline: values.offline,
      acceptTags: values['accept-tags'],
      now: world.now().toISOString(),
      ...(values.remote !== undefined && { remote: values.remote }),
    })
    if (!result.ok) return reportFault(result.fault, values.json, world)
    const { plan } = result.value
    if (values.apply) {
      const applied = await applySync(world.files, workspace.value, plan)
      if (!applied.ok) return reportFault(applied.fault, values.json, world)
    }
    if (values.json) world.terminal.out(JSON.stringify(planJson(result.value, values.apply)))
    else {
      for (const line of planText(result.value, values.apply))
        if (!values.quiet || line !== '') world.terminal.out(line)
      for (const fault of plan.faults) for (const line of faultLines(fault)) world.terminal.err(line)
    }
    if (plan.faults.length > 0) return Math.max(...plan.faults.map(exitOf))
    return plan.changes.some(({ state }) => state === 'held') ? EXIT.findings : EXIT.done
  },
})

function planText({ plan, fetched }: SyncResult, applied: boolean): readonly string[] {
  const { tags, changes, unchanged, writes } = plan
  const total = changes.length + unchanged
  const lines = [
    `${fetched === undefined ? 'not fetched' : `fetched from ${fetched}`}: ${tags.added.length === 0 ? 'no new release tag' : `${count(tags.added.length, 'new tag')} ${tags.added.join(' ')}`}`,
    changes.length === 0
      ? `${count(total, 'record')}, none changes`
      : `${changes.length} of ${count(total, 'record')} change${changes.length === 1 ? 's' : ''}`,
    ...changes.flatMap(recordText),
  ]
  const files = count(writes.length, 'file')
  if (writes.length === 0) lines.push('nothing to write')
  else if (applied) lines.push(`wrote ${files}`)
  else lines.push(`nothing written: \`steward sync --apply\` would write ${files}`)
  return lines
}

const OUTCOME: Readonly<Record<string, string>> = {
  confirmed: 'confirmed',
  renumbered: 'released under another number',
  slipped: 'SLIPPED',
  withdrawn: 'the fix is no longer on the branch',
}

function recordText({
  id,
  cve,
  title,
  state,
  before,
  after,
  versions,
  outcomes,
  changes,
  held,
}: RecordPlan): readonly string[] {
  const lines = [`  ${[id, cve, title].filter((part) => part !== undefined).join('  ')}   ${state}`]
  if (before.join() !== after.join()) {
    lines.push(...before.filter((line) => !after.includes(line)).map((line) => `    - ${line}`))
    lines.push(...after.filter((line) => !before.includes(line)).map((line) => `    + ${line}`))
  }
  const rows = versions
    .slice(0, 20)
    .map(({ version, before: was, after: is, why }) => [version, `${was} -> ${is}`, why])
  lines.push(...table(rows, '      '))
  if (versions.length > 20) lines.push(`      and ${count(versions.length - 20, 'more release')}`)
  for (const { provisional, outcome, now } of outcomes) {
    lines.push(
      `      ${provisional.branch}: < ${provisional.version} was provisional${now === undefined || now === provisional.version ? '' : `, now < ${now}`}   ${OUTCOME[outcome] ?? outcome}`,
    )
  }
  lines.push(...changes.map((change) => `      ${change}`), ...held.map((reason) => `      held: ${reason}`))
  return lines
}

function planJson({ plan, fetched }: SyncResult, applied: boolean): object {
  return {
    fetched: fetched ?? null,
    tags: plan.tags,
    changes: plan.changes.map(({ writes, ...change }) => ({ ...change, writes: writes.map(({ path }) => path) })),
    unchanged: plan.unchanged,
    faults: plan.faults,
    writes: plan.writes.map(({ path }) => path),
    applied,
  }
}
