import { type Definition, object, someOf, text } from './definition.ts'

const relation: Definition = object('a taxonomy relation', {
  required: {
    taxonomyId: text({ min: 1, max: 2048 }),
    relationshipName: text({ min: 1, max: 128 }),
    relationshipValue: text({ min: 1, max: 2048 }),
  },
})

/** Where it stands in catalogues other than CWE and CAPEC. Source: `taxonomyMappings`. */
export const taxonomyMappings: Definition = someOf(
  object('a taxonomy mapping', {
    required: { taxonomyName: text({ min: 1, max: 128 }), taxonomyRelations: someOf(relation) },
    optional: { taxonomyVersion: text({ min: 1, max: 128 }) },
  }),
)
