/** What a person may be, for the whole foundation or in one project. Nobody is anything by default. */
export const ROLES = ['viewer', 'coordinator', 'editor', 'reviewer', 'operator', 'administrator'] as const

export type Role = (typeof ROLES)[number]

/** One line for people who give roles. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'sees what is not under embargo',
  coordinator: 'leads cases: takes reports, keeps the clocks, says who may know',
  editor: 'writes the facts and asks for review',
  reviewer: 'approves what others wrote, never what they wrote themselves',
  operator: 'sends to CVE Services: publishes, reserves, rejects',
  administrator: 'adds projects and people, gives roles, keeps keys; neither approves nor publishes',
}

/** What the first account of a desk gets: one person alone must be able to try everything, except to approve what they wrote. */
export const FOUNDER_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'viewer')
