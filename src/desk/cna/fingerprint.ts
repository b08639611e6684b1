import { encodeHex } from '#bytes'
import type { Json } from '#json'

/** SHA-256 of a value's JSON, hexadecimal: says whether what was sent then is what would be sent now. */
export async function fingerprint(value: Json): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return encodeHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}
