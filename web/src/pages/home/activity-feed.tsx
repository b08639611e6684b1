import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Activity } from '#desk/home'
import { Avatar } from '../../pieces/labels.tsx'
import { clock, dateTime, shortDate } from '../../words/time.ts'

/** What happened last, in two columns on wide screens. */
export function ActivityFeed(props: { readonly entries: readonly Activity[]; readonly moment: number }): ReactNode {
  return (
    <ol className="feed columns">
      {props.entries.map((entry) => (
        <li key={`${entry.at} ${entry.who} ${entry.words}`}>
          <time dateTime={entry.at} title={dateTime(entry.at)}>
            {props.moment - Date.parse(entry.at) < 86_400_000 ? clock(entry.at) : shortDate(entry.at).slice(0, -5)}
          </time>
          <Avatar name={entry.who} />
          <span className="what">
            <strong>{entry.who}</strong> <Words of={entry} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** What was done, with the way to what it was done to. */
function Words({ of: { words, subject, href } }: { readonly of: Activity }): ReactNode {
  if (href === undefined || subject === undefined) return words
  const [before, after] = words.split(subject, 2)
  return (
    <>
      {before}
      <Link to={href}>{subject}</Link>
      {after}
    </>
  )
}
