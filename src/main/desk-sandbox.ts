import { ok, type Result } from '#fault'
import { startSandbox } from '#sandbox'

/** The CNA of the sandbox that comes with a desk, and its administrator. Known to everybody: nothing that is done there reaches anybody. */
export const SANDBOX_CNA = { org: 'example-cna', user: 'admin@cna.example', key: 'sandbox-of-this-desk' } as const

/** CVE Services to rehearse with. */
export interface DeskSandbox {
  /** Where they answer; undefined where the desk has none. */
  readonly url?: string
  close(): Promise<void>
}

/** A sandbox in this process; what is done there is kept in `state`. */
export async function deskSandbox(
  state: string,
  crashed: (cause: unknown, request: string) => void,
): Promise<Result<Required<DeskSandbox>>> {
  return await startSandbox({ ...SANDBOX_CNA, state, crashed: (cause) => crashed(cause, 'of the sandbox') })
}

/**
 * A sandbox that runs by itself, which all processes of a desk speak to (`STEWARD_SANDBOX_URL`); undefined where none is named. Where
 * it may be is held against the rules of targets at each use.
 */
export function sharedSandbox(environment: Readonly<Record<string, string | undefined>>): DeskSandbox | undefined {
  const url = environment.STEWARD_SANDBOX_URL
  return url === undefined || url === '' ? undefined : { url, close: async () => undefined }
}

/**
 * The sandbox of a process that serves: the shared one, or else one of its own. A process that leaves jobs to workers starts none,
 * since they could not know where it is.
 */
export async function sandboxToServe(
  environment: Readonly<Record<string, string | undefined>>,
  works: boolean,
  state: string,
  crashed: (cause: unknown, request: string) => void,
): Promise<Result<DeskSandbox>> {
  const shared = sharedSandbox(environment)
  if (shared !== undefined) return ok(shared)
  return works ? await deskSandbox(state, crashed) : ok({ close: async () => undefined })
}
