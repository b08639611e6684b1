import { type Definition, object, someOf, word } from './definition.ts'
import { uuid } from './identifiers.ts'
import { language, prose } from './prose.ts'

const role: Definition = word(
  'finder',
  'reporter',
  'analyst',
  'coordinator',
  'remediation developer',
  'remediation reviewer',
  'remediation verifier',
  'tool',
  'sponsor',
  'other',
)

/** Who took part. Source: `credits`. */
export const credits: Definition = someOf(
  object('a credit', { required: { lang: language, value: prose }, optional: { user: uuid, type: role } }),
)
