import path from 'node:path'
import type { Files } from '#desk'
import type { KeptRoot, TrustedRoots } from '#desk/releases'
import { ok, type Result } from '#fault'
import { embeddedRoot } from './embedded.ts'
import { keptRootText, parseKeptRoot } from './kept-root.ts'

/** Bytes of a trusted root that is kept; today's are below 10 KB. */
const LIMIT = 4 * 1024 * 1024

/** Trusted roots, with the refreshed one kept in `folder`. `now` gives milliseconds since 1970. */
export function localTrustedRoots(folder: string, files: Files, now: () => number): TrustedRoots {
  return {
    current: () => currentRoot(folder, files),
    async fetch(repository) {
      // Loaded when it is wanted: nobody who verifies pays for a client of the network.
      const { fetchTrustedRoot } = await import('./fetch-root.ts')
      return fetchTrustedRoot(repository, path.join(folder, 'tuf'), now())
    },
    keep: (root) => files.write(keptIn(folder), keptRootText(root)),
  }
}

/** The root that was refreshed last and is kept in `folder`, or the one that came with Steward. */
export async function currentRoot(folder: string, files: Files): Promise<Result<KeptRoot>> {
  const kept = keptIn(folder)
  if (!(await files.exists(kept))) return ok(embeddedRoot())
  const text = await files.read(kept, LIMIT)
  return text.ok ? parseKeptRoot(kept, text.value) : text
}

function keptIn(folder: string): string {
  return path.join(folder, 'trusted-root.json')
}
