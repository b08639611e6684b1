import { parseArgs } from 'node:util'

/** Flags of the suite's protocol, and the flags of `steward release verify` or `sign` that mean the same. */
const FLAGS: Readonly<Record<string, string>> = {
  bundle: 'bundle',
  'certificate-identity': 'identity',
  'certificate-oidc-issuer': 'issuer',
  key: 'key',
  'trusted-root': 'trusted-root',
  'signing-config': 'signing-config',
  'identity-token': 'identity-token',
}

/** `--staging` says no more than which trusted root is meant, and that root has to be given: it does not come with Steward. */
const SWITCHES: Readonly<Record<string, string | undefined>> = { staging: undefined, 'in-toto': 'statement' }

/** The words of Steward for a command line of the suite; undefined for what is none. `exists` tells a file from a digest. */
export function stewardWords(
  given: readonly string[],
  exists: (path: string) => boolean,
): readonly string[] | undefined {
  const [command, ...rest] = given
  if (command !== 'verify-bundle' && command !== 'sign-bundle') return undefined
  const options = {
    ...Object.fromEntries(Object.keys(FLAGS).map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(Object.keys(SWITCHES).map((name) => [name, { type: 'boolean' as const }])),
  }
  const { values, positionals, tokens } = parseArgs({
    args: rest,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const isKnown = tokens.every((token) => token.kind !== 'option' || Object.hasOwn(options, token.name))
  const [artifact, ...more] = positionals
  if (!isKnown || artifact === undefined || more.length > 0) return undefined
  if (values.staging === true && values['trusted-root'] === undefined) return undefined
  const flags = Object.entries(values).flatMap(([name, value]) => {
    if (typeof value === 'string') return [`--${FLAGS[name]}=${value}`]
    const flag = SWITCHES[name]
    return flag === undefined ? [] : [`--${flag}`]
  })
  if (command === 'sign-bundle') return ['release', 'sign', ...flags, '--', artifact]
  // What looks like a digest and is no file is one.
  const isDigest = /^sha256:[0-9a-fA-F]{64}$/.test(artifact) && !exists(artifact)
  return ['release', 'verify', ...flags, ...(isDigest ? [`--digest=${artifact}`] : ['--', artifact])]
}
