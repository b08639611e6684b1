import type { ReactNode } from 'react'
import type { AccountSecret } from '../../../../src/http/shapes/identifiers.ts'
import { ShownOnce } from '../../pieces/shown-once.tsx'

/** The new secret of an account at the service: the desk does not keep it. */
export function SecretDialog(props: { readonly secret: AccountSecret; readonly onClose: () => void }): ReactNode {
  return (
    <ShownOnce
      title={`The secret of ${props.secret.account.username}`}
      about="It is shown this once, and the desk does not keep it. Give it to its owner over a safe way."
      secret={props.secret.secret}
      onClose={props.onClose}
    />
  )
}
