import type { AuditActor } from '#desk/store'
import type { Verb } from './operations.ts'
import type { Role } from './roles.ts'

/**
 * Who does something. The door makes one for each request; every use case takes one and asks {@link mayDo} first.
 *
 * Projects are named by their slug, people by their ID. The lists are as they were when the request came in.
 */
export type Actor = PersonActor | TokenActor | SystemActor

interface Grants {
  /** ID of the person. */
  readonly person: string
  readonly name: string
  readonly foundation: readonly Role[]
  /** Roles by the slug of the project. */
  readonly projects: Readonly<Record<string, readonly Role[]>>
}

/** Somebody at a browser. */
export interface PersonActor extends Grants {
  readonly kind: 'person'
  /** ID of the session, by which it is listed and revoked. */
  readonly session: string
}

/** A program that acts for a person, with a part of what the person may. */
export interface TokenActor extends Grants {
  readonly kind: 'token'
  readonly token: string
  readonly scope: TokenScope
}

/** Steward's own work: jobs, schedules, the first start. Nothing is kept from it. */
export interface SystemActor {
  readonly kind: 'system'
  /** What is at work: `worker`, `scheduler`, `setup`. */
  readonly name: string
  /** ID of the person for whom it works. */
  readonly for?: string
}

export interface TokenScope {
  /** Slugs; `all` is every project of the person, now and later. */
  readonly projects: 'all' | readonly string[]
  readonly verbs: readonly Verb[]
  /** May see what is under embargo, as far as its person may. */
  readonly embargoed: boolean
}

/** The person behind an actor, for authorship, mentions and need-to-know; undefined for Steward itself. */
export function personOf(actor: Actor): string | undefined {
  return actor.kind === 'system' ? actor.for : actor.person
}

/** How the audit trail names an actor. */
export function auditActorOf(actor: Actor): AuditActor {
  if (actor.kind === 'system') return { kind: 'system', id: actor.for ?? actor.name, name: actor.name }
  return { kind: actor.kind, id: actor.person, name: actor.name }
}

/** Roles that count for a project (those of the foundation count everywhere), or for the foundation when no project is named. */
export function rolesOf(actor: PersonActor | TokenActor, project?: string): readonly Role[] {
  const own = project !== undefined && Object.hasOwn(actor.projects, project) ? (actor.projects[project] ?? []) : []
  return [...actor.foundation, ...own]
}

/** Slugs of the projects in which the actor has a role of its own; `all` for those with a role in the foundation. */
export function projectsOf(actor: Actor): 'all' | readonly string[] {
  if (actor.kind === 'system') return 'all'
  const own = Object.keys(actor.projects).filter((slug) => (actor.projects[slug] ?? []).length > 0)
  const mine = actor.foundation.length > 0 ? 'all' : own
  if (actor.kind === 'person' || actor.scope.projects === 'all') return mine
  return mine === 'all' ? actor.scope.projects : actor.scope.projects.filter((slug) => mine.includes(slug))
}
