import { fail, ok, type Result } from '#fault'
import type { TagRule } from './project.ts'

const PLACE = '(version)'

/**
 * Reads a tag rule, `v(version)` or `lantern-(version)-final`: literal text around the place of the version. Literal, not a
 * pattern: what stands in the place must then be a version of the project's scheme, which is the stricter test.
 */
export function parseTagRule(match: string, separator = '.'): Result<TagRule, 'TAG_RULE_MALFORMED'> {
  const start = match.indexOf(PLACE)
  if (start < 0 || match.includes(PLACE, start + 1)) {
    return fail({
      code: 'TAG_RULE_MALFORMED',
      kind: 'invalid',
      message: `cannot read ${JSON.stringify(match)} as a tag rule: it must have ${PLACE} once`,
      hint: `a tag rule looks like v${PLACE} or release-${PLACE}`,
    })
  }
  return ok({ prefix: match.slice(0, start), suffix: match.slice(start + PLACE.length), separator })
}

export function writeTagRule(rule: TagRule): string {
  return `${rule.prefix}${PLACE}${rule.suffix}`
}

/** What stands in the place of the version, with the scheme's dots; undefined when the tag does not match. */
export function versionInTag(rule: TagRule, tag: string): string | undefined {
  if (tag.length <= rule.prefix.length + rule.suffix.length) return undefined
  if (!tag.startsWith(rule.prefix) || !tag.endsWith(rule.suffix)) return undefined
  const text = tag.slice(rule.prefix.length, tag.length - rule.suffix.length)
  return rule.separator === '.' ? text : text.replaceAll(rule.separator, '.')
}

/** Whether `text` matches a pattern in which `*` stands for any text. Linear: each piece is looked for once, left to right. */
export function matchesGlob(pattern: string, text: string): boolean {
  const pieces = pattern.split('*')
  const first = pieces[0] ?? ''
  if (pieces.length === 1) return text === first
  const last = pieces.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let from = first.length
  const end = text.length - last.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, from)
    if (found < 0 || found + piece.length > end) return false
    from = found + piece.length
  }
  return true
}
