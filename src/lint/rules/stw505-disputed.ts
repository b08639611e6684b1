import type { RecordRule } from '../rule.ts'

export const disputed: RecordRule = {
  code: 'STW505',
  name: 'disputed',
  on: 'record',
  level: 'error',
  what: 'A record with the tag `disputed` says in its description who disputes it and why, and refers to a page where that can be read.',
  why: 'The tag alone tells a reader that something is doubtful, and not what. Everybody has to find out anew whether to act.',
  cnaRules: ['disputed-tag'],
  example: {
    wrong: { container: { tags: ['disputed'] } },
    right: {
      container: {
        tags: ['disputed'],
        descriptions: [
          {
            lang: 'en',
            value:
              'Lantern before 3.13.9 follows a symbolic link while it removes a temporary directory. The maintainers dispute this, because only the owner of the directory can make the link.',
          },
        ],
      },
    },
  },

  check(subject, report) {
    const { base, container } = subject
    const { tags, references = [] } = container
    const at = tags?.indexOf('disputed') ?? -1
    if (at < 0) return
    const { english } = subject
    if (english.length > 0 && !english.some(({ item }) => EXPLANATION.test(item.value))) {
      report({
        at: `${base}/tags/${at}`,
        message: 'the record is tagged disputed, and no description says who disputes it and why',
        hint: 'add a sentence such as "The maintainers dispute this, because ..."',
      })
    }
    const says = references.some(
      ({ tags: kinds = [] }) => kinds.length === 0 || kinds.some((kind) => !SILENT.has(kind)),
    )
    if (references.length > 0 && !says) {
      report({
        at: `${base}/references`,
        level: 'warning',
        message: 'the record is tagged disputed, and no reference leads to a page where the dispute can be read',
        hint: 'refer to the issue, the mail or the statement in which it is disputed',
      })
    }
  },
}

/** The words with which a dispute is told of: theirs who dispute, and those of the databases. */
const EXPLANATION =
  /disput|contest|contradict|disagree|doubt|\bden(?:y|ies|ied)\b|\brefut|\breject|\bnot (?:\w+ ){0,4}(?:vulnerab|security|bug|flaw|issue|valid|exploitable)|\bintended\b|\bby design\b|\bposition\b|\bperspective\b|\bargu(?:e|es|ed|ment)|\bbelieves?\b/i

/** Pages with only these tags say nothing of a dispute. */
const SILENT: ReadonlySet<string> = new Set([
  'patch',
  'exploit',
  'product',
  'release-notes',
  'signature',
  'broken-link',
  'not-applicable',
])
