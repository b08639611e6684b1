import { useCallback, useEffect, useState } from 'react'
import type { ReviewField } from '#desk/review'

/** Which changed fields the reviewer has looked at, in this edition of the facts. */
export interface Seen {
  readonly fields: ReadonlySet<ReviewField>
  readonly mark: (field: ReviewField, seen: boolean) => void
  /** Ticks the section by itself once its end has been in sight. */
  readonly watch: (field: ReviewField) => (element: HTMLElement | null) => void
}

/** Milliseconds in sight that count as a look. */
const LOOK = 1_200

/** Kept for the window, edition by edition: another edition has to be looked at again. */
export function useSeen(vulnerability: string, version: number, fields: readonly ReviewField[]): Seen {
  const key = `seen ${vulnerability} ${version}`
  const [seen, setSeen] = useState<ReadonlySet<ReviewField>>(() => new Set())
  useEffect(() => setSeen(read(key)), [key])
  const mark = useCallback(
    (field: ReviewField, isSeen: boolean) => {
      setSeen((before) => {
        if (before.has(field) === isSeen) return before
        const next = new Set(before)
        if (isSeen) next.add(field)
        else next.delete(field)
        write(key, next)
        return next
      })
    },
    [key],
  )
  const watch = useCallback(
    (field: ReviewField) => (element: HTMLElement | null) => {
      if (element === null) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const observer = new IntersectionObserver(([entry]) => {
        clearTimeout(timer)
        if (entry?.isIntersecting === true) timer = setTimeout(() => mark(field, true), LOOK)
      })
      observer.observe(element)
      return () => {
        clearTimeout(timer)
        observer.disconnect()
      }
    },
    [mark],
  )
  return { fields: new Set([...seen].filter((field) => fields.includes(field))), mark, watch }
}

function read(key: string): ReadonlySet<ReviewField> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(key) ?? '[]') as readonly ReviewField[])
  } catch {
    return new Set()
  }
}

function write(key: string, seen: ReadonlySet<ReviewField>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([...seen]))
  } catch {
    // Storage may be forbidden; the ticks then last as long as the page.
  }
}
