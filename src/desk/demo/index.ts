/**
 * The demo foundation: three projects with repositories made on the spot, people, vulnerabilities in every state. All of it is
 * invented, and all of it goes through the same use cases as what people do.
 *
 * @module
 */
export { type DemoDesk, demoJobs } from './plant.ts'
export { Story } from './story.ts'
