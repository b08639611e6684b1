import { setTimeout as delay } from 'node:timers/promises'
import { type Store, StoreFailure, type Surroundings } from '#desk/store'
import { fail, type Result } from '#fault'
import { type Aftermath, type Deliver, repositories, type Tx } from './repositories.ts'
import { isPassing, storeFault } from './store-fault.ts'
import type { Queries } from './tables.ts'

/** Times that a transaction is run again after it met another one. */
const ATTEMPTS = 12

/** Transactions on one of the two databases: `read` and `write` run one, and reject when it fails. */
export interface Transactions {
  read<T>(work: (db: Queries) => Promise<T>): Promise<T>
  write<T>(work: (db: Queries) => Promise<T>): Promise<T>
}

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
  return {
    async read(work) {
      try {
        return await transactions.read((db) => work(repositories(db, around, deliver, nothingYet())))
      } catch (cause) {
        const fault = storeFault(cause)
        throw fault === undefined ? cause : new StoreFailure(fault, cause)
      }
    },

    async write(work) {
      for (let attempt = 1; ; attempt++) {
        const after = nothingYet()
        try {
          const result = await transactions.write(async (db) => {
            const done = await work(repositories(db, around, deliver, after))
            if (!done.ok) throw new Refused(done)
            return done
          })
          afterwards(after)
          return result
        } catch (cause) {
          if (cause instanceof Refused) return cause.result
          if (isPassing(cause) && attempt < ATTEMPTS) {
            await delay(Math.random() * 4 * attempt)
            continue
          }
          const fault = storeFault(cause)
          if (fault === undefined) throw cause
          return fail(fault)
        }
      }
    },
  }
}

function nothingYet(): Aftermath {
  return { events: [], auditEntries: 0, jobs: 0 }
}
