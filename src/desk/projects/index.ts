/**
 * The projects of a foundation as the desk keeps them: settings, clones, templates, credentials.
 *
 * @module
 */
export type * from './ports.ts'
export { type Connect, credentialPurpose, type ProjectServices, projectServices } from './project-services.ts'
export type * from './views.ts'
