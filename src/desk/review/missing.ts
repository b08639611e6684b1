import { type Missing, missingFacts } from '#desk'
import type { Fault } from '#fault'
import { faultsOf } from '#fault'
import type { Finding } from '#lint'
import type { Project } from '#project'
import type { Assessment } from '#vulnerability'
import type { MissingFact } from './view.ts'

/**
 * What keeps an edition from being reviewed: facts that are not there, contradictions of git, what no record can be made of, and
 * findings of the level error. Everything else a reviewer may look at and let pass.
 */
export function missingForReview(
  project: Project,
  assessment: Assessment,
  drafting: Fault | undefined,
  findings: readonly Finding[],
): readonly MissingFact[] {
  const facts = missingFacts(project, assessment).filter(isNeeded)
  const conflicts = assessment.conflicts.filter(({ level, code }) => level === 'error' && code !== 'BOUND_SLIPPED')
  const faults = drafting === undefined ? [] : faultsOf(drafting)
  const errors = findings.filter(({ level }) => level === 'error')
  const all = [
    ...facts.map(({ code, message }) => ({ code, message })),
    ...conflicts.map(({ code, message }) => ({ code, message })),
    ...faults.map(({ code, message, at }) => ({ code, message, ...fieldIn(at) })),
    ...errors.map(({ code, message }) => ({ code, message })),
  ]
  return [...new Map(all.map((each) => [each.message, each])).values()]
}

/** A review is of what is to be published: without an ID or a foundation nothing is. */
function isNeeded({ level, code }: Missing): boolean {
  return level === 'error' || code === 'NO_CVE_ID' || code === 'NO_FOUNDATION'
}

function fieldIn(at: string | undefined): { readonly field?: string } {
  const field = at === undefined ? undefined : /^\/([a-z-]+)/.exec(at)?.[1]
  return field === undefined ? {} : { field }
}
