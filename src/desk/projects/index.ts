/**
 * The projects of a foundation as the desk keeps them: settings, clones, templates, credentials.
 *
 * @module
 */

export { type Assigner, makeAssigner } from './assigner.ts'
export { createProject } from './create-project.ts'
export { listCredentials, removeCredentials, type SomeServices, servicesOf, setCredentials } from './credentials.ts'
export type { FoundationNames, ProjectDesk, ProjectTx, TallyTable } from './desk.ts'
export { bringUpToDate, fetchClone, fetchProject, type ProjectJob, projectJobs } from './fetch-project.ts'
export { findProject } from './find-project.ts'
export { type Grounds, makeGrounds, type ProjectGround } from './grounds.ts'
export type * from './ports.ts'
export { problemOf } from './problem.ts'
export { type ProjectServices, projectServices } from './project-services.ts'
export { lookAtRepository, readProposal } from './propose-project.ts'
export { listProjects, readerOf, readProject, readSettings } from './read-projects.ts'
export { factsOfTemplate } from './template-facts.ts'
export { writeTemplateText } from './template-text.ts'
export {
  createTemplate,
  importTemplate,
  listTemplates,
  readTemplate,
  removeTemplate,
  writeTemplate,
} from './templates.ts'
export type * from './views.ts'
export { warmGrounds } from './warm-grounds.ts'
export { writeSettings } from './write-settings.ts'
