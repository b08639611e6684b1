import { encodeHex } from '#bytes'

/** The present: RFC 3339, UTC, with milliseconds, `2026-11-30T08:00:00.000Z`. */
export type Moment = () => string

/** A new identifier: UUIDv7, so that identifiers sort by the time they were made. */
export type Ids = () => string

/** That many random bytes, fit for keys. */
export type Randomness = (bytes: number) => Uint8Array

/** What of the world a use case needs besides its store. */
export interface Surroundings {
  readonly moment: Moment
  readonly ids: Ids
  readonly randomness: Randomness
}

/**
 * Identifiers from a clock and chance. Those of one millisecond count up, so that one maker's identifiers are in order.
 *
 * Source: RFC 9562, 5.7 and 6.2 method 1 (a counter of 12 bits in `rand_a`, started in its lower half).
 */
export function idsFrom(moment: Moment, randomness: Randomness): Ids {
  let last = 0
  let counter = 0
  return () => {
    const chance = randomness(10)
    const now = Date.parse(moment())
    if (now > last) {
      last = now
      counter = ((chance[8]! << 8) | chance[9]!) & 0x7ff
    } else if (counter === 0xfff) {
      last++
      counter = 0
    } else counter++
    const time = last.toString(16).padStart(12, '0')
    const count = counter.toString(16).padStart(3, '0')
    chance[0] = (chance[0]! & 0x3f) | 0x80
    const tail = encodeHex(chance, 0, 8)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}
