import { type Definition, object, someOf, text } from './definition.ts'
import { capecId, cweId } from './identifiers.ts'
import { descriptions, language, prose } from './prose.ts'
import { references } from './references.ts'

const problem: Definition = object('a description of a problem type', {
  required: { lang: language, description: prose },
  optional: { cweId, type: text({ min: 1, max: 128 }), references },
})

/** What kind of mistake it is. Source: `problemTypes`. */
export const problemTypes: Definition = someOf(
  object('a problem type', { required: { descriptions: someOf(problem) } }),
)

/** What an attacker can reach. Source: `impacts`. */
export const impacts: Definition = someOf(object('an impact', { required: { descriptions }, optional: { capecId } }))
