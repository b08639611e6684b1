import { type AdpContainer, type CveRecord, diffCve } from '#cve'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import type { CveId } from '#ids'
import type { CveServices } from './cve-services.ts'
import { draftFor } from './draft.ts'
import { schemaFaults } from './gate.ts'
import type { PlannedAction } from './plan-publish.ts'
import type { Destination, Target } from './target.ts'

/**
 * Looks at a record, and decides what adding the container of whoever speaks means. Codes: `CNA_REJECTED`, those of the schema and of CVE
 * Services.
 */
export async function planAddition<T extends Target>(
  services: CveServices<T>,
  id: CveId,
  container: AdpContainer,
): Promise<Result<PlannedAction<T>>> {
  const org = await services.orgs.get(services.speaker.org)
  if (!org.ok) return org
  const { providerMetadata: _, ...said } = container
  const complete = { providerMetadata: { orgId: org.value.UUID }, ...said }
  const wrong = schemaFaults(complete, 'adpContainer')
  if (wrong.length > 0) return failAll(wrong)
  const record = await services.records.get(id)
  return record.ok ? planAdp(services.destination, id, complete, record.value, services.speaker.org) : record
}

/** Decides what adding a publisher's container to a record means; `org` is the publisher's short name. */
export function planAdp<T extends Target>(
  to: Destination<T>,
  id: CveId,
  container: AdpContainer,
  record: CveRecord,
  org: string,
): Result<PlannedAction<T>> {
  if (record.cveMetadata.state === 'REJECTED') return fail(rejected(id))
  const theirs = record.containers.adp ?? []
  const old = theirs.find(({ providerMetadata }) => providerMetadata?.shortName === org)
  const fresh = {
    ...container,
    providerMetadata: old?.providerMetadata ?? { ...container.providerMetadata, shortName: org },
  }
  const adp = old === undefined ? [...theirs, fresh] : theirs.map((each) => (each === old ? fresh : each))
  const changes = diffCve(record, { ...record, containers: { ...record.containers, adp } }).map(
    ({ message }) => message,
  )
  if (changes.length === 0) return ok({ action: { do: 'nothing' }, changes })
  return ok({ action: { do: 'adp', draft: draftFor(to, id, container) }, changes })
}

function rejected(id: CveId): Fault {
  return {
    code: 'CNA_REJECTED',
    kind: 'conflict',
    message: `${id} is rejected`,
    hint: 'nothing is added to a rejected record',
  }
}
