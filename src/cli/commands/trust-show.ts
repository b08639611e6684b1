import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { policyLines, policyNotes } from '../policy-text.ts'
import { readPolicyFile } from '../trust-files.ts'

export const trustShow: AnyCommand = command({
  name: 'trust show',
  summary: 'show a trust policy and its digest',
  operands: { text: 'POLICY', min: 1, max: 1 },
  about:
    'Reads a policy, checks it whole, and shows who signs what, who may change it, and the digest that names it. Nothing is verified: `steward trust verify` says whether it is the one to trust.',
  examples: [
    ['steward trust show lantern.trust.json', 'who signs what'],
    ['steward trust show --json lantern.trust.json', 'the policy and its digest for a program'],
  ],
  flags: COMMON_FLAGS,
  async run({ values, operands }, world) {
    const read = await readPolicyFile(world, operands[0] ?? '')
    if (!read.ok) return reportFault(read.fault, values.json, world)
    const { json, digest, policy } = read.value
    if (values.json) world.terminal.out(JSON.stringify({ policy: json, digest }))
    else {
      for (const line of policyLines(read.value, inkOf(world.terminal))) world.terminal.out(line)
      for (const note of values.quiet ? [] : policyNotes(policy)) world.terminal.out(`note: ${note}`)
    }
    return EXIT.done
  },
})
