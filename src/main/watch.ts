import { setTimeout as delay } from 'node:timers/promises'
import { realSurroundings } from '#adapters/clock'
import type { Database } from '#adapters/database'
import { jsonLog, silentLog } from '#adapters/log'
import { deskMetrics } from '#adapters/metrics'
import { StoreFailure } from '#desk/store'
import { type Fault, fail, ok } from '#fault'
import type { OperationDoor, SeenRequest } from '#http'

/** What those who run the desk see of it: health, figures, the log. */
export interface Watch {
  readonly door: OperationDoor
  seen(request: SeenRequest): void
}

/** Milliseconds for which a probe waits for the database. A host that went away without a word answers nothing for many minutes. */
const PATIENCE = 5000

const SILENT: Fault<'STORE_UNREACHABLE'> = {
  code: 'STORE_UNREACHABLE',
  kind: 'unreachable',
  message: 'the database cannot be used: the server does not answer',
}

/** `log` takes the lines of the log; without it none are made. */
export function watchOver({ store }: Database, version: string, log: ((line: string) => void) | undefined): Watch {
  const lines = log === undefined ? silentLog : jsonLog(log, realSurroundings.moment)
  const metrics = deskMetrics(version, () =>
    store.read(async ({ auditTrail, jobRuns }) => ({
      auditPending: await auditTrail.pending(),
      jobs: await jobRuns.counts(),
    })),
  )
  return {
    door: {
      async ready() {
        const late = new AbortController()
        try {
          return await Promise.race([
            store.read(async ({ settings }) => ok(await settings.get('ready'))).then(() => ok(undefined)),
            delay(PATIENCE, fail(SILENT), { signal: late.signal }),
          ])
        } catch (cause) {
          if (!(cause instanceof StoreFailure)) throw cause
          return fail(cause.fault)
        } finally {
          late.abort()
        }
      },
      metrics: () => metrics.text(),
    },
    seen(request) {
      metrics.request(request)
      const { id, method, route, status, milliseconds } = request
      lines.line(status >= 500 ? 'error' : 'info', 'request', {
        id,
        method,
        route,
        status,
        milliseconds: Math.round(milliseconds * 10) / 10,
      })
    },
  }
}
