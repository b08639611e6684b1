/** The TUF repository of Sigstore's public instance. */
export const PUBLIC_MIRROR = 'https://tuf-repo-cdn.sigstore.dev'

/** Whether a trusted root with this source is that of the public instance: it came with Steward, or from the instance's own repository. */
export function isPublicRoot(source: string): boolean {
  return source === 'embedded' || source === PUBLIC_MIRROR
}
