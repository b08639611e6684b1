import { type Definition, text } from './definition.ts'

// One character of a value, alone or behind a backslash (NISTIR 7695, section 6.2).
const CHARACTER = '(?:[A-Za-z0-9._-]|\\\\[\\\\*?!"#$%&\'()+,/:;<=>@[\\]^`{|}~])'
// Any value, or characters between `*` or any number of `?`. Each part starts with another character: nothing is tried twice.
const VALUE = `(?:(?:\\*|\\?+)?${CHARACTER}+(?:\\*|\\?+)?|\\*)`
const LANGUAGE = '(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|[0-9]{3}))?|[*-])'
// Nothing is said of what follows the last value, so its first character is enough.
const BEGINNING_OF_VALUE = `(?:\\*|\\?*${CHARACTER})`

// The official patterns have no anchors: it is enough that a name stands somewhere in the text.
const FORMATTED = new RegExp(`cpe:2\\.3:[aho*-](?::${VALUE}){5}:${LANGUAGE}(?::${VALUE}){3}:${BEGINNING_OF_VALUE}`)
// Of a URI all but its beginning is optional.
const URI = /c[pP][eE]:\//

/** A CPE name of version 2.3. Source: `cpe23`. */
export const cpe23: Definition = text(
  { min: 1, max: 2048 },
  {
    keyword: 'pattern',
    accepts: (value) => FORMATTED.test(value),
    wanted: 'a CPE name such as cpe:2.3:a:lsf:lantern:1.0:*:*:*:*:*:*:*',
  },
)

/** A CPE name of version 2.2 or 2.3. Source: `cpe22and23`. */
export const cpe: Definition = text(
  { min: 1, max: 2048 },
  {
    keyword: 'pattern',
    accepts: (value) => URI.test(value) || FORMATTED.test(value),
    wanted: 'a CPE name such as cpe:2.3:a:lsf:lantern:1.0:*:*:*:*:*:*:*',
  },
)
