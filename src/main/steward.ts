/** The program: the real world joined to the command line. */

import { runCli } from '#cli'
import { localWorld } from './local-world.ts'

process.exitCode = await runCli(process.argv.slice(2), localWorld())
