import type { RecordCredit } from '#cve'
import { quote } from '#fault'
import type { Vulnerability } from '#vulnerability'
import type { RecordRule, Remark, Report } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const credits: RecordRule = {
  code: 'STW501',
  name: 'credits',
  on: 'record',
  level: 'warning',
  what: 'Every credit names somebody once, says what they did, and shows no mail address. It is an error that the record names somebody who did not agree to it.',
  why: 'Credits are thanks, and often all that a reporter gets. A mail address in them is collected by machines within days, and a name cannot be taken back. A credit without a type counts as one for the finder.',
  uses: ['vulnerability'],
  fixes: true,
  example: {
    wrong: {
      container: {
        credits: [
          { lang: 'en', value: 'Ada Example', type: 'reporter' },
          { lang: 'en', value: 'Ada  example', type: 'reporter' },
        ],
      },
    },
    right: {
      container: {
        credits: [
          { lang: 'en', value: 'Ada Example', type: 'reporter' },
          { lang: 'en', value: 'Ada Example', type: 'coordinator' },
          { lang: 'en', value: 'Bo Example (@bo)', type: 'remediation developer' },
        ],
      },
    },
  },

  check(subject, report) {
    const { base, container, world } = subject
    const given = container.credits ?? []
    for (let i = 0; i < given.length; i++) {
      const value = given[i]?.value ?? ''
      const fault = value.includes('@') ? mailFault(value) : placeholderFault(value)
      if (fault !== undefined) report({ at: `${base}/credits/${i}/value`, ...fault })
    }
    if (given.length > 0) {
      reportTypes(given, base, report)
      if (given.length > 1) reportRepeated(given, base, report)
    }
    if (world.vulnerability !== undefined) reportUnwilling(subject, world.vulnerability, report)
  },
}

function mailFault(value: string): Omit<Remark, 'at'> | undefined {
  const address = ADDRESS.exec(value)?.[0]
  if (address === undefined) return undefined
  return {
    message: `the credit shows the mail address ${quote(address)} to everybody`,
    hint: 'give the name alone, or a page that its owner chose',
  }
}

/** Of `@ada@social.example` nothing is a mail address: it is an account in the Fediverse. */
const ADDRESS = /(?<![@\w.%+-])[\w.%+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,63}(?![\w@-])/i

function placeholderFault(value: string): Omit<Remark, 'at'> | undefined {
  if (value.length > 20 || !PLACEHOLDER.test(value)) return undefined
  return { message: `${quote(value)} names nobody`, hint: 'name somebody, or take the credit out' }
}

const PLACEHOLDER =
  /^\s*(?:n\/?a|none|nil|null|nobody|unknown|unspecified|name|your name|full name|finder|reporter|credits?|[-?.]+)\s*$/i

/** One remark for all of them: whoever leaves out one type mostly leaves out all. */
function reportTypes(given: readonly RecordCredit[], base: string, report: Report): void {
  const first = given.findIndex(({ type }) => type === undefined)
  if (first < 0) return
  const others = given.filter(({ type }) => type === undefined).length - 1
  report({
    at: `${base}/credits/${first}`,
    message:
      others === 0
        ? 'the credit has no type: it counts as one for the finder'
        : `this credit and ${others} more have no type: they count as credits for the finder`,
    hint: 'say what they did, for instance reporter, analyst or remediation developer',
  })
}

function reportRepeated(given: readonly RecordCredit[], base: string, report: Report): void {
  const firsts = new Map<string, number>()
  for (const [i, credit] of given.entries()) {
    const { value, type = 'finder', lang } = credit
    // A credit may stand in several languages.
    const key = `${type} ${lang} ${plainName(value)}`
    const first = firsts.get(key)
    const before = first === undefined ? undefined : given[first]
    if (before === undefined) {
      firsts.set(key, i)
      continue
    }
    // Two that are equal in everything are for the rule of the schema.
    if (before.value === value && before.type === credit.type && before.user === credit.user) continue
    report({
      at: `${base}/credits/${i}`,
      message: `the credit is that of ${base}/credits/${first} once more`,
      fix: { does: 'removes the second of the two', edits: [{ op: 'remove', at: `${base}/credits/${i}` }] },
    })
  }
}

/** Names the places and not the people: what is said here may stand in a public log. */
function reportUnwilling(subject: RecordSubject, { credits: known }: Vulnerability, report: Report): void {
  const willing = new Set(known.filter(({ consent }) => consent).map(({ name }) => plainName(name)))
  const unwilling = known.filter(({ name, consent }) => !consent && !willing.has(plainName(name)))
  if (unwilling.length === 0) return
  const names = unwilling.map(({ name }) => plainName(name)).filter((name) => name.length > 1)
  for (const { text, at, field } of subject.texts) {
    const plain = plainName(text)
    const isCredit = at.startsWith(`${subject.base}/credits/`) && field === 'value'
    if (!names.some((name) => (isCredit || isFullName(name)) && hasWords(plain, name))) continue
    report({
      at,
      level: 'error',
      message: 'this names somebody who did not agree to be named',
      hint: isCredit ? 'take the credit out' : 'take the name out',
    })
  }
}

function plainName(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}

/** A single word may be any word of a text. */
function isFullName(name: string): boolean {
  return name.includes(' ') || /\d/.test(name) || name.startsWith('@')
}

/** Whether `words` stand in `text` as words of their own. */
function hasWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    const after = text.slice(at + words.length, at + words.length + 2)
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}
