/**
 * The machine's clock and its source of chance.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { idsFrom, type Moment, type Randomness, type Surroundings } from '#desk/store'

const moment: Moment = () => new Date().toISOString()
const randomness: Randomness = (bytes) => randomBytes(bytes)

/** The surroundings of a real process. */
export const realSurroundings: Surroundings = { moment, ids: idsFrom(moment, randomness), randomness }
