import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** Where chance comes from. API keys are not here: they are never drawn from a seed. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** A version 4 UUID. */
  uuid(): string
}

/** The machine's own randomness. */
export const trueChance: Chance = { below: (limit) => randomInt(limit), uuid: () => randomUUID() }

/**
 * The same numbers for the same seed, so that an exercise can be repeated. A counter mixed as in SplitMix32: plenty for picking IDs
 * and injected faults, and not for secrets.
 */
export function seededChance(seed: number): Chance {
  let counter = seed >>> 0
  const next = (): number => {
    counter = (counter + 0x9e3779b9) >>> 0
    let mixed = counter
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const hex = (digits: number): string => Array.from({ length: digits }, () => (next() >>> 28).toString(16)).join('')
  return {
    below: (limit) => Math.floor((next() / 2 ** 32) * limit),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[next() >>> 30]}${hex(3)}-${hex(12)}`,
  }
}

/** An API key as CVE Services makes them: 36 hexadecimal digits. */
export function newApiKey(): string {
  return randomBytes(18).toString('hex')
}
