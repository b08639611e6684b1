import { showQuota } from '../cna-quota.ts'
import { SERVICE_FLAGS, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command } from '../command.ts'

export const cnaQuota: AnyCommand = command({
  name: 'cna quota',
  summary: 'how many CVE IDs can still be reserved',
  about:
    'The limit is the number of IDs that your organisation may have reserved at the same time, of all years. Publishing and rejecting make room.',
  examples: [
    ['steward cna quota', 'limit, reserved, available'],
    ['steward cna quota --target production', 'in production'],
  ],
  flags: { ...SERVICE_FLAGS, ...COMMON_FLAGS },
  run: ({ values }, world) =>
    withServices(values, world, (services, named) =>
      showQuota(services, named, services.speaker.org, values.json, world),
    ),
})
