import { diskSpools } from '#adapters/files'
import type { ArchivePorts } from '#desk/archive'

/** Archives of this machine, audited on its threads. */
export async function localArchives(): Promise<ArchivePorts> {
  const [{ archiveWriter, localArchive }, { auditThreads }] = await Promise.all([
    import('#adapters/artifacts'),
    import('./audit-threads.ts'),
  ])
  return {
    reader: localArchive,
    writer: archiveWriter(),
    audits: auditThreads,
    spools: diskSpools(),
    askLog: async (url, hashes, progress) => (await import('#adapters/rekor')).retrieveEntries(url, hashes, progress),
  }
}
