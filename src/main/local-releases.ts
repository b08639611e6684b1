import { localFiles } from '#adapters/files'
import type { ReleasePorts } from '#desk/releases'
import { trustFolder } from './trust-folder.ts'

/** Released files and trusted roots of this machine; what is refreshed is kept where the system keeps data of programs. */
export async function localReleases(): Promise<ReleasePorts> {
  const [{ readArtifact }, { localTrustedRoots }] = await Promise.all([
    import('#adapters/artifacts'),
    import('#adapters/tuf'),
  ])
  return {
    artifact: readArtifact,
    roots: localTrustedRoots(trustFolder(), localFiles, Date.now),
    signing: async () => (await import('#adapters/signing')).localSigning(Date.now),
  }
}
