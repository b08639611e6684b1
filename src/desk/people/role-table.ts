import { OPERATIONS, type Operation } from './operations.ts'
import { ROLE_WORDS, ROLES } from './roles.ts'
import type { RoleView } from './views.ts'

/** The table of roles from the side of a role: what comes with it. */
export function roleTable(): readonly RoleView[] {
  return ROLES.map((role) => ({
    role,
    words: ROLE_WORDS[role],
    may: (Object.keys(OPERATIONS) as Operation[])
      .filter((operation) => OPERATIONS[operation].roles.includes(role))
      .map((operation) => ({
        operation,
        about: OPERATIONS[operation].about,
        foundationOnly: OPERATIONS[operation].foundationOnly === true,
      })),
  }))
}
