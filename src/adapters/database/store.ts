import { type Store, StoreFailure, type Surroundings } from '#desk/store'
import { fail, type Result } from '#fault'
import type { Deliver } from './job.ts'
import { type Aftermath, repositories, type Tx } from './repositories.ts'
import { storeFault } from './store-fault.ts'
import type { Run, Transactions } from './transactions.ts'

export interface StoreOptions {
  readonly around: Surroundings
  readonly deliver: Deliver
  /** Told after each change that is on the disk what it left to be done. */
  readonly afterwards: (after: Aftermath) => void
}

/** Carries a fault through the transaction, so that it rolls back. */
class Refused extends Error {
  readonly result: Result<never>

  constructor(result: Result<never>) {
    super('rolled back')
    this.result = result
  }
}

export function openStore(transactions: Transactions, { around, deliver, afterwards }: StoreOptions): Store<Tx> {
  async function reading<T>(run: Run, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await run((db) => work(repositories(db, around, deliver, nothingYet())))
    } catch (cause) {
      const fault = storeFault(cause)
      throw fault === undefined ? cause : new StoreFailure(fault, cause)
    }
  }

  return {
    read: (work) => reading(transactions.read, work),
    ask: (work) => reading(transactions.ask, work),

    async write(work) {
      try {
        const { result, after } = await transactions.write(async (db) => {
          const after = nothingYet()
          const result = await work(repositories(db, around, deliver, after))
          if (!result.ok) throw new Refused(result)
          return { result, after }
        })
        afterwards(after)
        return result
      } catch (cause) {
        if (cause instanceof Refused) return cause.result
        const fault = storeFault(cause)
        if (fault === undefined) throw cause
        return fail(fault)
      }
    },
  }
}

function nothingYet(): Aftermath {
  return { events: [], auditEntries: 0 }
}
