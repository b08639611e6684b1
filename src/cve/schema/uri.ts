import { isUri } from '#ids'
import { type Definition, text } from './definition.ts'

/** An address of the web or elsewhere. Source: `uriType`. */
export const uri: Definition = text(
  { min: 1, max: 2048 },
  { keyword: 'format', accepts: isUri, wanted: 'a URI such as https://lantern.example/advisories/4' },
)
