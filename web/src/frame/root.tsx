import { QueryClientProvider } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../data/reads.ts'
import { ButtonLink } from '../pieces/button.tsx'
import { EmptyState, ErrorState, Loading, Skeleton, SkeletonTable } from '../pieces/states.tsx'
import { PageHead } from '../pieces/surfaces.tsx'
import { Toasts } from '../pieces/toast.tsx'
import { useTitle } from './title.ts'

export function Root(): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <Outlet />
      <Toasts />
    </QueryClientProvider>
  )
}

/** An address that leads nowhere, or to something that this person may not know of: the desk does not tell the two apart. */
export function NotFound(): ReactNode {
  useTitle('Not found')
  return (
    <>
      <PageHead
        title="There is nothing here"
        lede="It was moved or removed, the address is mistyped, or it is under embargo and you are not on its list."
      />
      <div className="sec bare">
        <EmptyState
          title="No such page"
          about="Press / to search everything that you may see."
          actions={
            <ButtonLink to="/" kind="primary">
              Go home
            </ButtonLink>
          }
        />
      </div>
    </>
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
