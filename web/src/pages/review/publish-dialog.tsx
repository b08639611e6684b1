import type { ReactNode } from 'react'
import { useTarget } from '../../frame/target.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { useEditor } from '../vulnerability/editing/editor.tsx'
import { Publications } from './publications.tsx'
import { Publish } from './publish.tsx'
import { PUBLISH_TITLES, usePublications } from './publishing.ts'

/** Sending it from anywhere in the editor; the answer of the server appears below while the dialog stays open. */
export function PublishDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { id } = useEditor()
  const target = useTarget()
  const publications = usePublications(id)
  return (
    <Dialog
      open
      wide
      title={PUBLISH_TITLES[target]}
      target={target}
      onClose={onClose}
      footer={
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <Publish id={id} target={target} />
      <Publications view={publications.data} most={1} />
    </Dialog>
  )
}
