import { type Definition, object, someOf } from './definition.ts'
import { language, prose } from './prose.ts'
import { timestamp } from './timestamp.ts'

/** What happened when. Source: `timeline`. */
export const timeline: Definition = someOf(
  object('a timeline entry', { required: { time: timestamp, lang: language, value: prose } }),
)
