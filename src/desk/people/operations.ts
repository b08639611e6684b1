import type { Role } from './roles.ts'

/** What an API token may do. Each operation needs one of these words in the scope of a token, but for `read`, which every token may. */
export const VERBS = ['read', 'write', 'review', 'publish', 'administer'] as const

export type Verb = (typeof VERBS)[number]

/** One kind of work, named by what it is done to. */
export type Operation =
  | 'foundation.read'
  | 'foundation.edit'
  | 'people.read'
  | 'people.manage'
  | 'team.manage'
  | 'audit.read'
  | 'audit.export'
  | 'desk.observe'
  | 'job.read'
  | 'project.read'
  | 'project.create'
  | 'project.edit'
  | 'project.fetch'
  | 'template.edit'
  | 'credentials.manage'
  | 'vulnerability.read'
  | 'vulnerability.create'
  | 'vulnerability.edit'
  | 'vulnerability.access'
  | 'review.read'
  | 'review.request'
  | 'review.comment'
  | 'review.approve'
  | 'publication.read'
  | 'publication.start'
  | 'board.read'
  | 'board.refresh'
  | 'board.decide'
  | 'board.publish'
  | 'ids.read'
  | 'ids.reserve'
  | 'ids.release'
  | 'ids.adp'
  | 'ids.organisation'
  | 'case.read'
  | 'case.create'
  | 'case.edit'
  | 'home.read'

/** One thing that people do, and who may. */
export interface OperationRow {
  /** For the page of roles: what it is, in words. */
  readonly about: string
  readonly verb: Verb
  readonly roles: readonly Role[]
  /** Decided for the whole foundation: a role in one project does not count. */
  readonly foundationOnly?: true
}

const EVERYBODY: readonly Role[] = ['viewer', 'coordinator', 'editor', 'reviewer', 'operator', 'administrator']
const ALL_BUT_VIEWERS: readonly Role[] = ['coordinator', 'editor', 'reviewer', 'operator', 'administrator']
const WRITERS: readonly Role[] = ['coordinator', 'editor']
const OPERATORS: readonly Role[] = ['operator']
const ADMINISTRATORS: readonly Role[] = ['administrator']

/**
 * The one table of who may do what. `mayDo` reads it for every use case, the HTTP door for every route, and `docs/desk.md` is printed
 * from it. A new kind of work is a new row here.
 */
export const OPERATIONS: Readonly<Record<Operation, OperationRow>> = {
  'foundation.read': { about: 'see the profile of the foundation', verb: 'read', roles: EVERYBODY },
  'foundation.edit': {
    about: 'change the profile of the foundation',
    verb: 'administer',
    roles: ADMINISTRATORS,
    foundationOnly: true,
  },
  'people.read': { about: 'see who is here, with roles', verb: 'read', roles: ALL_BUT_VIEWERS },
  'people.manage': {
    about: 'invite and deactivate people, give roles for the foundation',
    verb: 'administer',
    roles: ADMINISTRATORS,
    foundationOnly: true,
  },
  'team.manage': { about: 'give roles in a project', verb: 'administer', roles: ADMINISTRATORS },
  'audit.read': { about: 'read the audit trail', verb: 'administer', roles: ADMINISTRATORS },
  'audit.export': {
    about: 'export and verify the audit trail',
    verb: 'administer',
    roles: ADMINISTRATORS,
    foundationOnly: true,
  },
  'desk.observe': {
    about: 'read the metrics of the desk',
    verb: 'administer',
    roles: ADMINISTRATORS,
    foundationOnly: true,
  },
  'job.read': { about: 'see how far a piece of work is', verb: 'read', roles: EVERYBODY },

  'project.read': { about: 'see a project, its releases and its templates', verb: 'read', roles: EVERYBODY },
  'project.create': { about: 'add a project', verb: 'administer', roles: ADMINISTRATORS, foundationOnly: true },
  'project.edit': { about: 'change the settings of a project', verb: 'administer', roles: ADMINISTRATORS },
  'project.fetch': { about: 'fetch the repository', verb: 'write', roles: ALL_BUT_VIEWERS },
  'template.edit': {
    about: 'change templates and schedules',
    verb: 'write',
    roles: ['coordinator', 'editor', 'administrator'],
  },
  'credentials.manage': { about: 'keep the keys of CVE Services', verb: 'administer', roles: ADMINISTRATORS },

  'vulnerability.read': { about: 'see vulnerabilities', verb: 'read', roles: EVERYBODY },
  'vulnerability.create': { about: 'begin a vulnerability', verb: 'write', roles: WRITERS },
  'vulnerability.edit': { about: 'change facts', verb: 'write', roles: WRITERS },
  'vulnerability.access': {
    about: 'say who may know of an embargoed vulnerability or case',
    verb: 'write',
    roles: ['coordinator', 'administrator'],
  },

  'review.read': { about: 'see reviews and their comments', verb: 'read', roles: EVERYBODY },
  'review.request': { about: 'ask for a review', verb: 'write', roles: WRITERS },
  'review.comment': { about: 'comment on a field', verb: 'review', roles: ALL_BUT_VIEWERS },
  'review.approve': { about: 'approve or ask for changes', verb: 'review', roles: ['reviewer'] },

  'publication.read': { about: 'see publications and what the server answered', verb: 'read', roles: EVERYBODY },
  'publication.start': { about: 'publish, schedule, take off the schedule', verb: 'publish', roles: OPERATORS },

  'board.read': { about: 'see what a release changes', verb: 'read', roles: EVERYBODY },
  'board.refresh': { about: 'compute the release board anew', verb: 'write', roles: ALL_BUT_VIEWERS },
  'board.decide': {
    about: 'settle conflicts and approve changes of the board',
    verb: 'review',
    roles: ['editor', 'reviewer'],
  },
  'board.publish': { about: 'publish a batch, pause and resume it', verb: 'publish', roles: OPERATORS },

  'ids.read': { about: 'see CVE IDs and the quota', verb: 'read', roles: EVERYBODY },
  'ids.reserve': { about: 'reserve CVE IDs', verb: 'publish', roles: ['coordinator', 'operator'] },
  'ids.release': { about: 'reject and transfer CVE IDs', verb: 'publish', roles: OPERATORS },
  'ids.adp': { about: 'add a container to the records of others, as an ADP', verb: 'publish', roles: OPERATORS },
  'ids.organisation': {
    about: 'change the organisation and its users at CVE Services',
    verb: 'administer',
    roles: ADMINISTRATORS,
  },

  'case.read': { about: 'see cases', verb: 'read', roles: ALL_BUT_VIEWERS },
  'case.create': { about: 'take a report', verb: 'write', roles: ['coordinator'] },
  'case.edit': { about: 'lead a case: its state, clocks and notes', verb: 'write', roles: ['coordinator'] },

  'home.read': { about: 'see what needs attention, statistics and search', verb: 'read', roles: EVERYBODY },
}
