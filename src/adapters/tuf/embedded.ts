import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' }
import { type KeptRoot, PUBLIC_MIRROR } from '#desk/releases'

/** The trusted root of the public instance that came with Steward: in the package @sigstore/tuf, which Sigstore's developers keep. */
export function embeddedRoot(): KeptRoot {
  const { 'root.json': metadata, targets } = seeds[PUBLIC_MIRROR]
  const { signed } = JSON.parse(textOf(metadata)) as {
    readonly signed: { readonly version: number; readonly expires: string }
  }
  return {
    text: textOf(targets['trusted_root.json']),
    source: 'embedded',
    tufRoot: signed.version,
    expires: Date.parse(signed.expires),
  }
}

function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString()
}
