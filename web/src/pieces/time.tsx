import { type ReactNode, useSyncExternalStore } from 'react'
import { ago, dateTime } from '../words/time.ts'

let moment = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    moment = Date.now()
    for (const each of listeners) each()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === undefined) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present moment in milliseconds, anew every half minute: for clocks and for how long ago something was. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => moment)
}

/** `3 minutes ago`; the exact moment is the tooltip. */
export function Ago({ at }: { readonly at: string }): ReactNode {
  return (
    <time dateTime={at} title={dateTime(at)}>
      {ago(at, useNow())}
    </time>
  )
}
