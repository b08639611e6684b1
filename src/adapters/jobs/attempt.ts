import type { AttemptEnd, JobFailure, JobHandler, JobRow, Moment } from '#desk/store'
import type { Fault, Result } from '#fault'
import type { Json } from '#json'

/** Attempts that a job gets before it fails for good. With the pauses below, about an hour. */
export const MOST_ATTEMPTS = 12

/** Seconds before the next attempt: 2, 4, 8 ... at most {@link LONGEST_PAUSE}. */
export const FIRST_PAUSE = 2
export const LONGEST_PAUSE = 600

/** Hears of exceptions in handlers: bugs, which must not end the worker. */
export type BugReport = (cause: unknown, job: JobRow) => void

/** Runs the handler once, and says how the attempt ended. */
export async function attempt(
  job: JobRow,
  handlers: readonly JobHandler[],
  signal: AbortSignal,
  moment: Moment,
  reportBug: BugReport,
): Promise<AttemptEnd> {
  const handler = handlers.find(({ kind }) => kind === job.kind)
  const result = handler === undefined ? unknownKind(job) : await guarded(handler, job, signal, reportBug)
  const at = moment()
  if (result.ok) return { state: 'done', outcome: result.value, at }
  const failure = failureOf(result.fault)
  if (result.fault.kind !== 'unreachable' || job.attempts >= MOST_ATTEMPTS) return { state: 'failed', failure, at }
  return { state: 'waiting', failure, runAt: secondsLater(at, pauseAfter(job.attempts)), at }
}

/** Seconds to wait after the `attempts`th attempt, counted from 1. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1))
}

export function secondsLater(moment: string, seconds: number): string {
  return new Date(Date.parse(moment) + seconds * 1000).toISOString()
}

async function guarded(
  handler: JobHandler,
  job: JobRow,
  signal: AbortSignal,
  reportBug: BugReport,
): Promise<Result<Json>> {
  try {
    return await handler.run(job, signal)
  } catch (cause) {
    reportBug(cause, job)
    return {
      ok: false,
      fault: {
        code: 'JOB_BROKEN',
        kind: 'unreachable',
        message: 'the work was interrupted by a fault of Steward itself',
        hint: 'the log has the details',
      },
    }
  }
}

function unknownKind({ kind }: JobRow): Result<Json> {
  return {
    ok: false,
    fault: {
      code: 'JOB_UNKNOWN',
      kind: 'conflict',
      message: `this version of Steward has no work of the kind ${JSON.stringify(kind)}`,
      hint: 'run the version that made the job',
    },
  }
}

function failureOf({ code, message, hint }: Fault): JobFailure {
  return { code, message, ...(hint !== undefined && { hint }) }
}
