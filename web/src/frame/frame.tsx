import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { listen } from '../data/events.ts'
import { KeysSheet } from '../keys/keys-sheet.tsx'
import { TargetStrip } from '../pieces/target.tsx'
import { BottomBar, TopBar } from './bars.tsx'
import { useDeskKeys } from './desk-keys.ts'
import { NoAnswer } from './no-answer.tsx'
import { SideNavigation } from './side-navigation.tsx'
import { useTarget } from './target.ts'

const Palette = lazy(() => import('../keys/palette.tsx').then(({ Palette: component }) => ({ default: component })))

/** What stands around every page of the desk. */
export function Frame(): ReactNode {
  const target = useTarget()
  const [open, setOpen] = useState<'palette' | 'keys' | undefined>()
  const palette = (): void => setOpen('palette')
  useDeskKeys({ openPalette: palette, openKeys: () => setOpen('keys') })
  useEffect(listen, [])
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <SideNavigation onJump={palette} />
        <div className="page">
          <TargetStrip target={target} />
          <TopBar onJump={palette} />
          <NoAnswer />
          <Content />
        </div>
        <BottomBar onKeys={() => setOpen('keys')} />
      </div>
      {open === 'palette' && (
        <Suspense>
          <Palette onClose={() => setOpen(undefined)} onKeys={() => setOpen('keys')} />
        </Suspense>
      )}
      <KeysSheet open={open === 'keys'} onClose={() => setOpen(undefined)} />
    </>
  )
}

/** The page itself. A new address takes the focus to it, so that a screen reader and the Tab key start there. */
function Content(): ReactNode {
  const main = useRef<HTMLElement>(null)
  const { state } = useRouter()
  // Where the page that is drawn belongs to; the address itself changes before its page is there.
  const path = useRouterState({ select: ({ location, resolvedLocation }) => (resolvedLocation ?? location).pathname })
  const first = useRef(state.location.pathname)
  useEffect(() => {
    if (first.current === path) return
    first.current = path
    if (document.activeElement === document.body || !main.current?.contains(document.activeElement)) {
      main.current?.focus({ preventScroll: true })
    }
  }, [path])
  return (
    <main id="main" ref={main} tabIndex={-1}>
      <Outlet />
    </main>
  )
}
