import type { Json, JsonObject } from '#json'
import type { Change, Org } from './state.ts'

/** What CVE Services says when they refuse: a stable code, a sentence, and sometimes more. */
export type ErrorBody = JsonObject & { readonly error: string; readonly message: string }

export interface Answer {
  readonly status: number
  /** Without one, the answer is empty. */
  readonly body?: Json
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer, and what becomes true when it is given. Nothing of it has happened yet. */
export interface Outcome extends Answer {
  readonly changes?: readonly Change[]
  /** The organisation whose reservations wait until this one is through. */
  readonly reservesFor?: Org
}

export function done(body: Json, changes: readonly Change[] = []): Outcome {
  return { status: 200, body, changes }
}

export function refuse(status: number, body: ErrorBody, headers: Readonly<Record<string, string>> = {}): Outcome {
  return { status, body, headers }
}
