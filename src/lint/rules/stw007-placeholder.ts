import { quote } from '#fault'
import type { RecordRule } from '../rule.ts'
import type { PlacedText } from '../subject.ts'

export const placeholder: RecordRule = {
  code: 'STW007',
  name: 'placeholder',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'Nothing is left that somebody meant to fill in: `TODO`, `TBD`, `FIXME`, `XXX`, "lorem ipsum", `{{product}}`, `[COMPONENT]`, `CVE-2030-XXXX`, an address at `example.com`.',
  why: 'What is published cannot be taken back: hundreds of databases have the half-written sentence within the hour.',
  example: {
    wrong: { container: { title: 'TODO: title' } },
    right: { container: { title: 'Link followed in the TODO list of Lantern' } },
  },

  check({ oddTexts }, report) {
    for (const place of oddTexts) {
      const found = placeholderIn(place)
      if (found === undefined) continue
      report({
        at: place.at,
        message: `${place.field === 'value' ? 'the text' : place.field} has the placeholder ${quote(found)}`,
        hint: 'fill it in',
      })
    }
  },
}

function placeholderIn({ text, field }: PlacedText): string | undefined {
  if (LONELY.test(text)) return text.trim()
  const inProse = IN_PROSE.exec(text)?.[0]
  if (inProse !== undefined) return inProse
  if (ADDRESSES.has(field)) return EXAMPLE_HOST.exec(text)?.[0]
  return NAMES.has(field) ? IN_NAME.exec(text)?.[0] : undefined
}

/** A text that is nothing else. */
const LONELY = /^\s*[[(<{]*(?:TODO|TBD|TBA|FIXME|XXX+)[\])>}.:]*\s*$/

// `TODO` and `XXX` alone are names of products and of files: a mark of punctuation makes them a note. The words between braces and in
// brackets are those of templates, because braces are what many vulnerabilities are about. The last line is from the schema's own
// sentence for a description: "[PROBLEMTYPE] in [COMPONENT] in [VENDOR] ...".
const IN_PROSE = new RegExp(
  [
    '\\bTBD\\b',
    '\\bFIXME\\b',
    '\\bTODO(?:[:(]|\\s*[\\])>])',
    '[[(<]\\s*TODO\\b',
    '\\bXXX:',
    '\\bCVE-\\d{4}-(?:X{3,}|x{4,}|N{4,})\\b',
    '\\b[Ll]orem ipsum\\b',
    '\\{\\{\\s*(?:WORD)\\s*\\}\\}',
    '<%=?\\s*(?:WORD)\\s*%>',
    '\\$\\{(?:WORD)\\}',
    '\\[(?:PROBLEMTYPE|PROBLEM TYPE|COMPONENT|VENDOR|PRODUCT|VERSION|VERSIONS|PLATFORMS|ATTACKER|IMPACT|VECTOR|ROOT CAUSE)\\]',
  ]
    .join('|')
    .replaceAll(
      'WORD',
      '(?:vendor|product|component|version|versions|title|description|summary|impact|cve[_ -]?id|cwe[_ -]?id|fixed[_ -]?version|reporter)',
    ),
)

const ADDRESSES: ReadonlySet<string> = new Set(['url', 'repo', 'collectionURL'])

/** The hosts of RFC 2606 that stand in every manual: nobody publishes there. */
const EXAMPLE_HOST = /^https?:\/\/(?:[\w-]+\.)*example\.(?:com|org|net)(?![\w.-])/

const NAMES: ReadonlySet<string> = new Set([
  'vendor',
  'product',
  'packageName',
  'version',
  'lessThan',
  'lessThanOrEqual',
])

/** A whole name in angle brackets or braces. */
const IN_NAME = /^(?:<[\w -]{1,40}>|\$?\{[\w -]{1,40}\})$/
