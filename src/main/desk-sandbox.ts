import type { Result } from '#fault'
import { type Sandbox, startSandbox } from '#sandbox'

/** The CNA of the sandbox that comes with a desk, and its administrator. Known to everybody: nothing that is done there reaches anybody. */
export const SANDBOX_CNA = { org: 'example-cna', user: 'admin@cna.example', key: 'sandbox-of-this-desk' } as const

/** CVE Services to rehearse with, in this process; what is done there is kept in `state`. */
export function deskSandbox(
  state: string,
  crashed: (cause: unknown, request: string) => void,
): Promise<Result<Sandbox>> {
  return startSandbox({ ...SANDBOX_CNA, state, crashed: (cause) => crashed(cause, 'of the sandbox') })
}
