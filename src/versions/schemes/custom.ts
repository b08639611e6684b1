import { ok, type Result } from '#fault'
import { malformed, type Scheme, tooLong, type Version } from '../scheme.ts'

/** Versions of which nothing is known but their names: any one line of text, equal only to itself. */
export const custom: Scheme = {
  name: 'custom',
  title: 'a scheme of its own',
  order: 'none',
  versTypes: ['custom'],
  parse,
  compare: (a, b) => (a.text === b.text ? 0 : undefined),
  series: () => '',
  next: () => undefined,
}

function parse(text: string): Result<Version, 'VERSION_MALFORMED'> {
  if (tooLong(text) || text.trim() === '' || /[\p{Cc}\u2028\u2029]/u.test(text)) {
    return malformed('a version', text, 'a version is one line of text')
  }
  return ok({ scheme: 'custom', text, normal: text, prerelease: false, key: '' })
}
