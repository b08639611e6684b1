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

/** All roles; where they are only in projects, what they are there. */
function rolesInWords({ foundation, projects }: SignedIn): string {
  const roles = new Set(foundation.length > 0 ? foundation : Object.values(projects).flat())
  return roles.size === 0 ? 'no role yet' : [...roles].join(', ')
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
            <small title={rolesInWords(person)}>{rolesInWords(person)}</small>
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
