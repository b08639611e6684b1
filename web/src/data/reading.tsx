import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { NothingHere, PageFailure } from '../pieces/page-states.tsx'
import { ErrorState, Loading } from '../pieces/states.tsx'
import { Problem } from './problem.ts'

interface ReadingProps<T> {
  readonly of: UseQueryResult<T>
  /** What is awaited, and cannot be shown when it fails: `the releases`. */
  readonly what: string
  /** The shape of what comes. */
  readonly shape?: ReactNode
  readonly slow?: string
  /** It is the page itself: a failure is drawn as a page, and what is not there as any other wrong address. */
  readonly whole?: boolean
  readonly children: (value: T) => ReactNode
}

/** Draws what is read, its shape while it is awaited, or why it failed. */
export function Reading<T>({ of, what, shape, slow, whole, children }: ReadingProps<T>): ReactNode {
  if (of.data !== undefined) return children(of.data)
  if (of.isError) {
    const again = (): void => void of.refetch()
    if (!whole) return <ErrorState error={of.error} title={`Cannot show ${what}`} onRetry={again} />
    return Problem.of(of.error).status === 404 ? (
      <NothingHere />
    ) : (
      <PageFailure error={of.error} what={what} onRetry={again} />
    )
  }
  return (
    <Loading words={`Loading ${what}`} {...(slow !== undefined && { slow })}>
      {shape}
    </Loading>
  )
}
