import { realSurroundings } from '#adapters/clock'
import { localCna } from '#adapters/cve-services'
import { openVault } from '#adapters/vault'
import type { WorkRequest } from '#cli'
import { ok, type Result } from '#fault'
import { openStorage } from './desk-storage.ts'
import { roomsOf } from './rooms.ts'
import { vaultOptions } from './vault-options.ts'

/** Runs jobs of the desk on a PostgreSQL database, which other processes serve. */
export async function workForDesk(
  { databaseUrl, data, crashed }: WorkRequest,
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): Promise<Result<{ close(): Promise<void> }>> {
  const vault = await openVault(vaultOptions(data, environment))
  if (!vault.ok) return vault
  const opened = await openStorage({ at: databaseUrl, works: true, crashed })
  if (!opened.ok) return opened
  const { jobs } = roomsOf({
    database: opened.value.database,
    around: realSurroundings,
    data,
    environment,
    cna: localCna(environment, version),
    vault: vault.value,
    // The sandbox of a desk runs beside the process that serves it.
    sandboxUrl: () => environment.STEWARD_SANDBOX_URL,
  })
  await opened.value.work(jobs)
  return ok({ close: () => opened.value.close() })
}
