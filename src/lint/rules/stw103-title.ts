import { quote } from '#fault'
import { ownCveId } from '../own-cve-id.ts'
import type { Fix, RecordRule } from '../rule.ts'

export const title: RecordRule = {
  code: 'STW103',
  name: 'title',
  on: 'record',
  level: 'warning',
  what: 'There is a title. It has no full stop at its end, does not repeat the CVE ID, and is best at 100 characters or less (256 are allowed).',
  why: 'Lists show the ID and then the title, and cut it off. Without one they show the beginning of the description.',
  fixes: true,
  example: {
    wrong: { container: { title: 'CVE-2030-10421: Link followed while removing a temporary directory.' } },
    right: { container: { title: 'Link followed while removing a temporary directory' } },
  },

  check(subject, report) {
    const { base, container } = subject
    const text = container.title
    if (text === undefined || text.trim() === '') {
      report({
        at: text === undefined ? base : `${base}/title`,
        message: 'there is no title',
        hint: 'say in a few words what is wrong where: Link followed while removing a temporary directory',
      })
      return
    }
    const at = `${base}/title`
    const id = ownCveId(subject)
    if (id !== undefined && id !== '' && text.includes(id)) {
      const without = withoutId(text, id)
      report({
        at,
        message: `the title repeats ${quote(id)}, which stands beside it in every list`,
        ...(without !== undefined && { fix: replace(at, without) }),
      })
    } else if (endsWithStop(text)) {
      report({ at, message: 'the title ends with a full stop', fix: replace(at, text.trimEnd().slice(0, -1)) })
    }
    // Beyond 256 it is an error of the schema.
    if (text.length > LONG && text.length <= LONGEST) {
      report({
        at,
        level: 'info',
        message: `the title has ${text.length} characters, and lists cut it off at about ${LONG}`,
      })
    }
  },
}

const LONG = 100
const LONGEST = 256

/** Without the ID before or behind it; undefined where the ID is part of a sentence. */
function withoutId(text: string, id: string): string | undefined {
  const trimmed = text.trim()
  const start =
    [`[${id}] `, `(${id}) `, `${id}: `, `${id} - `, `${id} – `].find((form) => trimmed.startsWith(form)) ?? ''
  const end = [` (${id})`, ` [${id}]`, ` - ${id}`, ` – ${id}`].find((form) => trimmed.endsWith(form)) ?? ''
  const rest = trimmed.slice(start.length, trimmed.length - end.length).trim()
  return rest === '' || rest.includes(id) ? undefined : withoutStop(rest)
}

function withoutStop(text: string): string {
  return endsWithStop(text) ? text.slice(0, -1) : text
}

/** One full stop, which does not belong to an abbreviation or an ellipsis. */
function endsWithStop(text: string): boolean {
  const trimmed = text.trimEnd()
  if (!trimmed.endsWith('.') || trimmed.endsWith('..')) return false
  const word = trimmed.slice(trimmed.lastIndexOf(' ') + 1, -1)
  return !word.includes('.') && word.length > 1 && !ABBREVIATIONS.has(word.toLowerCase())
}

const ABBREVIATIONS: ReadonlySet<string> = new Set(['inc', 'ltd', 'corp', 'co', 'etc', 'al', 'vs', 'no', 'ver', 'v'])

function replace(at: string, value: string): Fix {
  return { does: `makes it ${quote(value)}`, edits: [{ op: 'replace', at, value }] }
}
