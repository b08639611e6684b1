/**
 * The command line that Sigstore's client conformance suite speaks, in the words of Steward's own commands: what the suite tests is
 * what people use. Source: sigstore-conformance, docs/cli_protocol.md.
 */

import { existsSync } from 'node:fs'
import { runCli } from '#cli'
import { stewardWords } from './conformance-words.ts'
import { localWorld } from './local-world.ts'

const words = stewardWords(process.argv.slice(2), existsSync)
if (words === undefined) {
  console.error('steward-conformance: expected verify-bundle or sign-bundle as the conformance suite writes them;')
  console.error('steward-conformance: --staging needs --trusted-root, since that root does not come with Steward')
  process.exitCode = 2
} else process.exitCode = await runCli(words, localWorld())
