import { type EventBus, type Store, StoreFailure, type Surroundings } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { auditSealer } from './audit-sealer.ts'
import { eventBus } from './event-bus.ts'
import { eventChannel } from './event-channel.ts'
import type { Deliver } from './job.ts'
import { migrate } from './migrate.ts'
import type { Tx } from './repositories.ts'
import { openStore } from './store.ts'
import { storeFault } from './store-fault.ts'
import type { Dialect } from './tables.ts'
import { connect, isServer, type Transactions } from './transactions.ts'

/** The desk's database, open and brought up to date. */
export interface Database {
  readonly dialect: Dialect
  readonly store: Store<Tx>
  /** Events of this process and of the others on the same database. */
  readonly bus: EventBus
  /** Puts every entry of the audit log in its place in the chain; that happens by itself soon after each change. */
  sealAudit(): Promise<Result<void>>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A `postgres://` URL, or the path of a file, which is made when absent. */
  readonly at: string
  readonly around: Surroundings
  /** Hands new jobs to whoever delivers them; left out where the workers look for themselves, as on the embedded database. */
  readonly deliver?: Deliver
}

/**
 * Opens the database and brings its schema forward.
 *
 * Codes: those of {@link migrate} and of the store.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Result<Database>> {
  const { at, around } = options
  let transactions: Transactions | undefined
  try {
    transactions = await connect(at)
    const migrated = await migrate(transactions, around.moment(), async () => ok(undefined))
    if (migrated.ok) return ok(opened(transactions, options))
    await transactions.close()
    return migrated
  } catch (cause) {
    await transactions?.close()
    const fault = cause instanceof StoreFailure ? cause.fault : storeFault(cause)
    if (fault === undefined) throw cause
    return fail({ ...fault, ...(!isServer(at) && { place: { source: at } }) })
  }
}

function opened(transactions: Transactions, { at, around, deliver }: DatabaseOptions): Database {
  const { dialect } = transactions
  const channel = isServer(at) ? eventChannel(at, around.ids(), (events) => bus.arrived(events)) : undefined
  const bus = eventBus((events) => channel?.send(events))
  const sealer = auditSealer(transactions.alone)
  const store = openStore(transactions, {
    around,
    deliver: deliver ?? (async () => undefined),
    afterwards({ events, auditEntries }) {
      bus.publish(events)
      if (auditEntries > 0) sealer.soon()
    },
  })
  // What a process that was killed left behind.
  sealer.soon()
  return {
    dialect,
    store,
    bus,
    sealAudit: () => sealer.now(),
    async close() {
      await sealer.stop()
      await channel?.close()
      await transactions.close()
    },
  }
}
