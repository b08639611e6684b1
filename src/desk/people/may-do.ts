import { type Fault, fail, ok, type Result } from '#fault'
import { type Actor, projectsOf, rolesOf, type TokenScope } from './actor.ts'
import { OPERATIONS, type Operation, type Verb } from './operations.ts'

/** What an operation is done to, as far as permission asks. Everything is absent for what belongs to the whole foundation. */
export interface Resource {
  /** Slug of the project it belongs to. */
  readonly project?: string
  /** Under embargo: only people on its need-to-know list may learn of it. */
  readonly embargoed?: boolean
  /** IDs of the people on the need-to-know list. Asked for where `embargoed` is true. */
  readonly knownTo?: readonly string[]
  /** IDs of the people who changed it since it was last approved: they never approve it. */
  readonly changedBy?: readonly string[]
}

/** `absent` hides that the resource exists; `refused` does not. */
export type Permission = 'allowed' | 'absent' | 'refused'

/** Decides by the one table of operations. */
export function mayDo(actor: Actor, operation: Operation, resource: Resource = {}): Permission {
  if (!maySee(actor, resource)) return 'absent'
  if (actor.kind === 'system') return 'allowed'
  const row = OPERATIONS[operation]
  if (actor.kind === 'token' && !inScope(actor.scope, operation, resource)) return 'refused'
  const held = row.foundationOnly === true ? actor.foundation : rolesOf(actor, resource.project)
  if (!row.roles.some((role) => held.includes(role))) return 'refused'
  if (operation === 'review.approve' && resource.changedBy?.includes(actor.person)) return 'refused'
  return 'allowed'
}

/** Whether the actor may know that the resource exists. */
export function maySee(actor: Actor, { project, embargoed = false, knownTo = [] }: Resource): boolean {
  if (actor.kind === 'system') return true
  const mine = projectsOf(actor)
  if (project !== undefined && mine !== 'all' && !mine.includes(project)) return false
  if (!embargoed) return true
  return knownTo.includes(actor.person) && (actor.kind === 'person' || actor.scope.embargoed)
}

/** Every token may read: what it does otherwise is answered with what came of it. */
function mayBy(scope: TokenScope, verb: Verb): boolean {
  return verb === 'read' || scope.verbs.includes(verb)
}

/** A token of some projects does nothing to the foundation, though its person may. */
function inScope(scope: TokenScope, operation: Operation, { project }: Resource): boolean {
  const { verb, foundationOnly } = OPERATIONS[operation]
  if (!mayBy(scope, verb)) return false
  return scope.projects === 'all' || (foundationOnly !== true && (project !== undefined || verb === 'read'))
}

/** Whether there is any project, or the foundation, in which the actor could do it: what a door can say before it knows the resource. */
export function mayDoSomewhere(actor: Actor, operation: Operation): boolean {
  if (mayDo(actor, operation) === 'allowed') return true
  if (actor.kind === 'system') return true
  // Where a role of the foundation counts, a token may still be for some projects only.
  const scope = actor.kind === 'token' && actor.scope.projects !== 'all' ? actor.scope.projects : []
  const projects = [...Object.keys(actor.projects), ...scope]
  return projects.some((project) => mayDo(actor, operation, { project }) === 'allowed')
}

/** Slugs of the projects in which the actor may do it; `all` for whoever may in each. */
export function projectsWhere(actor: Actor, operation: Operation): 'all' | readonly string[] {
  const mine = projectsOf(actor)
  if (actor.kind === 'system' || (mine === 'all' && mayDo(actor, operation) === 'allowed')) return 'all'
  const named = mine === 'all' ? Object.keys(actor.projects) : mine
  return named.filter((project) => mayDo(actor, operation, { project }) === 'allowed')
}

/** {@link permit} for lists, which are then narrowed to what the actor may see, and for what belongs to no project. */
export function permitSomewhere(actor: Actor, operation: Operation): Result<void, 'NOT_PERMITTED'> {
  return mayDoSomewhere(actor, operation) ? ok(undefined) : fail(notPermitted(actor, operation, {}))
}

/**
 * The same as a result, for the first line of a use case. `what` names the resource for its absence: `vulnerability "LSF-2030-4"`; it
 * must be what the caller asked with, never what was found.
 */
export function permit(
  actor: Actor,
  operation: Operation,
  resource: Resource = {},
  what = 'what was asked for',
): Result<void, 'NOTHING_THERE' | 'NOT_PERMITTED'> {
  switch (mayDo(actor, operation, resource)) {
    case 'allowed':
      return ok(undefined)
    case 'absent':
      return fail(notFound(what))
    case 'refused':
      return fail(notPermitted(actor, operation, resource))
  }
}

/** Said of what does not exist and of what the caller may not know: the two must not differ by one letter. */
export function notFound(what: string): Fault<'NOTHING_THERE'> {
  return { code: 'NOTHING_THERE', kind: 'absent', message: `cannot find ${what}` }
}

function notPermitted(actor: Actor, operation: Operation, resource: Resource): Fault<'NOT_PERMITTED'> {
  const { about, roles, verb } = OPERATIONS[operation]
  const lacksVerb = actor.kind === 'token' && !mayBy(actor.scope, verb)
  const isAuthor =
    operation === 'review.approve' && actor.kind !== 'system' && resource.changedBy?.includes(actor.person) === true
  return {
    code: 'NOT_PERMITTED',
    kind: 'refused',
    message: `you may not ${about}`,
    hint: lacksVerb
      ? `the scope of this token lacks "${verb}"`
      : isAuthor
        ? 'you changed it since the last approval: somebody else approves it'
        : `this takes the role ${roles.join(' or ')}`,
  }
}
