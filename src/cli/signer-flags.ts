import path from 'node:path'
import { fail, from, type Result } from '#fault'
import { type EvidenceLevel, identityPolicy, keyPolicy, type Policy, readPublicKeyPem } from '#sigstore'
import type { CommandWorld } from './command.ts'
import type { Values } from './flags.ts'

/** Flags that say who may have signed, and how much evidence is asked for. */
export const SIGNER_FLAGS = {
  identity: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    about: 'the address or URI that may sign (repeat for more)',
  },
  issuer: {
    type: 'string',
    multiple: true,
    value: 'URL',
    about: 'who vouches for it: one for all identities, or one for each in their order',
  },
  key: { type: 'string', value: 'FILE', about: 'the public key that may sign, in PEM' },
  evidence: {
    type: 'string',
    value: 'LEVEL',
    words: ['promise', 'proof', 'proof+timestamp'],
    about: 'the least evidence for the time of signing (promise)',
  },
  fresh: { type: 'boolean', about: 'demand a trusted root whose metadata has not expired' },
} as const

/** Bytes of a file with a key. */
const KEY_LIMIT = 64 * 1024

/** The policy that the flags say; saying nothing is a fault, for then anybody could have signed. */
export async function policyFrom(values: Values<typeof SIGNER_FLAGS>, world: CommandWorld): Promise<Result<Policy>> {
  const demands = { evidence: (values.evidence ?? 'promise') as EvidenceLevel, fresh: values.fresh }
  if (values.key !== undefined) {
    if (values.identity.length + values.issuer.length > 0) return usage('give --key or --identity, not both')
    const file = path.resolve(world.folder, values.key)
    const text = await world.files.read(file, KEY_LIMIT)
    if (!text.ok) return text
    const key = readPublicKeyPem(text.value)
    return key.ok ? { ok: true, value: keyPolicy(key.value, demands) } : fail(from(values.key, key.fault))
  }
  const { identity: identities, issuer: issuers } = values
  if (issuers.length > 1 && issuers.length !== identities.length) {
    return usage(`there are ${issuers.length} issuers for ${identities.length} identities`)
  }
  const rules = identities.map((identity, i) => ({
    identity,
    issuer: (issuers.length === 1 ? issuers[0] : issuers[i]) ?? '',
  }))
  return identityPolicy(rules, demands)
}

function usage(detail: string): Result<never, 'USAGE_SIGNER'> {
  return fail({
    code: 'USAGE_SIGNER',
    kind: 'invalid',
    message: `cannot tell who may sign: ${detail}`,
    hint: 'each --identity has its --issuer',
  })
}
