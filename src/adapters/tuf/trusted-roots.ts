import path from 'node:path'
import type { Files } from '#desk'
import type { TrustedRoots } from '#desk/releases'
import { ok } from '#fault'
import { embeddedRoot } from './embedded.ts'
import { keptRootText, parseKeptRoot } from './kept-root.ts'

/** Bytes of a trusted root that is kept; today's are below 10 KB. */
const LIMIT = 4 * 1024 * 1024

/** Trusted roots, with the refreshed one kept in `folder`. `now` gives milliseconds since 1970. */
export function localTrustedRoots(folder: string, files: Files, now: () => number): TrustedRoots {
  const kept = path.join(folder, 'trusted-root.json')
  return {
    async current() {
      if (!(await files.exists(kept))) return ok(embeddedRoot())
      const text = await files.read(kept, LIMIT)
      return text.ok ? parseKeptRoot(kept, text.value) : text
    },
    async fetch(repository) {
      // Loaded when it is wanted: nobody who verifies pays for a client of the network.
      const { fetchTrustedRoot } = await import('./fetch-root.ts')
      return fetchTrustedRoot(repository, path.join(folder, 'tuf'), now())
    },
    keep: (root) => files.write(kept, keptRootText(root)),
  }
}
