import { PUBLISH_FLAGS, runPublication } from '../cna-publish.ts'
import { withServices } from '../cna-session.ts'
import { type AnyCommand, command } from '../command.ts'

export const cnaPublish: AnyCommand = command({
  name: 'cna publish',
  summary: 'publish CVE records, or update those that are published',
  operands: { text: 'FILE|DIR|ID...', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Takes records, containers of a CNA, folders of them, or identifiers of the project around the folder, and asks CVE Services what each needs: a new record, an update, or nothing where the meaning is the same. --dry-run shows the difference in meaning. A record must fit the schema, and is not sent while a rule finds an error in it that is not waived with a reason. What is under embargo goes to a sandbox only. More in docs/cve-services.md.',
  examples: [
    ['steward cna publish --dry-run CVE-2030-1001.json', 'what would change for a reader'],
    ['steward cna publish LSF-2030-4 --confirm CVE-2030-1001', 'the record of the facts, in production'],
  ],
  flags: { ...PUBLISH_FLAGS, revive: { type: 'boolean', about: 'publish also IDs that are rejected' } },
  run: ({ values, operands }, world) =>
    withServices(values, world, (services, named) =>
      runPublication({ command: 'publish', services, named, values, revive: values.revive, operands }, world),
    ),
})
