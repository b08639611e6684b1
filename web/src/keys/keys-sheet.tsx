import { type ReactNode, useState } from 'react'
import { Button } from '../pieces/button.tsx'
import { Dialog } from '../pieces/dialog.tsx'
import { Check } from '../pieces/field.tsx'
import { keysOn, type Shortcut, switchKeys, useShortcutList } from './shortcuts.ts'

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ' ': 'Space' }

/** The keys that work on this page, and a switch for people whom single keys disturb. */
export function KeysSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const groups = useShortcutList()
  const [on, setOn] = useState(keysOn)
  const of = (scope: 'page' | 'desk'): readonly Shortcut[] =>
    groups.filter((group) => group.scope === scope).flatMap(({ shortcuts }) => shortcuts)
  const ofPage = of('page')
  return (
    <Dialog
      open={open}
      wide
      title="Keys"
      onClose={onClose}
      footer={
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="stack-4">
        <div className="two">
          <KeyList title="Everywhere" shortcuts={of('desk')} />
          {ofPage.length > 0 && <KeyList title="On this page" shortcuts={ofPage} />}
        </div>
        <Check
          checked={on}
          onChange={(wanted) => {
            switchKeys(wanted)
            setOn(wanted)
          }}
          help="Switch them off when you dictate, or press keys by accident. Ctrl K and Tab always work."
        >
          Single keys are shortcuts
        </Check>
      </div>
    </Dialog>
  )
}

function KeyList(props: { readonly title: string; readonly shortcuts: readonly Shortcut[] }): ReactNode {
  return (
    <section>
      <h3>{props.title}</h3>
      <dl className="keys">
        {props.shortcuts.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{does}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{NAMES[key] ?? key.toUpperCase()}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
