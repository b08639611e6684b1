import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ShownOnceProps {
  readonly title: string
  readonly about: string
  readonly secret: string
  readonly onClose: () => void
}

/** A key, token or link that nobody can read a second time. */
export function ShownOnce({ title, about, secret, onClose }: ShownOnceProps): ReactNode {
  const [copied, setCopied] = useState(false)
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button
            icon={copied ? 'check' : 'copy'}
            onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
          <Button kind="primary" onClick={onClose}>
            I have it
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <p className="small">{about}</p>
        <code className="secret">{secret}</code>
      </div>
    </Dialog>
  )
}
