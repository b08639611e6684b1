import type { CnaContainer, Description } from '#cve'
import { quote } from '#fault'
import type { Edit, RecordRule, Report } from '../rule.ts'

export const stateInProse: RecordRule = {
  code: 'STW110',
  name: 'state-in-prose',
  on: 'record',
  level: 'warning',
  states: ['published', 'rejected'],
  what: 'No text begins with a mark of the old formats: `** DISPUTED **`, `** UNSUPPORTED WHEN ASSIGNED **`, `** REJECT **`, `** RESERVED **`. These are tags and states of the record.',
  why: 'Readers filter by tags and states. The mark reaches only those who read the sentence.',
  cnaRules: ['cna-tags', 'disputed-tag', 'unsupported-when-assigned'],
  fixes: true,
  example: {
    wrong: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value:
              '** UNSUPPORTED WHEN ASSIGNED ** Lantern before 3.13.9 allows a local user to delete files of another user.',
          },
        ],
      },
    },
    right: {
      container: {
        descriptions: [
          { lang: 'en', value: 'Lantern before 3.13.9 allows a local user to delete files of another user.' },
        ],
        tags: ['unsupported-when-assigned'],
      },
    },
  },

  check({ base, container, state }, report) {
    const { descriptions, rejectedReasons, title } = container
    if (title?.includes('**') === true) checkText(title, `${base}/title`, container, base, state, report)
    checkAll(descriptions, `${base}/descriptions`, container, base, state, report)
    checkAll(rejectedReasons, `${base}/rejectedReasons`, container, base, state, report)
  },
}

function checkAll(
  list: readonly Description[] | undefined,
  at: string,
  container: CnaContainer,
  base: string,
  state: 'published' | 'rejected',
  report: Report,
): void {
  if (list === undefined) return
  for (let i = 0; i < list.length; i++) {
    const value = list[i]?.value
    if (value?.includes('**') === true) checkText(value, `${at}/${i}/value`, container, base, state, report)
  }
}

const MARK =
  /^\s*\*\* ?(DISPUTED|REJECT(?:ED)?|RESERVED|UNSUPPORTED WHEN ?ASSIGNED|(?:PRODUCT )?NOT SUPPORTED WHEN ASSIGNED) ?\*\*[.:]?\s*/

function checkText(
  text: string,
  at: string,
  container: CnaContainer,
  base: string,
  state: 'published' | 'rejected',
  report: Report,
): void {
  const found = MARK.exec(text)
  const word = found?.[1]
  if (found === null || word === undefined) return
  const rest = text.slice(found[0].length)
  const cut: Edit = { op: 'replace', at, value: rest }
  const message = `the text begins with ${quote(found[0].trim())}`
  if (word === 'RESERVED') {
    report({
      at,
      level: 'error',
      message: `${message}: it is the text of an ID that has no record yet`,
      hint: 'write a description',
    })
  } else if (word.startsWith('REJECT')) {
    report(
      state === 'rejected' && rest !== ''
        ? {
            at,
            message: `${message}, which the state REJECTED says already`,
            fix: { does: 'cuts the mark', edits: [cut] },
          }
        : {
            at,
            level: 'error',
            message: `${message}, and the record is not rejected`,
            hint: 'reject the ID with rejectedReasons',
          },
    )
  } else {
    const tag = word === 'DISPUTED' ? 'disputed' : 'unsupported-when-assigned'
    const edits = state === 'published' && rest !== '' ? [cut, ...tagEdits(tag, container, base)] : undefined
    report({
      at,
      message: `${message} where the tag ${tag} belongs`,
      ...(edits !== undefined && {
        fix: { does: edits.length > 1 ? `cuts the mark, and sets the tag ${tag}` : 'cuts the mark', edits },
      }),
    })
  }
}

function tagEdits(tag: string, { tags }: CnaContainer, base: string): readonly Edit[] {
  if (tags === undefined) return [{ op: 'add', at: `${base}/tags`, value: [tag] }]
  return tags.includes(tag) ? [] : [{ op: 'add', at: `${base}/tags/-`, value: tag }]
}
