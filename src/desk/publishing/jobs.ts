import type { JobHandler } from '#desk/store'
import { BATCH_JOB } from './batch.ts'
import type { PublishingDesk } from './ports.ts'
import { sendBatch } from './send-batch.ts'
import { sendPublication } from './send-publication.ts'
import { SEND_JOB } from './start-publication.ts'

/** The work of this room that is done by jobs. */
export function publishingJobs(desk: PublishingDesk): readonly JobHandler[] {
  return [
    {
      kind: SEND_JOB,
      run: ({ payload, attempts }) => sendPublication(desk, String(payload.publication), attempts),
    },
    {
      kind: BATCH_JOB,
      run: ({ payload, attempts }) => sendBatch(desk, String(payload.batch), attempts),
    },
  ]
}
