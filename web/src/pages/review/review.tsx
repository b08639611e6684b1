import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { ReviewField, ReviewView } from '#desk/review'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { Segments } from '../../pieces/segments.tsx'
import { Loading, SkeletonLines } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { count } from '../../words/numbers.ts'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { ChangedSection } from './changed-section.tsx'
import { Decision } from './decision.tsx'
import { PublishCard } from './publish-card.tsx'
import './review.css'
import { useSeen } from './seen.ts'

const TextDiff = lazy(async () => ({ default: (await import('./text-diff.tsx')).TextDiff }))

/** What changed in meaning since the public record, and the decision about it. */
export function Review(): ReactNode {
  const { id } = useEditor()
  const review = useRead<ReviewView>(`/vulnerabilities/${encodeURIComponent(id)}/review`)
  return (
    <Reading of={review} whole what="the review" shape={<SkeletonLines lines={6} />}>
      {(view) => <Changes review={view} />}
    </Reading>
  )
}

function Changes({ review }: { readonly review: ReviewView }): ReactNode {
  const { id, detail } = useEditor()
  const [view, setView] = useState<'meaning' | 'json'>('meaning')
  const [commenting, setCommenting] = useState<ReviewField>()
  const fields = review.changes.map(({ field }) => field)
  const seen = useSeen(id, review.version, fields)
  return (
    <div className="cols">
      <div>
        <div className="row view-row">
          <p className="soft">{ledeOf(review, detail.publishedAt !== undefined)}</p>
          <span className="push">
            <Segments
              label="How the difference is shown"
              value={view}
              options={[
                ['meaning', 'Meaning'],
                ['json', 'JSON'],
              ]}
              onChoose={setView}
            />
          </span>
        </div>
        {review.state === 'taken-back' && review.takenBack !== undefined && (
          <Note tone="warn">
            {review.takenBack.by.name} edited it after the approval, so the approval no longer holds. It needs another
            review.
          </Note>
        )}
        {view === 'json' ? (
          <Suspense fallback={<Loading words="Loading the comparison" />}>
            <TextDiff />
          </Suspense>
        ) : (
          <>
            {review.changes.map((change) => (
              <ChangedSection
                key={change.field}
                change={change}
                review={review}
                seen={seen}
                isCommenting={commenting === change.field}
                onComment={(wanted) => setCommenting(wanted ? change.field : undefined)}
              />
            ))}
            {review.same.length > 0 && <Same fields={review.same} />}
          </>
        )}
        <PublishCard />
      </div>
      <Decision review={review} seen={seen} onComment={setCommenting} />
    </div>
  )
}

function ledeOf({ changes, authors }: ReviewView, isPublic: boolean): string {
  if (!isPublic) return `Nothing of it is public yet: all of it is to be looked at, ${count(changes.length, 'field')}.`
  if (changes.length === 0) return 'Everything means the same as what is public now.'
  const who = authors.length === 0 ? '' : `${listed(authors.map(({ name }) => name))} changed `
  const what = count(changes.length, 'thing')
  return who === '' ? `${what} to look at.` : `${who}${what}. Everything else means the same as what is public now.`
}

function listed(names: readonly string[]): string {
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** Fields that say the same: one folded line. */
function Same({ fields }: { readonly fields: readonly string[] }): ReactNode {
  const few = fields.slice(0, 5).map((field) => field.toLowerCase())
  const rest = fields.length - few.length
  return (
    <section className="sec">
      <details className="fold">
        <summary className="small soft">
          {count(fields.length, 'field')} {fields.length === 1 ? 'means' : 'mean'} the same:{' '}
          {rest > 0 ? `${few.join(', ')} and ${rest} more` : listed(few)}
        </summary>
        <p className="help">{fields.join(', ')}. Order and white space are no change.</p>
      </details>
    </section>
  )
}
