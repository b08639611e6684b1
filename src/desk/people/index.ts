/**
 * People of the desk: who they are, what they may do, who may know.
 *
 * Every use case takes an {@link Actor} and asks first: `const may = permit(actor, 'vulnerability.edit', row, 'vulnerability "X"');
 * if (!may.ok) return may`. Lists are narrowed by {@link projectsOf} and the need-to-know table, in the query.
 *
 * @module
 */
export {
  type Actor,
  auditActorOf,
  type PersonActor,
  personOf,
  projectsOf,
  rolesOf,
  type SystemActor,
  type TokenActor,
  type TokenScope,
} from './actor.ts'
export { type ContactInfo, type FoundationProfile, newProfile } from './foundation.ts'
export {
  mayDo,
  mayDoSomewhere,
  maySee,
  notFound,
  type Permission,
  permit,
  permitSomewhere,
  type Resource,
} from './may-do.ts'
export { OPERATIONS, type Operation, type OperationRow, VERBS, type Verb } from './operations.ts'
export { FOUNDER_ROLES, isRole, ROLE_WORDS, ROLES, type Role } from './roles.ts'
export type {
  AccountView,
  CeremonyView,
  FoundationView,
  InvitationView,
  InvitedView,
  NewTokenView,
  PasskeyLine,
  PersonLine,
  PersonState,
  RoleGrants,
  RoleView,
  SessionLine,
  SessionView,
  SignedIn,
  SignInWay,
  SignInWays,
  TokenLine,
} from './views.ts'
