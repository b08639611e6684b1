import { type CnaContainer, type CveRecord, FORMAT, renderCnaContainer } from '#cve'
import type { ProjectGround } from '#desk/projects'
import type { PublishedRecord } from '#desk/published'
import { type Fault, faultsOf, type Result } from '#fault'
import { type Assessment, rangesOf } from '#vulnerability'
import { type Comparison, compareRecords } from './changed-fields.ts'
import { findingsOf } from './draft-edition.ts'
import { missingForReview } from './missing.ts'
import type { MissingFact } from './view.ts'

/** An edition as a reviewer sees it: what it lacks, and what it changes. */
export interface Proposal extends Comparison {
  readonly missing: readonly MissingFact[]
}

/** Compares an edition with what is public; without a record of its own there is nothing to compare. */
export function proposalOf(
  ground: ProjectGround,
  assessed: Result<Assessment>,
  published: PublishedRecord | undefined,
  now: string,
): Proposal {
  if (!assessed.ok) return { missing: faultsOf(assessed.fault).map(asMissing), changes: [], same: [] }
  const assessment = assessed.value
  const { project } = ground
  const container = renderCnaContainer(project, assessment, rangesOf(assessment, project.bounds))
  const record = container.ok ? recordOf(assessment, container.value) : undefined
  const world = published === undefined ? {} : { published: published.record }
  const findings = record === undefined ? [] : findingsOf(ground, { assessment }, record, world, now)
  const missing = missingForReview(project, assessment, container.ok ? undefined : container.fault, findings)
  if (record === undefined) return { missing, changes: [], same: [] }
  return { missing, ...compareRecords(project, assessment, published?.record, record) }
}

function recordOf({ vulnerability }: Assessment, cna: CnaContainer): CveRecord {
  const { cve, state } = vulnerability
  return {
    dataType: 'CVE_RECORD',
    dataVersion: FORMAT,
    cveMetadata: { cveId: cve ?? '', state: state === 'rejected' ? 'REJECTED' : 'PUBLISHED' },
    containers: { cna },
  }
}

function asMissing({ code, message }: Fault): MissingFact {
  return { code, message }
}
