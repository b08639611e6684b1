import type { JobHandler } from '#desk/store'

/**
 * Every kind of work that goes on behind the scenes. One line for each; each may be begun again by another process, and then does only
 * what is missing.
 */
export const jobHandlers: () => readonly JobHandler[] = () => []
