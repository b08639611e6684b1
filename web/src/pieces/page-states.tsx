import type { ReactNode } from 'react'
import { useTitle } from '../frame/title.ts'
import { ButtonLink } from './button.tsx'
import { EmptyState, ErrorState } from './states.tsx'
import { PageHead } from './surfaces.tsx'

/** An address that leads nowhere, or to something that this person may not know of: the desk does not tell the two apart. */
export function NothingHere(): ReactNode {
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

interface PageFailureProps {
  readonly error: unknown
  /** What should have been here: `the case`. */
  readonly what: string
  readonly onRetry: () => void
}

/** The page whose own reading failed. */
export function PageFailure({ error, what, onRetry }: PageFailureProps): ReactNode {
  return (
    <>
      <PageHead title={`Cannot show ${what}`} />
      <div className="sec bare">
        <ErrorState error={error} title="The desk refused, or did not answer" onRetry={onRetry} />
      </div>
    </>
  )
}
