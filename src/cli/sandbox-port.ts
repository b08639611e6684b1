import type { Result } from '#fault'

/** What the sandbox needs to know to start. */
export interface SandboxRequest {
  readonly org: string
  readonly user: string
  readonly key?: string
  readonly adp?: string
  readonly host?: string
  readonly port: number
  /** Absolute path of the file that keeps the state. */
  readonly state?: string
  readonly seed?: { readonly source: string; readonly text: string }
  readonly fault?: string
  readonly clock?: string
  readonly years: readonly string[]
  readonly randomSeed?: number
  readonly allErrors: boolean
  readonly seen: (request: SeenRequest) => void
  /** A mistake of the sandbox itself: its client got a 500. */
  readonly crashed: (cause: unknown) => void
}

/** One request that the sandbox answered, or did not answer on purpose. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly status: number | undefined
  readonly milliseconds: number
}

export interface RunningSandbox {
  /** Where its API is, with a slash at the end. */
  readonly url: string
  /** The administrator's key; undefined when the state has one that was not given now. */
  readonly key: string | undefined
  close(): Promise<void>
}

/** A server that behaves as CVE Services do. */
export interface SandboxPort {
  start(request: SandboxRequest): Promise<Result<RunningSandbox>>
  /** Resolves when the program is asked to end. */
  interrupted(): Promise<void>
}
