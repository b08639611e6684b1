/**
 * The machine's clock and its source of chance.
 *
 * @module
 */
import { randomBytes, randomFillSync } from 'node:crypto'
import { idsFrom, type Moment, type Randomness, type Surroundings } from '#desk/store'

/** A moment is written once, however many ask for it within its millisecond. */
let written = { at: Number.NaN, text: '' }

const moment: Moment = () => {
  const at = Date.now()
  if (at !== written.at) written = { at, text: new Date(at).toISOString() }
  return written.text
}

/** Random bytes that were fetched and not given away yet: many small requests are one. Each byte is given once. */
const STOCK = 4096
const stock = new Uint8Array(STOCK)
let given = STOCK

const randomness: Randomness = (bytes) => {
  if (bytes > STOCK) return randomBytes(bytes)
  if (given + bytes > STOCK) {
    randomFillSync(stock)
    given = 0
  }
  const fresh = stock.slice(given, given + bytes)
  stock.fill(0, given, given + bytes)
  given += bytes
  return fresh
}

/** The surroundings of a real process. */
export const realSurroundings: Surroundings = { moment, ids: idsFrom(moment, randomness), randomness }
