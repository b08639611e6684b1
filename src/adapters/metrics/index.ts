/**
 * Figures about a running desk, in the text format of Prometheus.
 *
 * @module
 */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Figures that are asked for when somebody looks. */
export interface DeskFigures {
  /** Entries of the audit log that wait for their place in the chain. */
  readonly auditPending: number
  /** Jobs by state. */
  readonly jobs: Readonly<Record<string, number>>
}

export interface Metrics {
  request(seen: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly milliseconds: number
  }): void
  /** The page of figures. */
  text(): Promise<string>
}

/** Seconds; from an answer out of memory to one that waited for another server. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function deskMetrics(version: string, figures: () => Promise<DeskFigures>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  new Gauge({ name: 'steward_info', help: 'The version that runs', labelNames: ['version'], registers }).set(
    { version },
    1,
  )
  const pending = new Gauge({
    name: 'steward_audit_pending_entries',
    help: 'Entries of the audit log that wait for their place in the chain',
    registers,
  })
  const jobs = new Gauge({ name: 'steward_jobs', help: 'Jobs by state', labelNames: ['state'], registers })
  const requests = new Histogram({
    name: 'steward_http_request_duration_seconds',
    help: 'Answered requests by the pattern of their route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  return {
    request: ({ method, route, status, milliseconds }) =>
      requests.observe({ method, route: route === '' ? 'none' : route, status }, milliseconds / 1000),
    async text() {
      const now = await figures()
      pending.set(now.auditPending)
      jobs.reset()
      for (const [state, count] of Object.entries(now.jobs)) jobs.set({ state }, count)
      return await registry.metrics()
    },
  }
}
