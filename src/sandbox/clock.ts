import { type Fault, fail, ok, type Result } from '#fault'

/** The sandbox's own time, which exercises may set. */
export class Clock {
  readonly #real: () => number
  #offset = 0 // milliseconds
  #fixed: number | undefined

  constructor(real: () => number) {
    this.#real = real
  }

  now(): Date {
    return new Date(this.#fixed ?? this.#real() + this.#offset)
  }

  /** Time stands still at `moment`. */
  fix(moment: Date): void {
    this.#fixed = moment.getTime()
  }

  /** From `moment` on, time runs as it does outside. */
  setTo(moment: Date): void {
    this.#fixed = undefined
    this.#offset = moment.getTime() - this.#real()
  }

  /** Later (or, with a negative number, earlier) by so many milliseconds; a clock that stands goes on standing. */
  advance(milliseconds: number): void {
    if (this.#fixed !== undefined) this.#fixed += milliseconds
    else this.#offset += milliseconds
  }

  /** Back to the time of the machine. */
  reset(): void {
    this.#fixed = undefined
    this.#offset = 0
  }
}

/** What `--clock` takes: `2030-02-20T09:00:00Z` runs from there, `=2030-02-20T09:00:00Z` stands there. */
export function setClock(clock: Clock, text: string): Result<void> {
  const stands = text.startsWith('=')
  const moment = readMoment(stands ? text.slice(1) : text)
  if (moment === undefined) return fail(clockMalformed(text))
  if (stands) clock.fix(moment)
  else clock.setTo(moment)
  return ok(undefined)
}

function clockMalformed(text: string): Fault {
  return {
    code: 'SANDBOX_CLOCK',
    kind: 'invalid',
    message: `cannot set the clock to ${JSON.stringify(text.slice(0, 60))}`,
    hint: 'as in 2030-02-20T09:00:00Z; with = before it, time stands still',
  }
}

/** Whether the calendar has that day: JavaScript takes the 30th of February for the 2nd of March. */
export function isDay(year = 0, month = 0, day = 0): boolean {
  const moment = new Date(Date.UTC(year, month - 1, day))
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
}

/** RFC 3339 with an offset or `Z`, or a date alone (midnight, UTC); four digits of year. */
export function readMoment(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?$/.test(text)) return undefined
  const moment = new Date(text)
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  return Number.isNaN(moment.getTime()) || !isDay(year, month, day) ? undefined : moment
}
