import { z } from 'zod'
import { type Fault, fail, ok, type Result } from '#fault'

/** What every list takes. Spread it into the query of a list: `z.object({ ...pageQuery, state: ... })`. */
export const pageQuery: {
  readonly cursor: z.ZodExactOptional<z.ZodString>
  readonly limit: z.ZodDefault<z.ZodCoercedNumber>
} = {
  cursor: z.string().max(512).describe('`next` of the page before').exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** One page of a list, and the cursor of the next where there is one. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string
}

export function pageOf<Item>(item: z.ZodType<Item>): z.ZodType<Page<Item>> {
  return z.object({ items: z.array(item), next: z.string().exactOptional() })
}

/** The sort keys of the last item of a page: what the next page begins after. */
export type Cursor = readonly (string | number)[]

/** Opaque to callers, so that a list may change what it sorts by. Not secret and not signed: it only says where to go on. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Reads a cursor of `length` keys back; whatever is no such cursor is a fault. */
export function readCursor(text: string, length: number): Result<Cursor, 'REQUEST_INVALID'> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (Array.isArray(value) && value.length === length && value.every(isKey)) return ok(value)
  } catch {
    // Not JSON: the same fault as JSON of another shape.
  }
  return fail(NO_CURSOR)
}

const NO_CURSOR: Fault<'REQUEST_INVALID'> = {
  code: 'REQUEST_INVALID',
  kind: 'invalid',
  message: 'cannot read the cursor',
  at: 'cursor',
  hint: 'take it from "next" of the page before, with the same filter',
}

function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
}
