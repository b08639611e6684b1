import path from 'node:path'
import { realSurroundings } from '#adapters/clock'
import { localCna } from '#adapters/cve-services'
import { openVault } from '#adapters/vault'
import type { WorkRequest } from '#cli'
import { beginPolling } from '#desk/board'
import { ok, type Result } from '#fault'
import { sharedSandbox } from './desk-sandbox.ts'
import { openStorage } from './desk-storage.ts'
import type { Environment } from './environment.ts'
import { roomsOf } from './rooms.ts'
import { vaultOptions } from './vault-options.ts'

/** Runs jobs of the desk on a PostgreSQL database, which other processes serve. */
export async function workForDesk(
  { databaseUrl, data, crashed }: WorkRequest,
  environment: Environment,
  version: string,
): Promise<Result<{ close(): Promise<void> }>> {
  const vault = await openVault(vaultOptions(data, environment))
  if (!vault.ok) return vault
  const opened = await openStorage({ at: databaseUrl, backups: path.join(data, 'backups'), works: true, crashed })
  if (!opened.ok) return opened
  const storage = opened.value
  const { jobs, board } = roomsOf({
    database: storage.database,
    around: realSurroundings,
    data,
    environment,
    cna: localCna(environment, version),
    vault: vault.value,
    sandboxUrl: () => sharedSandbox(environment)?.url,
  })
  await storage.work(jobs)
  const polling = await beginPolling(board)
  if (polling.ok) return ok({ close: () => storage.close() })
  await storage.close()
  return polling
}
