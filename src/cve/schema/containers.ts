import { cpeApplicability } from './cpe-applicability.ts'
import { credits } from './credits.ts'
import { type Definition, type Fields, object, someOf, tag, text } from './definition.ts'
import { cveId, shortName, uuid } from './identifiers.ts'
import { metrics } from './metrics.ts'
import { impacts, problemTypes } from './problem-types.ts'
import { affected } from './product.ts'
import { descriptions, remarks } from './prose.ts'
import { references } from './references.ts'
import { taxonomyMappings } from './taxonomy-mappings.ts'
import { timeline } from './timeline.ts'
import { timestamp } from './timestamp.ts'

const providerMetadata: Definition = object('the provider metadata', {
  required: { orgId: uuid },
  optional: { shortName, dateUpdated: timestamp },
})

const title: Definition = text({ min: 1, max: 256 })

/** What a CNA and an ADP may say in the same way. */
const FINDINGS: Fields = {
  datePublic: timestamp,
  title,
  cpeApplicability,
  problemTypes,
  impacts,
  metrics,
  configurations: remarks,
  workarounds: remarks,
  solutions: remarks,
  exploits: remarks,
  timeline,
  credits,
  source: object('the source', {}, { others: 'any', min: 1 }),
  taxonomyMappings,
}

/** Source: `cnaPublishedContainer`. */
export const cnaPublishedContainer: Definition = object(
  'the CNA container',
  {
    required: { providerMetadata, descriptions, affected, references },
    optional: {
      ...FINDINGS,
      dateAssigned: timestamp,
      tags: someOf(tag('unsupported-when-assigned', 'exclusively-hosted-service', 'disputed')),
    },
  },
  { others: 'extensions' },
)

/** Source: `cnaRejectedContainer`. */
export const cnaRejectedContainer: Definition = object(
  'the CNA container of a rejected record',
  { required: { providerMetadata, rejectedReasons: descriptions }, optional: { replacedBy: someOf(cveId) } },
  { others: 'extensions' },
)

/** Source: `adpContainer`. It must say something beside who says it. */
export const adpContainer: Definition = object(
  'an ADP container',
  {
    required: { providerMetadata },
    optional: { ...FINDINGS, descriptions, affected, references, tags: someOf(tag('disputed')) },
  },
  { others: 'extensions', min: 2 },
)

/** Source: `containers` of published records. */
export const publishedContainers: Definition = object('the containers of a published record', {
  required: { cna: cnaPublishedContainer },
  optional: { adp: someOf(adpContainer) },
})

/** Source: `containers` of rejected records. */
export const rejectedContainers: Definition = object('the containers of a rejected record', {
  required: { cna: cnaRejectedContainer },
})
