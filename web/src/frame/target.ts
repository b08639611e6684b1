import { useSyncExternalStore } from 'react'
import { TARGETS, type TargetName } from '../pieces/target.tsx'

/** Where this browser sends what it sends. The sandbox until a person chooses otherwise. */
let chosen: TargetName = read()
const listeners = new Set<() => void>()

function read(): TargetName {
  try {
    const kept = localStorage.getItem('target')
    return kept !== null && kept in TARGETS ? (kept as TargetName) : 'sandbox'
  } catch {
    return 'sandbox'
  }
}

export function chooseTarget(target: TargetName): void {
  chosen = target
  try {
    localStorage.setItem('target', target)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

/** The target that the desk shows in its strip and offers first; each request still names its own. */
export function useTarget(): TargetName {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => chosen,
  )
}
