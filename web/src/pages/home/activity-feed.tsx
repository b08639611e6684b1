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
            <strong>{entry.who}</strong>{' '}
            {entry.href === undefined ? entry.words : <Link to={entry.href}>{entry.words}</Link>}
          </span>
        </li>
      ))}
    </ol>
  )
}
