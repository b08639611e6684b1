import type { ReactNode } from 'react'
import type { ReviewView } from '#desk/review'
import { useTarget } from '../../frame/target.ts'
import { TargetBadge } from '../../pieces/target.tsx'
import { Publications } from './publications.tsx'
import { Publish } from './publish.tsx'
import { PUBLISH_TITLES, usePublications } from './publishing.ts'

/** The end of a review: sending it, and what became of it. */
export function PublishCard({ review }: { readonly review: ReviewView }): ReactNode {
  const target = useTarget()
  const publications = usePublications(review.vulnerability)
  return (
    <section className="sec publish" aria-labelledby="publish">
      <div className={`card edge ${target}`}>
        <div className="pad">
          <div className="row">
            <h2 id="publish">{PUBLISH_TITLES[target]}</h2>
            <span className="push">
              <TargetBadge target={target} />
            </span>
          </div>
          <Publish id={review.vulnerability} target={target} />
        </div>
      </div>
      <Publications view={publications.data} />
    </section>
  )
}
