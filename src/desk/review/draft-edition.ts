import type { CnaContainer, CveRecord } from '#cve'
import { renderCnaContainer } from '#cve'
import { manuscriptOfFacts, type Target } from '#desk/cna'
import { repositoryFacts } from '#desk/lint'
import type { ProjectGround } from '#desk/projects'
import { type Fault, fail, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { type Finding, type LintWorld, makeLinter } from '#lint'
import type { Project } from '#project'
import { type Assessment, type Ground, rangesOf } from '#vulnerability'

/** One edition of the facts as a target would be told of it. */
export interface DraftEdition {
  readonly id: CveId
  readonly kind: 'publish' | 'reject'
  readonly assessment: Assessment
  /** What is said where the server has no record yet. */
  readonly container: CnaContainer
  /** The same, with what the record at the server holds and the facts know nothing of. */
  write(existing: CveRecord | undefined): Result<CnaContainer>
}

/**
 * Renders facts for a target at a moment. What was approved and what is sent both come from here, so that they can be compared.
 *
 * Codes: those of rendering records, and `CNA_NO_CVE_ID`, `CNA_DRAFT`.
 */
export function draftEdition(
  { project }: Pick<Ground, 'project'>,
  assessment: Assessment,
  target: Target,
  now: string,
): Result<DraftEdition> {
  if (assessment.vulnerability.state === 'rejected') return draftRejection(project, assessment, target, now)
  const manuscript = manuscriptOfFacts(project, target === 'sandbox' ? rehearsed(assessment) : assessment, target, now)
  if (!manuscript.ok) return manuscript
  const { id, write } = manuscript.value
  const container = write(undefined)
  if (!container.ok) return container
  return ok({ id, kind: 'publish', assessment, container: container.value, write })
}

/** A rehearsal stays on this machine, so a draft may take part in it. */
function rehearsed(assessment: Assessment): Assessment {
  const { vulnerability } = assessment
  return vulnerability.state === 'draft'
    ? { ...assessment, vulnerability: { ...vulnerability, state: 'review' } }
    : assessment
}

function draftRejection(project: Project, assessment: Assessment, target: Target, now: string): Result<DraftEdition> {
  const { id, cve } = assessment.vulnerability
  if (cve === undefined) return fail(noCve(id))
  const read = parseCveId(cve)
  if (!read.ok) return read
  const audience = target === 'sandbox' ? ({ public: false } as const) : ({ public: true, now } as const)
  const container = renderCnaContainer(project, assessment, rangesOf(assessment, project.bounds), audience)
  if (!container.ok) return container
  return ok({ id: read.value, kind: 'reject', assessment, container: container.value, write: () => container })
}

/** What the rules say of a record, given everything that the desk knows beside it. */
export function findingsOf(
  { project, releases, ignored, history }: ProjectGround,
  { assessment }: Pick<DraftEdition, 'assessment'>,
  record: CveRecord,
  world: Pick<LintWorld, 'reservation' | 'published' | 'target'>,
  now: string,
): readonly Finding[] {
  const { vulnerability } = assessment
  return makeLinter(project.lint).lint(record, {
    now,
    project,
    releases: { releases, ignored },
    repository: repositoryFacts(history),
    ...(project.foundation && { cna: project.foundation }),
    vulnerability,
    assessment,
    ...(vulnerability.embargo !== undefined && { embargo: { until: vulnerability.embargo } }),
    ...world,
  }).findings
}

function noCve(id: string): Fault {
  return {
    code: 'CNA_NO_CVE_ID',
    kind: 'invalid',
    message: `${id} has no CVE ID`,
    hint: 'reserve one at the ID desk',
  }
}
