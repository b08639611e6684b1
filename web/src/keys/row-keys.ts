import type { RefObject } from 'react'
import { useKeys } from './shortcuts.ts'

/** J and K move the focus through the links of a list, one for each row; Enter then opens it as any link. */
export function useRowKeys(list: RefObject<HTMLElement | null>, link: string): void {
  const move = (step: 1 | -1): void => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>(link) ?? [])]
    const at = links.findIndex((each) => each.contains(document.activeElement))
    const next = links[at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useKeys([
    { keys: 'j', does: 'Next row', run: () => move(1) },
    { keys: 'k', does: 'Previous row', run: () => move(-1) },
  ])
}
