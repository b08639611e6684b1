import type { CveRecord } from '#cve'
import { type Fault, fail, ok, type Result } from '#fault'
import type { CveId } from '#ids'
import type { CveServices } from './cve-services.ts'
import type { Target } from './target.ts'
import type { CveIdEntry } from './wire.ts'

/** What CVE Services hold for one of our IDs at this moment. */
export type Upstream =
  | { readonly state: 'reserved'; readonly entry: CveIdEntry }
  | { readonly state: 'published'; readonly entry: CveIdEntry; readonly record: CveRecord }
  /** Without a record the ID was never used, and the rejection can be taken back. */
  | { readonly state: 'rejected'; readonly entry: CveIdEntry; readonly record?: CveRecord }

/** Asks for an ID and its record; an ID of somebody else is refused, since nothing can be done with it. */
export async function lookUp<T extends Target>(services: CveServices<T>, id: CveId): Promise<Result<Upstream>> {
  const asked = await services.ids.get(id)
  if (!asked.ok) return asked
  const entry = asked.value
  if (entry.owning_cna !== services.speaker.org) return fail(notOurs(entry, services.speaker.org))
  switch (entry.state) {
    case 'RESERVED':
      return ok({ state: 'reserved', entry })
    case 'AVAILABLE':
      return fail(notReserved(id))
    case 'PUBLISHED': {
      const record = await services.records.get(id)
      if (record.ok) return ok({ state: 'published', entry, record: record.value })
      return record.fault.kind === 'absent' ? fail(notVisible(id)) : record
    }
    case 'REJECTED': {
      const record = await services.records.get(id)
      if (record.ok) return ok({ state: 'rejected', entry, record: record.value })
      return record.fault.kind === 'absent' ? ok({ state: 'rejected', entry }) : record
    }
  }
}

function notOurs({ cve_id, owning_cna }: CveIdEntry, org: string): Fault {
  const owner = owning_cna === '[REDACTED]' ? 'another organisation' : owning_cna
  return {
    code: 'CNA_NOT_OURS',
    kind: 'refused',
    message: `${cve_id} belongs to ${owner}, not to ${org}`,
    hint: 'check the ID, the target and CVE_ORG',
  }
}

function notReserved(id: CveId): Fault {
  return {
    code: 'CNA_NOT_RESERVED',
    kind: 'absent',
    message: `${id} is not reserved`,
    hint: '`steward cna reserve` gives a new ID',
  }
}

/** A new record may take minutes until it can be read. */
function notVisible(id: CveId): Fault {
  return {
    code: 'CNA_RECORD_NOT_VISIBLE',
    kind: 'unreachable',
    message: `${id} is published, and its record cannot be read yet`,
    hint: 'run it again in a quarter of an hour',
  }
}
