import { quote } from '#fault'
import { parseCapecId, parseCweId } from '#ids'
import type { Json, JsonObject } from '#json'
import { type AttackPattern, attackPattern, type Weakness, weakness } from '#weaknesses'
import { isSameName, readCatalogueText } from '../catalogue-text.ts'
import type { RecordRule, Remark, Report } from '../rule.ts'
import { isEnglish, type RecordSubject } from '../subject.ts'

export const weaknessName: RecordRule = {
  code: 'STW302',
  name: 'weakness-name',
  on: 'record',
  level: 'warning',
  what: 'The text beside a `cweId` or a `capecId` is the name that CWE or CAPEC gives it. Words of your own are told of as an info, and are no fault.',
  why: 'People read the text and programs read the number. Where an old, a shortened or another name stands beside it, they learn different things.',
  cnaRules: ['vulnerability-type'],
  uses: ['catalogue'],
  fixes: true,
  example: {
    wrong: {
      container: {
        problemTypes: [
          { descriptions: [{ lang: 'en', description: 'CWE-59: Symlink Attack', cweId: 'CWE-59', type: 'CWE' }] },
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
                type: 'CWE',
              },
            ],
          },
        ],
      },
    },
  },

  check(subject, report) {
    checkWeaknesses(subject, report)
    checkAttackPatterns(subject, report)
  },
}

function checkWeaknesses({ container, base, world }: RecordSubject, report: Report): void {
  const { problemTypes = [] } = container
  for (let i = 0; i < problemTypes.length; i++) {
    const descriptions = problemTypes[i]?.descriptions ?? []
    for (let j = 0; j < descriptions.length; j++) {
      const given = descriptions[j]
      if (given === undefined || !isEnglish(given.lang)) continue
      const { number, words } = readCatalogueText(given.description, 'CWE')
      const id = parseCweId(given.cweId ?? number ?? '')
      if (!id.ok) continue
      // `type` says whose words the text repeats.
      const isClaimed = number !== undefined || given.type?.toUpperCase() === 'CWE'
      const place = `${base}/problemTypes/${i}/descriptions/${j}`
      compare(
        { id: id.value, entry: weakness(id.value, world.catalogue), named: number, words, isClaimed },
        () => `${place}/description`,
        report,
      )
    }
  }
}

function checkAttackPatterns({ container, base, world }: RecordSubject, report: Report): void {
  const { impacts = [] } = container
  for (let i = 0; i < impacts.length; i++) {
    const { capecId, descriptions } = asObject(impacts[i])
    const id = parseCapecId(typeof capecId === 'string' ? capecId : '')
    if (!id.ok || !Array.isArray(descriptions)) continue
    for (let j = 0; j < descriptions.length; j++) {
      const { lang, value } = asObject(descriptions[j])
      if (typeof value !== 'string' || typeof lang !== 'string' || !isEnglish(lang)) continue
      const { number, words } = readCatalogueText(value, 'CAPEC')
      // An impact is told in prose; only what begins as an entry of CAPEC claims to be one.
      if (number === undefined) continue
      const place = `${base}/impacts/${i}/descriptions/${j}/value`
      compare(
        { id: id.value, entry: attackPattern(id.value, world.catalogue), named: number, words, isClaimed: true },
        () => place,
        report,
      )
    }
  }
}

interface Named {
  readonly id: string
  readonly entry: Weakness | AttackPattern | undefined
  /** The number that stands in the text itself. */
  readonly named: number | undefined
  readonly words: string
  /** The text is meant to be the name, and not an explanation. */
  readonly isClaimed: boolean
}

function compare({ id, entry, named, words, isClaimed }: Named, at: () => string, report: Report): void {
  const own = `${id.slice(0, id.indexOf('-'))}-${named}`
  if (named !== undefined && own !== id) {
    report({ at: at(), level: 'error', message: `the text speaks of ${own}, and the identifier beside it is ${id}` })
    return
  }
  if (entry === undefined || isSameName(words, entry.name)) return
  if (words === '') {
    report({
      at: at(),
      level: 'info',
      message: `the text is the number ${id} alone: its name is ${quote(entry.name, 200)}`,
      ...writeName(entry, at()),
    })
  } else if (isClaimed) {
    report({
      at: at(),
      message: `${quote(words)} is not the name of ${id}, which is ${quote(entry.name, 200)}`,
      ...writeName(entry, at()),
    })
  } else {
    report({
      at: at(),
      level: 'info',
      message: `the text tells ${id} in other words than its name, ${quote(entry.name, 200)}`,
    })
  }
}

/** A name whose capitals are lost is not written into a record. */
function writeName({ id, name, nameCase }: Weakness | AttackPattern, at: string): Pick<Remark, 'fix'> {
  if (nameCase === 'folded') return {}
  return { fix: { does: `writes the name of ${id}`, edits: [{ op: 'replace', at, value: `${id}: ${name}` }] } }
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
