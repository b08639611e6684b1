import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useKeys } from '../keys/shortcuts.ts'
import { PLACES } from './places.ts'

/** Keys that work everywhere. Ctrl K and its like on a Mac work in fields too. */
export function useDeskKeys(open: { readonly openPalette: () => void; readonly openKeys: () => void }): void {
  const navigate = useNavigate()
  const router = useRouter()
  const { openPalette, openKeys } = open
  useKeys(
    [
      ...PLACES.map(({ to, words, key }) => ({
        keys: `g ${key}`,
        does: `Go to ${words}`,
        run: () => void navigate({ to }),
      })),
      { keys: '/', does: 'Search', run: openSearch(openPalette) },
      { keys: 'n', does: 'New vulnerability', run: () => void navigate({ to: '/vulnerabilities/new' }) },
      { keys: 'Escape', does: 'Back out', run: () => backOut(router.state.location.pathname, router.history.push) },
      { keys: '?', does: 'These keys', run: openKeys },
    ],
    'desk',
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      openPalette()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [openPalette])
}

/** From a thing to the list it stands in, from a view of a thing to the thing; a room of the desk is where it ends. */
function backOut(path: string, go: (path: string) => void): void {
  const steps = path.split('/').filter((step) => step !== '')
  if (steps.length < 2) return
  // The board of a tag stands two steps below the board.
  go(`/${steps.slice(0, steps[0] === 'board' ? 1 : -1).join('/')}`)
}

/** The page's own search takes the key; where there is none, the palette does. */
function openSearch(openPalette: () => void): () => void {
  return () => {
    const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
    if (field === null) openPalette()
    else {
      field.focus()
      field.select()
    }
  }
}
