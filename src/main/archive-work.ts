import { localArchive } from '#adapters/artifacts'
import {
  type AuditedSubject,
  type AuditOptions,
  auditContext,
  auditor,
  type PlannedSubject,
  type PlanOptions,
  planner,
  type Subject,
} from '#desk/archive'
import type { Result } from '#fault'

/** What threads do with the files of an archive, and what each of them goes by. */
export interface ArchiveWork {
  readonly audit: { readonly options: AuditOptions; readonly answer: AuditedSubject }
  readonly plan: { readonly options: PlanOptions; readonly answer: PlannedSubject }
}

export type Work<Kind extends keyof ArchiveWork> = (subject: Subject) => Promise<ArchiveWork[Kind]['answer']>

const BEGIN: {
  readonly [Kind in keyof ArchiveWork]: (options: ArchiveWork[Kind]['options']) => Promise<Result<Work<Kind>>>
} = {
  async audit(options) {
    const context = auditContext(options)
    return context.ok ? await auditor(options, context.value, localArchive) : context
  },
  plan: async (options) => planner(options, localArchive),
}

/** What is done with one file after the other. Whoever asks has read the options once already, to say what is wrong with them. */
export async function beginWork<Kind extends keyof ArchiveWork>(
  kind: Kind,
  options: ArchiveWork[Kind]['options'],
): Promise<Work<Kind>> {
  const begun = await BEGIN[kind](options)
  if (!begun.ok) throw new Error(begun.fault.message)
  return begun.value
}
