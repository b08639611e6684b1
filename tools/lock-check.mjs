// `npm install` silently leaves out an optional package that the registry cannot give at that moment; `npm ci` then refuses
// the lock file everywhere else. This finds such holes, and addresses of a registry, before they are committed.
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
const faults = []
for (const [place, entry] of Object.entries(lock)) {
  if (entry.resolved !== undefined && !entry.link) faults.push(`${place} names an address: ${entry.resolved}`)
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (lock[`node_modules/${name}`] || lock[`${place}/node_modules/${name}`]) continue
    faults.push(
      `${place || 'the project'} wants ${name}@${entry.optionalDependencies[name]}, which the lock file lacks`,
    )
  }
}
if (faults.length > 0) {
  console.error(`package-lock.json is not whole:\n  ${faults.join('\n  ')}`)
  process.exit(1)
}
