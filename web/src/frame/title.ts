import { useEffect } from 'react'

/** Names the page in the tab of the browser, most particular first. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Steward' : `${title} · Steward`
  }, [title])
}
