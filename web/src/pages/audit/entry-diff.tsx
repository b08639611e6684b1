import type { ReactNode } from 'react'
import type { AuditEntryView } from '#desk/audit'

type Change = NonNullable<AuditEntryView['diff']>[number]

/** The longest value that is written out whole. Characters. */
const LONGEST = 2_000

/** What was, and what it became. */
export function EntryDiff({ diff }: { readonly diff: readonly Change[] }): ReactNode {
  if (diff.length === 0) return null
  return (
    <dl className="entry-diff">
      {diff.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {before !== undefined && before !== null && <del>{words(before)}</del>}{' '}
            {after !== undefined && after !== null && <ins>{words(after)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function words(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 1)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text
}
