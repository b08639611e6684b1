import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** One key or a sequence, as `KeyboardEvent.key` names them: `n`, `g h`, `Escape`, `?`. */
  readonly keys: string
  /** For the sheet of keys: `Next row`. */
  readonly does: string
  readonly run: () => void
}

/** A sequence is forgotten after this pause, in milliseconds. */
const PAUSE = 1_200

export interface ShortcutGroup {
  /** Keys of the page are asked before those that work everywhere. */
  readonly scope: 'page' | 'desk'
  readonly shortcuts: readonly Shortcut[]
}

let groups: readonly ShortcutGroup[] = []
const listeners = new Set<() => void>()
let typed = ''
let typedAt = 0

function change(next: typeof groups): void {
  groups = next
  for (const listener of listeners) listener()
}

/** Whether single keys work at all. A person who dictates or presses keys by accident can switch them off (WCAG 2.1.4). */
export function keysOn(): boolean {
  try {
    return localStorage.getItem('keys') !== 'off'
  } catch {
    return true
  }
}

export function switchKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem('keys')
    else localStorage.setItem('keys', 'off')
  } catch {
    // Storage may be forbidden; the keys then stay as they are.
  }
  change([...groups])
}

/** Every key that works at the moment, for the sheet of keys. */
export function useShortcutList(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => groups,
  )
}

/** Keys of a part of the page, as long as it is there. What was added last is asked first. */
export function useKeys(shortcuts: readonly Shortcut[], scope: ShortcutGroup['scope'] = 'page'): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const names = shortcuts.map(({ keys, does }) => `${keys}\n${does}`).join('\n')
  useEffect(() => {
    if (names === '') return
    const group: ShortcutGroup = {
      scope,
      shortcuts: latest.current.map(({ keys, does }, index) => ({
        keys,
        does,
        run: () => latest.current[index]?.run(),
      })),
    }
    change([...groups, group])
    return () => change(groups.filter((each) => each !== group))
  }, [names, scope])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (isTyping(event.target) || !keysOn() || document.querySelector('dialog[open], :popover-open') !== null) return
  const now = Date.now()
  typed = now - typedAt < PAUSE && typed !== '' ? `${typed} ${event.key}` : event.key
  typedAt = now
  const byScope = (scope: ShortcutGroup['scope']): readonly ShortcutGroup[] =>
    groups.filter((group) => group.scope === scope).toReversed()
  for (const { shortcuts } of [...byScope('page'), ...byScope('desk')]) {
    const shortcut = shortcuts.find(({ keys }) => keys === typed) ?? shortcuts.find(({ keys }) => keys === event.key)
    if (shortcut === undefined) continue
    typed = ''
    event.preventDefault()
    shortcut.run()
    return
  }
}

/** Starts listening; called once, by the entry. */
export function listenToKeys(): void {
  addEventListener('keydown', onKey)
}
