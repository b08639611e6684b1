import { type CnaContainer, type CveRecord, carryOver, renderCveRecord } from '#cve'
import { type Fault, fail, ok, type Result } from '#fault'
import type { CveId } from '#ids'
import type { Project } from '#project'
import { type Assessment, rangesOf } from '#vulnerability'
import type { Subject } from './subject.ts'
import type { Target } from './target.ts'

/** What is to be published under an ID, from a file or from the project's facts. */
export interface Manuscript {
  readonly id: CveId
  readonly source: string
  /** The container to send, given the record that is published now. */
  write(existing: CveRecord | undefined): Result<CnaContainer>
}

/** A file says all there is to say: what it leaves out is taken out of the record. */
export function manuscriptOfFile({ id, source, container }: Subject): Manuscript {
  return {
    id,
    source,
    write: () => (container.rejectedReasons === undefined ? ok(container) : fail(isRejection(source))),
  }
}

/**
 * Facts, rendered. What the published record holds and the facts know nothing of stays in it, as `steward sync` does it. Only a
 * sandbox may see what is under embargo: the test instance is shared with the world.
 */
export function manuscriptOfFacts(
  project: Project,
  assessment: Assessment,
  target: Target,
  now: string,
): Result<Manuscript> {
  const { id, cve, state } = assessment.vulnerability
  if (cve === undefined) return fail(noCve(id))
  if (state === 'draft') return fail(isDraft(id))
  const audience = { public: target !== 'sandbox', now }
  return ok({
    id: cve,
    source: id,
    write(existing) {
      const rendered = renderCveRecord(project, assessment, rangesOf(assessment, project.bounds), {}, audience)
      if (!rendered.ok) return rendered
      const { cna } =
        existing === undefined
          ? rendered.value.containers
          : carryOver(existing, rendered.value, assessment.vulnerability).containers
      return cna.rejectedReasons === undefined ? ok(cna) : fail(isRejection(id))
    },
  })
}

function isRejection(source: string): Fault {
  return {
    code: 'CNA_IS_REJECTION',
    kind: 'conflict',
    message: `${source} is a rejection, and is not published`,
    hint: '`steward cna reject` sends it',
  }
}

function noCve(id: string): Fault {
  return {
    code: 'CNA_NO_CVE_ID',
    kind: 'invalid',
    message: `${id} has no CVE ID`,
    hint: 'reserve one with `steward cna reserve`, and write it into the facts',
  }
}

function isDraft(id: string): Fault {
  return {
    code: 'CNA_DRAFT',
    kind: 'conflict',
    message: `${id} is a draft`,
    hint: 'set its state to review or published when it may leave the house',
  }
}
