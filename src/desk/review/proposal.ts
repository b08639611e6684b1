import { readinessOf, renderRecord } from '#desk/advisories'
import type { ProjectGround } from '#desk/projects'
import type { PublishedRecord } from '#desk/published'
import { type Fault, faultsOf, type Result } from '#fault'
import type { Assessment } from '#vulnerability'
import { type Comparison, compareRecords } from './changed-fields.ts'
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
  const { missing } = readinessOf(ground, assessment, published?.record, now)
  const { record } = renderRecord(ground, assessment)
  const lacks = missing.map(({ code, message, field }) => ({ code, message, field }))
  if (record === undefined) return { missing: lacks, changes: [], same: [] }
  return { missing: lacks, ...compareRecords(ground.project, assessment, published?.record, record) }
}

function asMissing({ code, message }: Fault): MissingFact {
  return { code, message }
}
