import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HomeView } from '#desk/home'
import type { FoundationView } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { type Page, useRead } from '../data/reads.ts'
import { useSession } from '../data/session.ts'
import { Icon } from '../icons/icon.tsx'
import { Mark } from '../icons/mark.tsx'
import { PLACES } from './places.ts'
import { projectColour } from './project-colour.ts'
import { TargetSwitch } from './target-switch.tsx'
import { UserMenu } from './user-menu.tsx'

export function SideNavigation({ onJump }: { readonly onJump: () => void }): ReactNode {
  const session = useSession()
  const foundation = useRead<FoundationView>('/foundation')
  const { data: home } = useRead<HomeView>('/home')
  const { data: projects } = useRead<Page<ProjectSummary>>('/projects')
  return (
    <div className="side">
      <nav className="side-in" aria-label="Main">
        <Link className="org" to="/">
          <Mark />
          <span>
            {foundation.data?.profile.long_name ?? session.organisation}
            <small>Security desk</small>
          </span>
        </Link>
        <TargetSwitch />
        <button className="jump" type="button" onClick={onJump}>
          <Icon name="search" />
          <span>Search or jump to</span>
          <kbd>Ctrl K</kbd>
        </button>
        <ul className="menu">
          {PLACES.map((place) => (
            <li key={place.to}>
              <Link to={place.to} activeOptions={{ exact: place.to === '/' }}>
                <Icon name={place.icon} />
                <span>{place.words}</span>
                {'count' in place && <Open count={home?.counts[place.count]} hot={place.count === 'board'} />}
              </Link>
            </li>
          ))}
        </ul>
        <p className="cap">
          <Link to="/projects" className="plain">
            Projects
          </Link>
        </p>
        <ul className="menu">
          {projects?.items.map(({ slug, title }, place) => (
            <li key={slug}>
              <Link to="/projects/$slug" params={{ slug }}>
                <i className="dot" style={{ color: projectColour(place) }} />
                <span>{title}</span>
              </Link>
            </li>
          ))}
        </ul>
        <UserMenu />
      </nav>
    </div>
  )
}

function Open({ count, hot }: { readonly count: number | undefined; readonly hot: boolean }): ReactNode {
  if (count === undefined || count === 0) return null
  return (
    <span className={hot ? 'n hot' : 'n'}>
      {count}
      <span className="sr"> open</span>
    </span>
  )
}
