import type { ReactNode } from 'react'
import type { ProposalView } from '#desk/projects'
import { Card } from '../../pieces/surfaces.tsx'
import { count } from '../../words/numbers.ts'
import { LIFECYCLE_WORDS } from '../project/lifecycle.ts'

/** What was seen in the repository. */
export function ProposalCard({ seen }: { readonly seen: NonNullable<ProposalView['seen']> }): ReactNode {
  return (
    <Card title="Seen in the repository">
      <dl className="kv">
        <dt>Releases</dt>
        <dd>
          {count(seen.releases, 'release')}, {count(seen.prereleases, 'prerelease')}
        </dd>
        <dt>Tag to version</dt>
        <dd className="mono">{seen.tagRules.join('  ')}</dd>
        <dt>Version scheme</dt>
        <dd className="mono">{seen.scheme}</dd>
        {seen.branches.map((branch) => (
          <div key={branch.name} className="pair">
            <dt>Branch {branch.name}</dt>
            <dd>
              {LIFECYCLE_WORDS[branch.lifecycle]}
              {branch.newest !== undefined && (
                <>
                  , newest <span className="ver">{branch.newest}</span>
                </>
              )}
            </dd>
          </div>
        ))}
        {seen.ignored.length > 0 && (
          <>
            <dt>No releases</dt>
            <dd className="mono muted">{seen.ignored.join('  ')}</dd>
          </>
        )}
      </dl>
    </Card>
  )
}
