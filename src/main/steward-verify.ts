/** `steward release verify` as a program of its own, small enough to stand in one file. */

import { readArtifact } from '#adapters/artifacts'
import { localFiles } from '#adapters/files'
import { currentRoot } from '#adapters/tuf'
import { runVerify } from '#cli'
import { localTerminal } from './local-terminal.ts'
import { trustFolder } from './trust-folder.ts'

// No `await` here: the program is also built as a CommonJS file, which Node starts faster.
void runVerify(process.argv.slice(2), {
  folder: process.cwd(),
  now: () => new Date(),
  files: localFiles,
  terminal: localTerminal(),
  releases: async () => ({ artifact: readArtifact, roots: { current: () => currentRoot(trustFolder(), localFiles) } }),
}).then((code) => {
  process.exitCode = code
})
