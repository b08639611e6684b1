import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCombobox } from 'downshift'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { Found, FoundKind } from '#desk/home'
import { type Page, useRead } from '../data/reads.ts'
import { withQuery } from '../data/request.ts'
import { MORE_PLACES, PLACES } from '../frame/places.ts'
import { chooseTheme, theme } from '../frame/theme.ts'
import { Icon, type IconName } from '../icons/icon.tsx'

interface Entry {
  readonly key: string
  readonly title: string
  readonly words: string
  readonly icon: IconName
  readonly run: () => void
}

const KINDS: Readonly<Record<FoundKind, IconName>> = {
  vulnerability: 'vulnerability',
  case: 'case',
  project: 'project',
  person: 'person',
  identifier: 'hash',
  release: 'commit',
}

/** One field for everything: go somewhere, do something, find something. */
export function Palette(props: { readonly onClose: () => void; readonly onKeys: () => void }): ReactNode {
  const { onClose, onKeys } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const found = useRead<Page<Found>>(asked.length < 2 ? undefined : withQuery('/search', { q: asked }), { keep: true })
  const router = useRouter()
  const commands = useCommands(onKeys)
  useEffect(() => dialog.current?.showModal(), [])

  const wanted = text.trim().toLowerCase()
  const entries: readonly Entry[] = [
    ...commands.filter(({ title }) => title.toLowerCase().includes(wanted)),
    ...(asked.length < 2 ? [] : (found.data?.items ?? [])).map((item) => ({
      key: `${item.kind} ${item.href} ${item.words}`,
      title: item.title,
      words: item.words,
      icon: KINDS[item.kind],
      run: () => router.history.push(item.href),
    })),
  ]
  const box = useCombobox<Entry>({
    items: [...entries],
    itemToString: (entry) => entry?.title ?? '',
    isOpen: true,
    defaultHighlightedIndex: 0,
    inputValue: text,
    onSelectedItemChange: ({ selectedItem }) => {
      onClose()
      selectedItem?.run()
    },
    stateReducer: (_, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputKeyDownEnter || type === useCombobox.stateChangeTypes.ItemClick
        ? { ...changes, inputValue: text }
        : changes,
  })
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Search or jump to"
      closedby="any"
      onClose={onClose}
      onCancel={onClose}
    >
      <label className="with-icon">
        <Icon name="search" />
        <span className="sr">Search or jump to</span>
        <input
          {...box.getInputProps({
            'aria-labelledby': undefined,
            // Taken from the event itself: a controlled field that is set a moment later loses letters.
            onChange: (event) => setText(event.currentTarget.value),
            onKeyDown: (event) => {
              if (event.key === 'Escape') onClose()
            },
          })}
          className="input big"
          placeholder="ID, title, commit, version, person, or a place to go"
        />
      </label>
      <ul {...box.getMenuProps({ 'aria-label': 'What was found', 'aria-labelledby': undefined })}>
        {entries.map((entry, index) => (
          <li
            key={entry.key}
            {...box.getItemProps({ item: entry, index })}
            className={index === box.highlightedIndex ? 'on' : undefined}
          >
            <Icon name={entry.icon} />
            <span className="clip">{entry.title}</span>
            <span className="words">{entry.words}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && (
        <p className="small muted none">{found.isFetching ? 'Searching' : `Nothing fits “${text}”.`}</p>
      )}
      <p className="foot tiny">
        <kbd>↑</kbd> <kbd>↓</kbd> move <kbd>Enter</kbd> open <kbd>Esc</kbd> back
      </p>
    </dialog>
  )
}

function useCommands(onKeys: () => void): readonly Entry[] {
  const navigate = useNavigate()
  return [
    ...PLACES.map(({ to, words, icon, key }) => ({
      key: to,
      title: words,
      words: `G ${key.toUpperCase()}`,
      icon,
      run: () => void navigate({ to }),
    })),
    ...MORE_PLACES.map(({ to, words, icon }) => ({
      key: to,
      title: words,
      words: 'go',
      icon,
      run: () => void navigate({ to }),
    })),
    {
      key: 'new',
      title: 'New vulnerability',
      words: 'N',
      icon: 'add',
      run: () => void navigate({ to: '/vulnerabilities/new' }),
    },
    {
      key: 'theme',
      title: theme() === 'dark' ? 'Switch to light' : 'Switch to dark',
      words: 'theme',
      icon: 'theme',
      run: () => chooseTheme(theme() === 'dark' ? 'light' : 'dark'),
    },
    { key: 'keys', title: 'Keys', words: '?', icon: 'info', run: onKeys },
  ]
}
