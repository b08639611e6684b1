import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'

const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** The theme that is seen: the one chosen in this browser, else the system's. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return dark.matches ? 'dark' : 'light'
}

/** Chooses a theme for this browser; the same as the system's goes with the system again. */
export function chooseTheme(wanted: Theme): void {
  const system: Theme = dark.matches ? 'dark' : 'light'
  if (wanted === system) delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = wanted
  try {
    if (wanted === system) localStorage.removeItem('theme')
    else localStorage.setItem('theme', wanted)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    dark.addEventListener('change', listener)
    return () => {
      listeners.delete(listener)
      dark.removeEventListener('change', listener)
    }
  }, theme)
}
