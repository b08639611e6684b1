import { type CnaContainer, type CveRecord, WAIVERS_FIELD } from '#cve'
import { fail, from, ok, type Result } from '#fault'
import type { Finding } from '#lint'
import type { CveServices } from './cve-services.ts'
import { passGate, type Waiver } from './gate.ts'
import type { Manuscript } from './manuscript.ts'
import { type PublishWish, planPublish } from './plan-publish.ts'
import type { Step } from './step.ts'
import type { Target } from './target.ts'
import { lookUp, type Upstream } from './upstream.ts'

export interface PublishTerms extends PublishWish {
  readonly waivers: readonly Waiver[]
  /** What the rules say of a record, given what the registry holds. */
  check(record: CveRecord, upstream: Upstream): Result<readonly Finding[]>
  /** UUID of the own organisation. */
  orgId(): Promise<Result<string>>
}

/** A step, and the record that it was planned against. */
export interface PublishStep<T extends Target> {
  readonly step: Step<T>
  readonly before?: CveRecord
}

/**
 * Plans the publication of one manuscript: asks the registry, compares, and lets through only what fits the schema and passes
 * the rules. What changes nothing is not looked at further, since nothing is sent.
 */
export async function planManuscript<T extends Target>(
  services: CveServices<T>,
  manuscript: Manuscript,
  terms: PublishTerms,
): Promise<Result<PublishStep<T>>> {
  const { id, source } = manuscript
  const upstream = await lookUp(services, id)
  if (!upstream.ok) return upstream
  const before = upstream.value.state === 'reserved' ? undefined : upstream.value.record
  const written = manuscript.write(before)
  if (!written.ok) return written
  const orgId = await terms.orgId()
  if (!orgId.ok) return orgId
  // The schema wants a provider; the server writes its own over it.
  const container: CnaContainer = { providerMetadata: { orgId: orgId.value }, ...withoutProvider(written.value) }
  const planned = planPublish(services.destination, id, sendable(container), upstream.value, terms)
  if (!planned.ok) return planned
  const { action, changes } = planned.value
  if (action.do === 'nothing')
    return ok({ step: { id, source, action, changes, waived: [] }, ...(before && { before }) })

  const record: CveRecord = {
    dataType: 'CVE_RECORD',
    dataVersion: '5.2.0',
    cveMetadata: {
      cveId: id,
      assignerOrgId: orgId.value,
      assignerShortName: services.speaker.org,
      state: 'PUBLISHED',
    },
    containers: { cna: container },
  }
  const findings = terms.check(record, upstream.value)
  if (!findings.ok) return findings
  const passed = passGate({ ...record, containers: { cna: sendable(container) } }, findings.value, terms.waivers)
  if (!passed.ok) return fail(from(source, passed.fault))
  return ok({ step: { id, source, action, changes, waived: passed.value }, ...(before && { before }) })
}

function withoutProvider({ providerMetadata: _, ...container }: CnaContainer): CnaContainer {
  return container
}

/** Without the waivers that a draft carries, which are for the desk alone. */
function sendable({ [WAIVERS_FIELD]: _, ...container }: CnaContainer): CnaContainer {
  return container
}
