/**
 * People of the desk: who they are, what they may do, who may know.
 *
 * Every use case takes an {@link Actor} and asks first: `const may = permit(actor, 'vulnerability.edit', row, 'vulnerability "X"');
 * if (!may.ok) return may`. Lists are narrowed by {@link projectsOf} and the need-to-know lists, in the query.
 *
 * @module
 */
export { changeAccount, readAccount } from './account.ts'
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
export { type ContactInfo, changeFoundation, type FoundationProfile, newProfile, readFoundation } from './foundation.ts'
export { identify, type Shown } from './identify.ts'
export { acceptInvitation, type Invite, invite, inviteAgain, lookAtInvitation } from './invitation.ts'
export {
  mayDo,
  mayDoSomewhere,
  maySee,
  notFound,
  type Permission,
  permit,
  permitSomewhere,
  projectsWhere,
  type Resource,
} from './may-do.ts'
export { OPERATIONS, type Operation, type OperationRow, VERBS, type Verb } from './operations.ts'
export {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listPasskeys,
  removePasskey,
  signInByPasskey,
} from './passkey.ts'
export { changePassphrase } from './passphrase.ts'
export {
  changePerson,
  endSessionsOf,
  listPeople,
  listTeam,
  type PersonChange,
  setRoles,
  setTeamRoles,
} from './people.ts'
export type {
  AttemptTable,
  CeremonyRow,
  CeremonyTable,
  FoundationTable,
  IdentityProvider,
  InvitationRow,
  InvitationTable,
  Owner,
  PasskeyCeremonies,
  PasskeyQuestion,
  PasskeyRow,
  PasskeyTable,
  PeopleDesk,
  PeopleTable,
  PeopleTx,
  PersonRow,
  ProvidedIdentity,
  Secrets,
  SessionRow,
  SessionTable,
  TokenRow,
  TokenTable,
} from './ports.ts'
export { beginProvider, finishProvider, ownPath } from './provider.ts'
export { roleTable } from './role-table.ts'
export { FOUNDER_ROLES, ROLE_WORDS, ROLES, type Role } from './roles.ts'
export { endOtherSessions, endSession, listSessions, type OpenedSession, type Origin } from './session.ts'
export { operationsOf, sessionView } from './session-view.ts'
export { DEMO_JOB, needsSetUp, prepareSetUp, type SetUp, setUp } from './set-up.ts'
export { signInByPassphrase } from './sign-in.ts'
export { addToken, listTokens, removeToken, TOKEN_PREFIX } from './token.ts'
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
