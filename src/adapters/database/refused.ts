import type { Result } from '#fault'

/** Carries a fault through a transaction, so that it rolls back. */
export class Refused extends Error {
  readonly result: Result<never>

  constructor(result: Result<never>) {
    super('rolled back')
    this.result = result
  }
}

/** The fault that somebody else's change came before this one: another run sees it. */
export class Outrun extends Refused {}
