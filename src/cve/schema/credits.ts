import { CREDIT_TYPES } from '#vulnerability'
import { type Definition, object, someOf, word } from './definition.ts'
import { uuid } from './identifiers.ts'
import { language, prose } from './prose.ts'

const role: Definition = word(...CREDIT_TYPES)

/** Who took part. Source: `credits`. */
export const credits: Definition = someOf(
  object('a credit', { required: { lang: language, value: prose }, optional: { user: uuid, type: role } }),
)
