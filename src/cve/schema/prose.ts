import type { Json } from '#json'
import { isObject } from './check.ts'
import { type Definition, flag, object, someOf, text } from './definition.ts'

const REGION = '(?:[_-](?:[A-Za-z]{2}|[0-9]{3}))?'
const SCRIPT = '(?:[_-][A-Za-z]{4})?'
const LANGUAGE = new RegExp(`^[A-Za-z]{2,4}${SCRIPT}${REGION}$`)
const ENGLISH = new RegExp(`^en${SCRIPT}${REGION}$`)

/** A language tag (BCP 47) of language, script and region. Source: `language`. */
export const language: Definition = text(
  {},
  {
    keyword: 'pattern',
    accepts: (value) => LANGUAGE.test(value),
    wanted: 'a language tag such as en, de-CH or zh-Hant-TW',
  },
)

/** Text that people read. */
export const prose: Definition = text({ min: 1, max: 4096 })

const supportingMedia: Definition = object('an item of supporting media', {
  required: { type: text({ min: 1, max: 256 }), value: text({ min: 1, max: 16384 }) },
  optional: { base64: flag },
})

const description: Definition = object('a description', {
  required: { lang: language, value: prose },
  optional: { supportingMedia: someOf(supportingMedia) },
})

/** Descriptions of a thing, in any languages. Source: `configurations`, `workarounds`, `solutions`, `exploits`. */
export const remarks: Definition = someOf(description)

/** Descriptions, one of them in English. Source: `descriptions`. */
export const descriptions: Definition = someOf(description, {
  contains: {
    accepts: isEnglish,
    message: 'no description is in English: the lang of at least one must be "en" or begin with "en-"',
    allowed: ['en'],
  },
})

/** Source: `englishLanguageDescription`. */
function isEnglish(item: Json): boolean {
  return isObject(item) && typeof item.lang === 'string' && ENGLISH.test(item.lang)
}
