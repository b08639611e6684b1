import type { JsonObject } from '#json'

/** A container for an example: its one product has these entries, and is unaffected otherwise. */
export function affecting(...versions: readonly JsonObject[]): JsonObject {
  const names = { vendor: 'Lantern Software Foundation', product: 'lantern' }
  return { affected: [{ ...names, defaultStatus: 'unaffected', versions }] }
}
