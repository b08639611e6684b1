import path from 'node:path'
import type { VaultOptions } from '#adapters/vault'

/** The key of the vault: `STEWARD_SECRET_KEY`, which several processes must share, or a file in the data folder. */
export function vaultOptions(
  data: string,
  { STEWARD_SECRET_KEY: key }: Readonly<Record<string, string | undefined>>,
): VaultOptions {
  return { file: path.join(data, 'secret.key'), ...(key !== undefined && { key }) }
}
