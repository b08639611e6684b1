import { PUBLISH_FLAGS, runPublication } from '../cna-publish.ts'
import { withServices } from '../cna-session.ts'
import { type AnyCommand, command } from '../command.ts'

export const cnaUpdate: AnyCommand = command({
  name: 'cna update',
  summary: 'update published CVE records, and create none',
  operands: { text: 'FILE|DIR|ID...', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Like `steward cna publish`, for records that are published already: an ID that is only reserved, or rejected, is a fault.',
  examples: [
    ['steward cna update --dry-run records/', 'what would change for readers'],
    ['steward cna update --journal done.jsonl records/', 'many records; --resume done.jsonl goes on after a failure'],
  ],
  flags: PUBLISH_FLAGS,
  run: ({ values, operands }, world) =>
    withServices(values, world, (services, named) =>
      runPublication({ command: 'update', services, named, values, revive: false, operands }, world),
    ),
})
