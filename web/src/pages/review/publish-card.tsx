import type { ReactNode } from 'react'
import { useTarget } from '../../frame/target.ts'
import { TargetBadge } from '../../pieces/target.tsx'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { Publications } from './publications.tsx'
import { Publish } from './publish.tsx'
import { PUBLISH_TITLES, usePublications } from './publishing.ts'

/** The end of a review: sending it, and what became of it. */
export function PublishCard(): ReactNode {
  const { id } = useEditor()
  const target = useTarget()
  const publications = usePublications(id)
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
          <Publish id={id} target={target} />
        </div>
      </div>
      <Publications view={publications.data} />
    </section>
  )
}
