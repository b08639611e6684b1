import { type Definition, object, someOf, tag, text } from './definition.ts'
import { uri } from './uri.ts'

const referenceTag: Definition = tag(
  'broken-link',
  'customer-entitlement',
  'exploit',
  'government-resource',
  'issue-tracking',
  'mailing-list',
  'mitigation',
  'not-applicable',
  'patch',
  'permissions-required',
  'media-coverage',
  'product',
  'related',
  'release-notes',
  'signature',
  'technical-description',
  'third-party-advisory',
  'vendor-advisory',
  'vdb-entry',
)

const reference: Definition = object('a reference', {
  required: { url: uri },
  optional: { name: text({ min: 1, max: 512 }), tags: someOf(referenceTag) },
})

/** Source: `references`. The same address may stand twice with other tags: items are compared as a whole. */
export const references: Definition = someOf(reference, { max: 512 })
