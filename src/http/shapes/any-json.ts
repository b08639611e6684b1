import { z } from 'zod'
import type { Json } from '#json'

/** Any JSON value, of what the desk itself answers: described as such, and not checked again. */
export const anyJson: z.ZodType<Json> = z
  .unknown()
  .meta({ id: 'Json', description: 'Any JSON value' }) as z.ZodType<Json>
