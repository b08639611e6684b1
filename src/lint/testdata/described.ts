import type { JsonObject } from '#json'
import type { RecordExample } from '../rule.ts'

/** An example whose only description is this English text. */
export function described(value: string, container: JsonObject = {}): RecordExample {
  return { container: { ...container, descriptions: [{ lang: 'en', value }] } }
}

/** What makes the sample record a draft: CVE Services have not written their dates yet. */
export const DRAFT: JsonObject = { datePublished: null, dateUpdated: null }
