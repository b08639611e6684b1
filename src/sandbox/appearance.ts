import type { Clock } from './clock.ts'
import type { RecordEntry, StateView } from './state.ts'

/** Records as readers see them: what was published with a delay is not there until the sandbox's clock is past it. */
export class Appearance {
  readonly #state: StateView
  readonly #clock: Clock
  readonly #waiting = new Map<string, { readonly before: RecordEntry | undefined; readonly until: number }>()

  constructor(state: StateView, clock: Clock) {
    this.#state = state
    this.#clock = clock
  }

  /** Until `seconds` from now, readers see the record as it is at this moment: it is about to change. */
  delay(cve_id: string, seconds: number): void {
    const before = this.published(cve_id)
    this.#waiting.set(cve_id, { before, until: this.#clock.now().getTime() + seconds * 1000 })
  }

  published(cve_id: string): RecordEntry | undefined {
    const waiting = this.#waiting.get(cve_id)
    if (waiting !== undefined && this.#clock.now().getTime() < waiting.until) return waiting.before
    this.#waiting.delete(cve_id)
    return this.#state.record(cve_id)
  }
}
