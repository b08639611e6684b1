import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useKeys } from '../keys/shortcuts.ts'
import { PLACES } from './places.ts'

/** Keys that work everywhere. Ctrl K and its like on a Mac work in fields too. */
export function useDeskKeys(open: { readonly openPalette: () => void; readonly openKeys: () => void }): void {
  const navigate = useNavigate()
  const { openPalette, openKeys } = open
  useKeys([
    ...PLACES.map(({ to, words, key }) => ({
      keys: `g ${key}`,
      does: `Go to ${words}`,
      run: () => void navigate({ to }),
    })),
    { keys: '/', does: 'Search', run: openSearch(openPalette) },
    { keys: 'n', does: 'New vulnerability', run: () => void navigate({ to: '/vulnerabilities/new' }) },
    { keys: '?', does: 'These keys', run: openKeys },
  ])
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
