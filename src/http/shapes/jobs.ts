import { z } from 'zod'
import type { JobState } from '#desk/store'
import { instant } from './desk-words.ts'

/** How far a piece of work is. What it is about is told by the page that started it: here it could be under embargo. */
export interface JobView {
  readonly id: string
  readonly kind: string
  readonly state: JobState
  readonly runAt: string
  readonly attempts: number
  readonly createdAt: string
  readonly finishedAt?: string
  /** Code of the fault of the last attempt that failed. */
  readonly failure?: string
}

export const jobView: z.ZodType<JobView> = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    runAt: instant,
    attempts: z.int(),
    createdAt: instant,
    finishedAt: instant.exactOptional(),
    failure: z.string().exactOptional(),
  })
  .meta({ id: 'Job' })
