import { SERVICE_FLAGS, withOpenServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'

export const cnaCount: AnyCommand = command({
  name: 'cna count',
  summary: 'how many records the CVE List has',
  about: 'Counts the records of all organisations. Everybody may ask: no credentials are needed, and none are sent.',
  examples: [
    ['steward cna count --target production', 'all records'],
    ['steward cna count --state rejected --target production', 'those that are rejected'],
  ],
  flags: {
    state: { type: 'string', value: 'STATE', words: ['published', 'rejected'], about: 'records in this state' },
    ...SERVICE_FLAGS,
    ...COMMON_FLAGS,
  },
  run: ({ values }, world) =>
    withOpenServices(values, world, async ({ destination: { target, url }, records }, named) => {
      const state = values.state === undefined ? undefined : values.state === 'published' ? 'PUBLISHED' : 'REJECTED'
      const counted = await records.count(state)
      if (!counted.ok) return reportFault(counted.fault, values.json, world)
      const { out } = world.terminal
      if (values.json)
        out(JSON.stringify({ target: { name: target, url, named }, state: state ?? null, count: counted.value }))
      else out(counted.value.toLocaleString('en-US'))
      return EXIT.done
    }),
})
