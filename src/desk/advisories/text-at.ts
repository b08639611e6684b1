import { changeFacts } from './change-facts.ts'
import type { AdvisoryTx } from './desk.ts'
import type { VulnerabilityRow } from './ports.ts'
import type { Change, FieldName } from './views.ts'

/** The facts file as it was in an earlier version, told back from the stored changes; undefined where that is too far back. */
export async function textAt(
  { changes }: Pick<AdvisoryTx, 'changes'>,
  row: VulnerabilityRow,
  version: number,
): Promise<string | undefined> {
  if (version === row.version) return row.text
  const since = await changes.since(row.id, version)
  const first = new Map<FieldName, Change>()
  for (const { field, before } of since) if (!first.has(field)) first.set(field, { field, value: before })
  const changed = changeFacts(row.text, [...first.values()])
  return changed.ok ? changed.value.text : undefined
}
