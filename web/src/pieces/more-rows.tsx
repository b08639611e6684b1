import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'

/** The end of a list that goes on: loads the next page when it comes into view, or when pressed. */
export function MoreRows(props: {
  readonly of: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  /** `50 of 131`. */
  readonly words: string
}): ReactNode {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.of
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (end.current === null || !hasNextPage || isFetchingNextPage) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage()
      },
      { rootMargin: '400px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <div ref={end} className="row small muted list-end">
      <span>{props.words}</span>
      {hasNextPage && (
        <span className="push">
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Loading' : 'Show more'}
          </Button>
        </span>
      )}
    </div>
  )
}
