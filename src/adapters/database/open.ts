import path from 'node:path'
import { type EventBus, type Store, StoreFailure, type Surroundings } from '#desk/store'
import { type Fault, fail, ok, type Result } from '#fault'
import { auditSealer } from './audit-sealer.ts'
import { type BackupSummary, writeBackup } from './backup.ts'
import { eventBus } from './event-bus.ts'
import { eventChannel } from './event-channel.ts'
import { writeFolder } from './folder-write.ts'
import type { Deliver } from './job.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/index.ts'
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
  /** Copies everything into a new file. */
  backUp(file: string): Promise<Result<BackupSummary>>
  /** Writes everything but sign-ins into a folder of files, for git. */
  exportTo(folder: string): Promise<Result<BackupSummary>>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A `postgres://` URL, or the path of a file, which is made when absent. */
  readonly at: string
  readonly around: Surroundings
  /** Hands new jobs to whoever delivers them; left out where the workers look for themselves, as on the embedded database. */
  readonly deliver?: Deliver
  /** Folder for the copy that is made before the schema of a desk is changed. Beside the file when left out, and needed for a server. */
  readonly backups?: string
  /** The schema to bring it to; that of this version when left out. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the database and brings its schema forward.
 *
 * Codes: those of {@link migrate} and of the store.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Result<Database>> {
  const { at, around, migrations } = options
  let transactions: Transactions | undefined
  try {
    transactions = await connect(at)
    const migrated = await migrate(transactions, around.moment(), () => backUpFirst(transactions!, options), migrations)
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

async function backUpFirst(
  transactions: Transactions,
  { at, around, backups }: DatabaseOptions,
): Promise<Result<void>> {
  const folder = backups ?? (isServer(at) ? undefined : path.join(path.dirname(at), 'backups'))
  if (folder === undefined) return fail(NO_BACKUP)
  const now = around.moment()
  const file = path.join(folder, `before-migration-${now.replaceAll(/[:.]/g, '-')}.backup`)
  const written = await writeBackup(transactions, file, now)
  return written.ok ? ok(undefined) : written
}

const NO_BACKUP: Fault<'MIGRATION_NO_BACKUP'> = {
  code: 'MIGRATION_NO_BACKUP',
  kind: 'conflict',
  message: 'the schema of the database must go forward, and there is no place for the backup before',
  hint: 'run `steward serve`, which keeps it in its data folder',
}

function opened(transactions: Transactions, { at, around, deliver }: DatabaseOptions): Database {
  const { dialect } = transactions
  const channel = isServer(at) ? eventChannel(at, around.ids(), (events) => bus.arrived(events)) : undefined
  const bus = eventBus((events) => channel?.send(events))
  const sealer = auditSealer(transactions.alone)
  const store = openStore(transactions, {
    dialect,
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
    backUp: (file) => writeBackup(transactions, file, around.moment()),
    exportTo: (folder) => writeFolder(transactions, folder),
    async close() {
      await sealer.stop()
      await channel?.close()
      await transactions.close()
    },
  }
}
