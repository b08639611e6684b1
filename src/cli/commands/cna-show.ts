import type { CveRecord } from '#cve'
import type { CveIdEntry, CveServices, Target } from '#desk/cna'
import { ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { writeJson } from '#json'
import { SERVICE_FLAGS, targetJson, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { table } from '../table.ts'

export const cnaShow: AnyCommand = command({
  name: 'cna show',
  summary: 'what CVE Services hold of an ID',
  operands: { text: 'ID', min: 1, max: 1 },
  about:
    'The state of an ID, its owner, who reserved it and when, and what its record says in short. --record prints the record itself, as it is published. IDs of others are shown as far as the registry shows them.',
  examples: [
    ['steward cna show CVE-2030-1001', 'state and owner'],
    ['steward cna show --record CVE-2030-1001 > CVE-2030-1001.json', 'the published record'],
  ],
  flags: {
    record: { type: 'boolean', about: 'print the record and nothing else' },
    ...SERVICE_FLAGS,
    ...COMMON_FLAGS,
  },
  run: ({ values, operands }, world) =>
    withServices(values, world, async (services, named) => {
      const { json } = values
      const { out, write } = world.terminal
      const id = parseCveId((operands[0] ?? '').toUpperCase())
      if (!id.ok) return reportFault(id.fault, json, world)
      if (values.record && !json) {
        const record = await services.records.get(id.value)
        if (!record.ok) return reportFault(record.fault, json, world)
        write(writeJson(record.value))
        return EXIT.done
      }
      const found = await show(services, id.value)
      if (!found.ok) return reportFault(found.fault, json, world)
      const { entry, record } = found.value
      if (json) out(JSON.stringify({ target: targetJson(services, named), id: entry, record: record ?? null }))
      else for (const line of shownLines(entry, record)) out(line)
      return EXIT.done
    }),
})

interface Shown {
  readonly entry: CveIdEntry
  readonly record?: CveRecord
}

async function show<T extends Target>({ ids, records }: CveServices<T>, id: CveId): Promise<Result<Shown>> {
  const entry = await ids.get(id)
  if (!entry.ok) return entry
  if (entry.value.state === 'RESERVED' || entry.value.state === 'AVAILABLE') return ok({ entry: entry.value })
  const record = await records.get(id)
  if (record.ok) return ok({ entry: entry.value, record: record.value })
  return record.fault.kind === 'absent' ? ok({ entry: entry.value }) : record
}

function shownLines(
  { cve_id, state, owning_cna, requested_by, reserved }: CveIdEntry,
  record: CveRecord | undefined,
): readonly string[] {
  const fields: [string, string | undefined][] = [
    ['state', state],
    ['owner', owning_cna],
    ['reserved by', requested_by === undefined ? undefined : `${requested_by.user} (${requested_by.cna})`],
    ['reserved on', reserved],
    ...recordFields(record),
  ]
  return [cve_id, ...table(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))]
}

function recordFields(record: CveRecord | undefined): [string, string | undefined][] {
  if (record === undefined) return [['record', 'none']]
  const { cveMetadata, containers } = record
  const text =
    containers.cna.title ?? containers.cna.rejectedReasons?.[0]?.value ?? containers.cna.descriptions?.[0]?.value
  const others = (containers.adp ?? []).map(
    ({ providerMetadata, title }) => providerMetadata?.shortName ?? title ?? '?',
  )
  return [
    ['record', text === undefined ? 'without a title' : (text.split('\n')[0] ?? '')],
    ['published on', cveMetadata.datePublished],
    ['updated on', cveMetadata.dateUpdated],
    ['others (ADP)', others.length === 0 ? undefined : others.join(', ')],
  ]
}
