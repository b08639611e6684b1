/** Every benchmark: ratios against git, or limits, measured in this one run. `npm run bench` */
import { existsSync } from 'node:fs'
import { auditing } from './audit.ts'
import { auditMemory } from './audit-memory.ts'
import { validation } from './cve-schema.ts'
import { printFigures } from './figures.ts'
import { againstGit, growth, memory } from './history.ts'
import { linting } from './lint.ts'
import { verifying } from './sigstore.ts'
import { wholeStatus } from './status.ts'

const curl = new URL('../../shared/data/curl/', import.meta.url)
const figures = [
  ...(existsSync(curl) ? [...(await againstGit()), ...wholeStatus()] : []),
  ...memory(),
  ...(await growth()),
  ...(existsSync(curl) ? [...validation(), ...linting(), ...(await verifying())] : []),
  ...(await auditing()),
  ...auditMemory(),
]
if (!existsSync(curl)) console.log('no ../shared/data/curl: git, Ajv and cvelint were not measured against')
process.stdout.write(printFigures(figures))
const missed = figures.filter(
  ({ value, atLeast, atMost }) =>
    (atLeast !== undefined && value < atLeast) || (atMost !== undefined && value > atMost),
)
process.exitCode = missed.length > 0 ? 1 : 0
