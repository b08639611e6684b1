import { REFERENCE_TAGS } from '#vulnerability'
import { type Definition, object, someOf, tag, text } from './definition.ts'
import { uri } from './uri.ts'

const referenceTag: Definition = tag(...REFERENCE_TAGS)

const reference: Definition = object('a reference', {
  required: { url: uri },
  optional: { name: text({ min: 1, max: 512 }), tags: someOf(referenceTag) },
})

/** Source: `references`. The same address may stand twice with other tags: items are compared as a whole. */
export const references: Definition = someOf(reference, { max: 512 })
