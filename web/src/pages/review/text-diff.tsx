import { MergeView } from '@codemirror/merge'
import { type ReactNode, useEffect, useRef } from 'react'
import type { DiffView } from '#desk/advisories'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { apart, jsonView } from '../vulnerability/record/code.ts'

/** The public record and the proposed one, line by line. */
export function TextDiff(): ReactNode {
  const { id } = useEditor()
  const diff = useRead<DiffView>(`/vulnerabilities/${encodeURIComponent(id)}/diff`)
  return (
    <Reading of={diff} what="the comparison">
      {({ texts }) =>
        texts === undefined ? (
          <p className="soft">
            Nothing is public yet, so there is nothing to compare with. The Record tab shows the record.
          </p>
        ) : (
          <Sides before={texts.before} after={texts.after} />
        )
      }
    </Reading>
  )
}

function Sides({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current === null) return
    const root = apart(place.current)
    const view = new MergeView({
      a: { doc: before, extensions: jsonView('Public record') },
      b: { doc: after, extensions: jsonView('Proposed record') },
      root,
      parent: root,
      collapseUnchanged: { margin: 3, minSize: 6 },
      highlightChanges: true,
    })
    return () => view.destroy()
  }, [before, after])
  return (
    <div className="card text-sides">
      <div className="row sides-head tiny muted">
        <span>Public now</span>
        <span>Proposed</span>
      </div>
      <div ref={place} />
    </div>
  )
}
