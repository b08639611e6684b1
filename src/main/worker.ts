import type { WorkRequest } from '#cli'
import { ok, type Result } from '#fault'
import { openStorage } from './desk-storage.ts'
import { jobHandlers } from './job-handlers.ts'

/** Runs jobs of the desk on a PostgreSQL database, which other processes serve. */
export async function workForDesk({ databaseUrl, crashed }: WorkRequest): Promise<Result<{ close(): Promise<void> }>> {
  const opened = await openStorage({ at: databaseUrl, works: true, crashed })
  if (!opened.ok) return opened
  await opened.value.work(jobHandlers())
  return ok({ close: () => opened.value.close() })
}
