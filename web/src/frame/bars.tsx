import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../icons/icon.tsx'
import { Mark } from '../icons/mark.tsx'
import { Button } from '../pieces/button.tsx'
import { Menu } from '../pieces/menu.tsx'
import { MORE_PLACES, PLACES } from './places.ts'
import { TargetSwitch } from './target-switch.tsx'
import { chooseTheme, useTheme } from './theme.ts'

/** The top of small screens. */
export function TopBar({ onJump }: { readonly onJump: () => void }): ReactNode {
  return (
    <header className="topbar">
      <Link to="/" className="plain row nowrap tight" aria-label="Steward, home">
        <Mark />
        <strong>Steward</strong>
      </Link>
      <span className="push row nowrap tight">
        <TargetSwitch />
        <Button kind="ghost" icon="search" aria-label="Search" onClick={onJump} />
      </span>
    </header>
  )
}

const SHORT: Readonly<Record<string, string>> = {
  '/vulnerabilities': 'Records',
  '/board': 'Board',
}

/** The foot of small screens: four rooms, and the rest behind More. */
export function BottomBar({ onKeys }: { readonly onKeys: () => void }): ReactNode {
  const navigate = useNavigate()
  const theme = useTheme()
  const rest = [...PLACES.slice(4), ...MORE_PLACES]
  return (
    <nav className="bottombar" aria-label="Main, small screen">
      {PLACES.slice(0, 4).map(({ to, words, icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/' }}>
          <Icon name={icon} />
          {SHORT[to] ?? words}
        </Link>
      ))}
      <Menu
        className="plain-button"
        label="More"
        items={[
          ...rest.map(({ to, words, icon }) => ({ words, icon, run: () => void navigate({ to }) })),
          { words: 'Keys', icon: 'info' as const, run: onKeys },
          {
            words: theme === 'dark' ? 'Light' : 'Dark',
            icon: 'theme' as const,
            run: () => chooseTheme(theme === 'dark' ? 'light' : 'dark'),
          },
        ]}
      >
        <Icon name="menu" />
        More
      </Menu>
    </nav>
  )
}
