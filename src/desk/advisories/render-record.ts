import { type CnaContainer, type CveRecord, sketchCveRecord } from '#cve'
import type { ProjectGround } from '#desk/projects'
import type { Fault } from '#fault'
import type { Json } from '#json'
import { type Assessment, rangesOf } from '#vulnerability'

/** The record of a vulnerability as the facts give it now, for the people who write it. */
export interface RenderedRecord {
  /** The whole record; `{"cnaContainer": ...}` without a CVE ID. */
  readonly document: Json
  /** JSON Pointer of the container in the document. */
  readonly base: '/containers/cna' | '/cnaContainer'
  readonly cna: CnaContainer
  readonly record?: CveRecord
  /** What keeps it from being whole. */
  readonly faults: readonly Fault[]
}

export function renderRecord({ project }: ProjectGround, assessment: Assessment): RenderedRecord {
  const { cna, record, faults } = sketchCveRecord(project, assessment, rangesOf(assessment, project.bounds))
  return record === undefined
    ? { document: { cnaContainer: cna } as unknown as Json, base: '/cnaContainer', cna, faults }
    : { document: record as unknown as Json, base: '/containers/cna', cna, record, faults }
}
