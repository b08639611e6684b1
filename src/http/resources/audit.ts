import { Readable } from 'node:stream'
import { z } from 'zod'
import {
  AUDIT_KINDS,
  type AuditDesk,
  type AuditTx,
  type AuditWish,
  exportLog,
  parseAnchor,
  readLog,
  type SealedEntry,
  verifyLog,
  writeExportLine,
} from '#desk/audit'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { pageOf, pageQuery, readCursor, writeCursor } from '../pages.ts'
import { answer, refuse } from '../problem.ts'
import { auditEntry, verification } from '../shapes/audit.ts'
import { instant } from '../shapes/desk-words.ts'

const word = z.string().min(1).max(200)

const filterQuery = {
  project: word.exactOptional(),
  subject: z
    .templateLiteral([z.string(), ':', z.string()])
    .refine((text) => text.length <= 300)
    .describe('Kind and identifier: `vulnerability:LSF-2030-4`')
    .exactOptional(),
  actor: word.describe('Identifier of a person').exactOptional(),
  action: word.exactOptional(),
  kind: z
    .enum(AUDIT_KINDS)
    .describe('What the act is about; `reading` is that somebody read what is embargoed')
    .exactOptional(),
  q: word
    .describe('Words of the entry: of what was done, of names, reasons and values; or the CVE ID of what it is about')
    .exactOptional(),
  since: instant.exactOptional(),
  until: instant.exactOptional(),
}

/** Who did what, when and why. */
export function audit<Tx extends AuditTx>(app: App, desk: AuditDesk<Tx>): void {
  const tags = ['Audit']

  app.get(
    '/audit',
    {
      config: { access: 'audit.read' },
      schema: {
        tags,
        summary: 'The audit log, the newest first; without what is under embargo and not for the reader to know',
        querystring: z.object({ ...pageQuery, ...filterQuery }),
        response: { 200: pageOf(auditEntry) },
      },
    },
    async (request, reply) => {
      const { cursor, limit, subject, ...rest } = request.query
      const place = cursor === undefined ? undefined : readCursor(cursor, 1)
      if (place !== undefined && !place.ok) return refuse(reply, place.fault)
      const wish: AuditWish = { ...rest, ...(subject !== undefined && { subject: subjectOf(subject) }) }
      const page = await readLog(desk, actorOf(request), wish, limit, place && Number(place.value[0]))
      if (!page.ok) return refuse(reply, page.fault)
      const { items, before } = page.value
      return { items, ...(before !== undefined && { next: writeCursor([before]) }) }
    },
  )

  app.get(
    '/audit/export',
    {
      config: { access: 'audit.export' },
      schema: {
        tags,
        summary: 'The whole log as JSON Lines, the oldest first, to be kept elsewhere and verified by anybody',
        response: {
          200: {
            description: 'One entry a line; entries that the reader may not know have their hash only',
            content: { 'application/jsonl': { schema: z.string() } },
          },
        },
      },
    },
    async (request, reply) => {
      const entries = await exportLog(desk, actorOf(request))
      if (!entries.ok) return refuse(reply, entries.fault)
      reply.type('application/jsonl').header('content-disposition', 'attachment; filename="audit.jsonl"')
      // The types of the routes know answers that are there as a whole.
      return reply.send(Readable.from(linesOf(entries.value)) as never)
    },
  )

  app.get(
    '/audit/verification',
    {
      config: { access: 'audit.export', perMinute: 30 },
      schema: {
        tags,
        summary: 'Walks along the whole chain and tells whether it is intact',
        querystring: z.object({
          anchor: z.string().max(100).describe('Number and hash of an entry noted earlier: `17:HASH`').exactOptional(),
        }),
        response: { 200: verification },
      },
    },
    async (request, reply) => {
      const { anchor } = request.query
      const noted = anchor === undefined ? undefined : parseAnchor(anchor)
      if (noted !== undefined && !noted.ok) return refuse(reply, noted.fault)
      return answer(reply, await verifyLog(desk, actorOf(request), noted?.value))
    },
  )
}

function subjectOf(text: string): { readonly kind: string; readonly id: string } {
  const at = text.indexOf(':')
  return { kind: text.slice(0, at), id: text.slice(at + 1) }
}

async function* linesOf(entries: AsyncIterable<SealedEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield writeExportLine(entry)
}
