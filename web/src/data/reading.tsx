import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState, Loading } from '../pieces/states.tsx'

interface ReadingProps<T> {
  readonly of: UseQueryResult<T>
  /** What is awaited, and cannot be shown when it fails: `the releases`. */
  readonly what: string
  /** The shape of what comes. */
  readonly shape?: ReactNode
  readonly slow?: string
  readonly children: (value: T) => ReactNode
}

/** Draws what is read, its shape while it is awaited, or why it failed. */
export function Reading<T>({ of, what, shape, slow, children }: ReadingProps<T>): ReactNode {
  if (of.data !== undefined) return children(of.data)
  if (of.isError) return <ErrorState error={of.error} title={`Cannot show ${what}`} onRetry={() => void of.refetch()} />
  return (
    <Loading words={`Loading ${what}`} {...(slow !== undefined && { slow })}>
      {shape}
    </Loading>
  )
}
