import { nonEmpty, object, oneOf, type Shape } from '#json'
import type { Address } from './target.ts'

/** A target with its URL, as files have it. */
export const address: Shape<Address> = object({ target: oneOf('sandbox', 'test', 'production'), url: nonEmpty })
