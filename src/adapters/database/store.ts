import { type Store, StoreFailure } from '#desk/store'
import { fail, type Result } from '#fault'
import { Outrun, Refused } from './refused.ts'
import { type Aftermath, type Ground, repositories, type Tx } from './repositories.ts'
import { storeFault } from './store-fault.ts'
import type { Run, Transactions } from './transactions.ts'

export interface StoreOptions extends Ground {
  /** Told after each change that is on the disk what it left to be done. */
  readonly afterwards: (after: Aftermath) => void
}

export function openStore(transactions: Transactions, { afterwards, ...ground }: StoreOptions): Store<Tx> {
  async function reading<T>(run: Run, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await run((db) => work(repositories(db, ground, nothingYet())))
    } catch (cause) {
      const fault = storeFault(cause)
      throw fault === undefined ? cause : new StoreFailure(fault, cause)
    }
  }

  /** A fault with the code `again` means that another run may well succeed. */
  async function writing<T>(run: Run, work: (tx: Tx) => Promise<Result<T>>, again?: string): Promise<Result<T>> {
    try {
      const { result, after } = await run(async (db) => {
        const after = nothingYet()
        const result = await work(repositories(db, ground, after))
        if (!result.ok) throw result.fault.code === again ? new Outrun(result) : new Refused(result)
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
  }

  return {
    read: (work) => reading(transactions.read, work),
    ask: (work) => reading(transactions.ask, work),

    write: (work) => writing(transactions.write, work),
    writeIfUnchanged: (work) => writing(transactions.ifUnchanged, work, 'VERSION_STALE'),
  }
}

function nothingYet(): Aftermath {
  return { events: [], auditEntries: 0 }
}
