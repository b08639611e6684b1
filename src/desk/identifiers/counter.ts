import { type CveServices, confirm, confirmationFor, type Target } from '#desk/cna'
import { type Actor, auditActorOf, type Operation, permit } from '#desk/people'
import { changesKey } from '#desk/published'
import type { AuditAction } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { IdentifiersDesk } from './ports.ts'
import type { Counter } from './view.ts'

/** Which project's credentials are used, at which target. */
export interface At {
  readonly project: string
  readonly target: Target
}

/** CVE Services for somebody who may do `operation` with the credentials of a project. */
export async function openCounter(
  { services }: IdentifiersDesk,
  actor: Actor,
  operation: Operation,
  { project, target }: At,
): Promise<Result<CveServices<Target>>> {
  const may = permit(actor, operation, { project }, `project ${JSON.stringify(project.slice(0, 64))}`)
  if (!may.ok) return may
  return services.open(project, target)
}

export function counterOf(at: At, { destination, speaker }: CveServices<Target>): Counter {
  return { ...at, url: destination.url, org: speaker.org, user: speaker.user }
}

/** Production wants the name of what is changed, typed: the ID, the user, or how many there are. */
export function confirmed(target: Target, names: readonly string[], given: string | undefined): Result<void> {
  const said = confirm(target, confirmationFor(names), target === 'production' ? given : undefined)
  if (said.ok) return ok(undefined)
  const { code, kind, message } = said.fault
  return fail({ code, kind, message, at: '/confirm', hint: `type ${confirmationFor(names)}` })
}

/**
 * Writes down what was done at CVE Services. Whoever reads of an ID that is not public learns that something is coming, so entries about
 * IDs are for those who may read what is under embargo.
 */
export async function auditCounter(
  { store, around }: IdentifiersDesk,
  actor: Actor,
  action: Operation & AuditAction,
  { project, target }: At,
  kind: 'cve-id' | 'cve-user',
  names: readonly string[],
  reason: string,
): Promise<Result<void>> {
  return store.write(async (tx) => {
    for (const id of names) {
      await tx.audit.append({
        actor: auditActorOf(actor),
        action,
        subject: { kind, id, project },
        embargoed: kind === 'cve-id',
        reason: `${reason} at ${target}`,
      })
    }
    // What was read before this is read again.
    await tx.settings.put(changesKey(target), around.ids())
    tx.events.emit({ topic: 'ids.changed', project, data: { target } })
    return ok(undefined)
  })
}
