import { z } from 'zod'
import type { Target } from '#desk/cna'
import type { Problem } from '#desk/publishing'
import type { NamedPerson, Permission } from '#desk/review'

/** A moment, RFC 3339 in UTC. */
export const instant: z.ZodType<string> = z.string().describe('RFC 3339, UTC')

export const namedPerson: z.ZodType<NamedPerson> = z
  .object({ id: z.string(), name: z.string() })
  .meta({ id: 'NamedPerson' })

export const permission: z.ZodType<Permission> = z
  .object({ allowed: z.boolean(), why: z.string() })
  .meta({ id: 'Permission', description: 'Whether the reader may do it, and one sentence that says why' })

export const target: z.ZodType<Target> = z.enum(['sandbox', 'test', 'production']).meta({ id: 'Target' })

/** What did not go on in a piece of work; the answer to a request that failed is a problem document instead. */
export const trouble: z.ZodType<Problem> = z
  .object({ code: z.string(), message: z.string(), hint: z.string().exactOptional() })
  .meta({ id: 'Trouble' })

export type { NamedPerson, Permission, Problem, Target }
