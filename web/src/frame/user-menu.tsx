import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Role, SignedIn } from '#desk/people'
import { useChange } from '../data/changes.ts'
import { queries } from '../data/reads.ts'
import { send } from '../data/request.ts'
import { useSession } from '../data/session.ts'
import { Button } from '../pieces/button.tsx'
import { Avatar } from '../pieces/labels.tsx'
import { Menu } from '../pieces/menu.tsx'
import { chooseTheme, useTheme } from './theme.ts'

/** Roles for the foundation; where they are only in projects, what they are there. */
function rolesOf({ foundation, projects }: SignedIn): readonly Role[] {
  return [...new Set(foundation.length > 0 ? foundation : Object.values(projects).flat())]
}

/** As many as the column has room for. */
function inShort([first, ...others]: readonly Role[]): string {
  if (first === undefined) return 'no role yet'
  return others.length === 0 ? first : `${first} and ${others.length} more`
}

/** Who is signed in, and the theme. */
export function UserMenu(): ReactNode {
  const person = useSession()
  const roles = rolesOf(person)
  const theme = useTheme()
  const navigate = useNavigate()
  const signOut = useChange(() => send('DELETE', '/session'), {
    done: () => {
      queries.clear()
      location.assign('/sign-in')
    },
  })
  return (
    <div className="foot">
      <div className="me">
        <Menu
          className="plain-button row nowrap"
          label="Account"
          items={[
            { words: 'My account', icon: 'key', run: () => void navigate({ to: '/account' }) },
            { words: 'People and roles', icon: 'person', run: () => void navigate({ to: '/people' }) },
            { words: 'Interface for programs', icon: 'link', run: () => void navigate({ to: '/interface' }) },
            { words: 'Sign out', icon: 'arrow', run: () => signOut.mutate() },
          ]}
        >
          <Avatar name={person.name} />
          <span className="name">
            {person.name}
            <small title={roles.join(', ')}>{inShort(roles)}</small>
          </span>
        </Menu>
        <Button
          kind="ghost"
          size="sm"
          icon="theme"
          className="push"
          aria-label={theme === 'dark' ? 'Switch to light' : 'Switch to dark'}
          onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
        />
      </div>
    </div>
  )
}
