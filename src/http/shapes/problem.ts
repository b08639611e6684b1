import { z } from 'zod'

/** One place that is wrong. */
export interface ProblemPlace {
  readonly code: string
  readonly detail: string
  readonly at?: string
  readonly hint?: string
}

/** What went wrong, after RFC 9457. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly hint?: string
  readonly at?: string
  readonly errors?: readonly ProblemPlace[]
  readonly instance: string
}

const at = z.string().describe('JSON Pointer into the body, or the name of a parameter')

export const problem: z.ZodType<Problem> = z
  .object({
    type: z.string().describe('Page that explains the code'),
    title: z.string().describe('The words of the HTTP status'),
    status: z.int(),
    code: z.string().describe('Stable code of the fault, as docs/faults.md lists it'),
    detail: z.string().describe('One line for people'),
    hint: z.string().describe('What to try next').exactOptional(),
    at: at.exactOptional(),
    errors: z
      .array(
        z.object({ code: z.string(), detail: z.string(), at: at.exactOptional(), hint: z.string().exactOptional() }),
      )
      .describe('Every place, when more than one is wrong')
      .exactOptional(),
    instance: z.string().describe('The request, as the log of the desk names it'),
  })
  .meta({ id: 'Problem', description: 'What went wrong, after RFC 9457' })
