import { diskSpools } from '#adapters/files'
import type { ArchivePorts } from '#desk/archive'

/** Archives of this machine, audited and planned for on its threads. */
export async function localArchives(): Promise<ArchivePorts> {
  const [{ archiveWriter, localArchive }, { auditThreads, planThreads }] = await Promise.all([
    import('#adapters/artifacts'),
    import('./archive-threads.ts'),
  ])
  return {
    reader: localArchive,
    writer: archiveWriter(),
    audits: auditThreads,
    plans: planThreads,
    spools: diskSpools(),
    askLog: async (url, hashes, progress) => (await import('#adapters/rekor')).retrieveEntries(url, hashes, progress),
  }
}
