import { cpe23 } from './cpe.ts'
import { type Definition, flag, list, object, word } from './definition.ts'
import { uuid } from './identifiers.ts'
import { version } from './versions.ts'

const match: Definition = object('a CPE match', {
  required: { vulnerable: flag, criteria: cpe23 },
  optional: {
    matchCriteriaId: uuid,
    versionStartExcluding: version,
    versionStartIncluding: version,
    versionEndExcluding: version,
    versionEndIncluding: version,
  },
})

// Neither of the next two is said to be an object, or to have no other fields: `cpe_node`, `cpeApplicabilityElement`.
const node: Definition = object(
  'a CPE node',
  { required: { operator: word('AND', 'OR'), cpeMatch: list(match) }, optional: { negate: flag } },
  { others: 'any', passesOthers: true },
)

const element: Definition = object(
  'an element of the CPE applicability',
  { required: { nodes: list(node) }, optional: { operator: word('AND', 'OR'), negate: flag } },
  { others: 'any', passesOthers: true },
)

/** Which configurations are vulnerable, in CPE names. Source: `cpeApplicability`. */
export const cpeApplicability: Definition = list(element)
