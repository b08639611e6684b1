import type { DeskEvent, EventBus } from '#desk/store'

/** Events of one process. `others` sends what starts here on to the other processes. */
export function eventBus(others: (events: readonly DeskEvent[]) => void): EventBus & {
  /** Tells the listeners here of events from another process. */
  readonly arrived: (events: readonly DeskEvent[]) => void
} {
  const listeners = new Set<(event: DeskEvent) => void>()
  const tell = (events: readonly DeskEvent[]): void => {
    for (const event of events) for (const listener of [...listeners]) listener(event)
  }
  return {
    subscribe(listener) {
      const own = (event: DeskEvent): void => listener(event)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    publish(events) {
      if (events.length === 0) return
      tell(events)
      others(events)
    },
    arrived: tell,
  }
}
