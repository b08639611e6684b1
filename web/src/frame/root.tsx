import { QueryClientProvider } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../data/reads.ts'
import { ErrorState, Loading, Skeleton, SkeletonTable } from '../pieces/states.tsx'
import { Toasts } from '../pieces/toast.tsx'

export function Root(): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <Outlet />
      <Toasts />
    </QueryClientProvider>
  )
}

/** A page that broke. What was saved is on the server; only the picture of it is lost. */
export function PageFault({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  return (
    <div className="alone">
      <ErrorState
        error={error}
        title="This page cannot be shown"
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
      <p className="small muted">
        What was saved is safe. <Link to="/">Go home</Link>
      </p>
    </div>
  )
}

/** The shape of a page whose code is still on its way. */
export function PageComing(): ReactNode {
  return (
    <Loading words="Loading the page">
      <div className="stack-5">
        <div className="stack">
          <Skeleton width="38%" height="24px" />
          <Skeleton width="62%" />
        </div>
        <SkeletonTable />
      </div>
    </Loading>
  )
}
