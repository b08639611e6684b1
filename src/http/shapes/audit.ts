import { z } from 'zod'
import type { AuditEntryView, Verification } from '#desk/audit'
import { anyJson } from './any-json.ts'
import { instant } from './desk-words.ts'

const change = z.object({ field: z.string(), before: anyJson.exactOptional(), after: anyJson.exactOptional() })

export const auditEntry: z.ZodType<AuditEntryView> = z
  .object({
    seq: z.int().describe('Its place in the chain, from 1'),
    hash: z.string().describe('SHA-256 of the canonical JSON of {entry, previous, seq}'),
    id: z.string(),
    at: instant,
    actor: z.object({ kind: z.enum(['person', 'token', 'system']), id: z.string(), name: z.string() }),
    action: z.string(),
    words: z.string().describe('What was done, as the rest of a sentence that begins with the name'),
    name: z
      .string()
      .exactOptional()
      .describe('What people call the subject: the CVE ID, the number of a case, the name of a person'),
    subject: z.object({ kind: z.string(), id: z.string(), project: z.string().exactOptional() }),
    embargoed: z.boolean(),
    reason: z.string().exactOptional(),
    diff: z.array(change).readonly().exactOptional(),
  })
  .meta({ id: 'AuditEntry' })

const link = z.object({ seq: z.int(), hash: z.string() })

export const verification: z.ZodType<Verification> = z
  .object({
    intact: z.boolean(),
    entries: z.int(),
    withheld: z.int(),
    end: link.describe('To be noted in another place: the anchor of a later verification'),
    broken: z.object({ seq: z.int(), why: z.string() }).exactOptional(),
  })
  .meta({ id: 'AuditVerification' })
