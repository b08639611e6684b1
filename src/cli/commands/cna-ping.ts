import { SERVICE_FLAGS, withOpenServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'

export const cnaPing: AnyCommand = command({
  name: 'cna ping',
  summary: 'whether CVE Services answer',
  about: 'Asks for their health. No credentials are needed, and none are sent.',
  examples: [
    ['steward cna ping', 'the test instance, or what the environment names'],
    ['steward cna ping --target production', 'production'],
  ],
  flags: { ...SERVICE_FLAGS, ...COMMON_FLAGS },
  run: ({ values }, world) =>
    withOpenServices(values, world, async ({ destination: { target, url }, health }, named) => {
      const well = await health()
      if (!well.ok) return reportFault(well.fault, values.json, world)
      const { out } = world.terminal
      if (values.json) out(JSON.stringify({ target: { name: target, url, named }, well: true }))
      else if (!values.quiet) out(`${target}, ${url}: well`)
      return EXIT.done
    }),
})
