import type { ProblemTypeDescription } from '#cve'
import { type CweId, parseCweId } from '#ids'
import {
  builtInCatalogue,
  type Catalogue,
  isAdvisedAgainst,
  MAPPING_MEANINGS,
  type Weakness,
  weakness,
} from '#weaknesses'
import { readCatalogueText } from '../catalogue-text.ts'
import type { RecordRule, Report } from '../rule.ts'

export const weaknessNamed: RecordRule = {
  code: 'STW301',
  name: 'weakness',
  on: 'record',
  level: 'warning',
  what: '`problemTypes` names the weakness by a `cweId` that exists, is a weakness and not a category, and may be used for vulnerabilities.',
  why: 'Readers count and filter by `cweId`. A number that stands in the text alone is seen by nobody, and a category or a very general weakness says nothing about the bug.',
  cnaRules: ['vulnerability-type'],
  uses: ['catalogue'],
  fixes: true,
  example: {
    wrong: {
      container: {
        problemTypes: [
          {
            descriptions: [
              { lang: 'en', description: "CWE-59: Improper Link Resolution Before File Access ('Link Following')" },
            ],
          },
        ],
      },
    },
    right: {
      container: {
        problemTypes: [
          {
            descriptions: [
              {
                lang: 'en',
                description: "CWE-59: Improper Link Resolution Before File Access ('Link Following')",
                cweId: 'CWE-59',
              },
            ],
          },
        ],
      },
    },
  },

  check({ container, base, world }, report) {
    const { problemTypes = [] } = container
    let isNamed = false
    let isSaid = false
    for (let i = 0; i < problemTypes.length; i++) {
      const descriptions = problemTypes[i]?.descriptions ?? []
      for (let j = 0; j < descriptions.length; j++) {
        const given = descriptions[j]
        if (given === undefined) continue
        const at = (): string => `${base}/problemTypes/${i}/descriptions/${j}`
        const id = given.cweId === undefined ? idInText(given, at, report) : known(given.cweId)
        isNamed ||= id !== undefined || given.cweId !== undefined
        isSaid ||= !isPlaceholder(given.description)
        if (id === undefined) continue
        const field = given.cweId === undefined ? 'description' : 'cweId'
        judge(id, world.catalogue, () => `${at()}/${field}`, report)
      }
    }
    if (!isSaid && !isNamed) {
      report({
        at: problemTypes.length === 0 ? base : `${base}/problemTypes`,
        message: 'the record does not say what type of vulnerability it is',
        hint: 'name the weakness in problemTypes, by its number in CWE',
      })
    } else if (!isNamed) {
      report({
        at: `${base}/problemTypes`,
        level: 'info',
        message: 'the type of the vulnerability is told in words alone: no cweId makes it countable',
        hint: 'add the number of the weakness in CWE as cweId',
      })
    }
  },
}

function known(text: string): CweId | undefined {
  const id = parseCweId(text)
  return id.ok ? id.value : undefined
}

/** The weakness that a text names where `cweId` should: it is told of. */
function idInText({ description }: ProblemTypeDescription, at: () => string, report: Report): CweId | undefined {
  const { number, words } = readCatalogueText(description, 'CWE')
  const id = number === undefined ? undefined : parseCweId(number)
  if (id?.ok !== true) return undefined
  const namesAnother = /\bCWE[- ]?[0-9]/i.test(words)
  report({
    at: at(),
    message: `${id.value} stands in the text alone, where programs do not look for it`,
    ...(namesAnother
      ? { hint: 'give each weakness a description of its own, with its cweId' }
      : {
          fix: {
            does: `adds the cweId ${id.value}`,
            edits: [{ op: 'add', at: `${at()}/cweId`, value: id.value }],
          },
        }),
  })
  return id.value
}

function judge(id: CweId, catalogue: Catalogue = builtInCatalogue(), at: () => string, report: Report): void {
  const entry = weakness(id, catalogue)
  if (entry === undefined) {
    const listing = catalogue.cwe.version === undefined ? 'CWE' : `CWE ${catalogue.cwe.version}`
    report(
      catalogue.cwe.whole
        ? { at: at(), level: 'error', message: `${id} does not exist in ${listing}` }
        : {
            at: at(),
            // The list that is built in has nearly all weaknesses that may be named, and hardly any others.
            message: `${id} is not among the weaknesses of ${listing} that are known here as fit for a vulnerability`,
            hint: 'it is most likely too general, a category or out of use: look for a more precise weakness',
          },
    )
  } else if (entry.deprecated) {
    report({
      at: at(),
      level: 'error',
      message: `${id} is deprecated: it stands for nothing any more`,
      ...better(entry),
    })
  } else if (entry.kind !== 'weakness') {
    report({
      at: at(),
      level: 'error',
      message: `${id} (${entry.name}) is a ${entry.kind} and no weakness`,
      ...better(entry),
    })
  } else if (isAdvisedAgainst(entry.mapping)) {
    report({ at: at(), message: `${id} (${entry.name}) ${MAPPING_MEANINGS[entry.mapping]}`, ...better(entry) })
  }
}

/** Suggestions that are shown. */
const MOST_SUGGESTIONS = 4

function better({ suggestions = [] }: Weakness): { readonly hint: string } | undefined {
  if (suggestions.length === 0) return undefined
  const shown = suggestions.slice(0, MOST_SUGGESTIONS)
  return {
    hint: `look at ${shown.map(({ id, comment }) => (comment === undefined ? id : `${id} (${comment})`)).join(', ')}`,
  }
}

/** What stands in records for "nobody said". The NVD writes the last two. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '',
  '-',
  'n/a',
  'na',
  'none',
  'unknown',
  'unspecified',
  'other',
  'nvd-cwe-other',
  'nvd-cwe-noinfo',
])

function isPlaceholder(text: string): boolean {
  return text.length < 20 && PLACEHOLDERS.has(text.trim().toLowerCase())
}
