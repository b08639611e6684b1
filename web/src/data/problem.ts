/** One of several places that are wrong. */
interface Place {
  readonly code: string
  readonly detail: string
  readonly at?: string
  readonly hint?: string
}

/** The body of a refusal, `application/problem+json` (RFC 9457) with the fault's code. */
interface ProblemBody {
  readonly title?: string
  readonly status?: number
  readonly code?: string
  readonly detail?: string
  readonly hint?: string
  readonly at?: string
  readonly instance?: string
  readonly errors?: readonly Place[]
}

/** The desk could not be reached, or did not answer in its own words. */
const UNREACHED: ProblemBody = {
  code: 'NO_ANSWER',
  detail: 'the desk does not answer',
  hint: 'check that the server runs and that you are online; nothing you wrote is lost',
}

/** Why a request did not work. Thrown by {@link request}, because react-query takes failures as exceptions. */
export class Problem extends Error {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  readonly code: string
  readonly hint: string | undefined
  readonly at: string | undefined
  readonly instance: string | undefined
  /** Where in the body and what, for faults in more than one place. */
  readonly errors: readonly Place[]
  readonly body: unknown

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `the desk answered ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? `HTTP_${status}`
    this.hint = body.hint
    this.at = body.at
    this.instance = body.instance
    this.errors = body.errors ?? []
    this.body = body
  }

  /** The message as a sentence for a page. */
  get sentence(): string {
    const start = this.message.charAt(0).toUpperCase() + this.message.slice(1)
    return /[.?]$/u.test(start) ? start : `${start}.`
  }

  /** Whatever was thrown, as a problem. */
  static of(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    return new Problem(0, { code: 'PAGE_FAULT', detail, hint: 'this is a fault of the page: reload it, and report it' })
  }

  static unreached(): Problem {
    return new Problem(0, UNREACHED)
  }

  static async from(response: Response): Promise<Problem> {
    const type = response.headers.get('content-type') ?? ''
    if (!type.includes('json')) return new Problem(response.status, { title: response.statusText || 'no reason given' })
    try {
      return new Problem(response.status, (await response.json()) as ProblemBody)
    } catch {
      return new Problem(response.status, { title: 'the answer was cut off' })
    }
  }
}
