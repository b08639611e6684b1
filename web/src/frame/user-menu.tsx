import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SignedIn } from '#desk/people'
import { useChange } from '../data/changes.ts'
import { queries } from '../data/reads.ts'
import { send } from '../data/request.ts'
import { useSession } from '../data/session.ts'
import { Button } from '../pieces/button.tsx'
import { Avatar } from '../pieces/labels.tsx'
import { Menu } from '../pieces/menu.tsx'
import { chooseTheme, useTheme } from './theme.ts'

/** `editor`, `editor and reviewer`, `administrator and 4 more roles`; where the roles are only in projects, what they are there. */
function rolesInWords({ foundation, projects }: SignedIn): string {
  const roles = new Set(foundation.length > 0 ? foundation : Object.values(projects).flat())
  const [first, ...others] = roles
  if (first === undefined) return 'no role yet'
  if (others.length < 2) return [first, ...others].join(' and ')
  return `${first} and ${others.length} more roles`
}

/** Who is signed in, and the theme. */
export function UserMenu(): ReactNode {
  const person = useSession()
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
            <small>{rolesInWords(person)}</small>
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
