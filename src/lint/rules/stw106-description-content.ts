import { quote } from '#fault'
import { namesInProse } from '../names-in-prose.ts'
import type { RecordRule } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const descriptionContent: RecordRule = {
  code: 'STW106',
  name: 'description-content',
  on: 'record',
  level: 'info',
  what: 'Title and description name the product, and say what comes of the vulnerability.',
  why: 'The sentence travels alone: into mails, feeds and tickets. Who reads "improper validation in the parser" there does not know whether it is about their software.',
  cnaRules: ['names-product', 'impact'],
  example: {
    wrong: {
      container: {
        title: 'Link followed',
        descriptions: [{ lang: 'en', value: 'A symbolic link is followed while a temporary directory is removed.' }],
      },
    },
    right: {
      container: {
        title: 'Link followed',
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern follows a symbolic link, which allows a local user to delete files of others.',
          },
        ],
      },
    },
  },

  check(subject, report) {
    const place = subject.english[0]
    if (place === undefined || place.item.value.length < SHORT) return
    const { container, products } = subject
    const prose = `${container.title ?? ''}\n${place.item.value}`
    const missing: string[] = []
    if (products.length > 0 && products.length <= MANY && !isNamed(prose, subject)) {
      const { product, packageName } = products[0]?.product ?? {}
      const name = product ?? packageName
      if (name !== undefined && name.toLowerCase() !== 'n/a') missing.push(`which product it is about (${quote(name)})`)
    }
    if (!CONSEQUENCE.test(prose)) missing.push('what an attacker gains')
    if (missing.length === 0) return
    report({ at: `${place.at}/value`, message: `title and description do not say ${missing.join(', nor ')}` })
  },
}

/** Below this STW104 speaks. */
const SHORT = 40

/** Products beyond this number: the prose speaks of a family, and looking for each takes time. */
const MANY = 50

/** Whether the prose has one of the names, a word of one, or the name of the vendor or of a module. */
function isNamed(prose: string, { products }: RecordSubject): boolean {
  // Most often the title has the very name.
  if (products.some(({ product: { product } }) => product !== undefined && prose.includes(product))) return true
  const text = prose.toLowerCase()
  const names = products.flatMap(({ product }) => namesInProse(product))
  if (names.some((name) => text.includes(name))) return true
  // "Cherry Lantern" is `cherrylantern`; `pylantern` and `liblantern` may be called Lantern, and CPython Python.
  const solid = text.replace(/[^\p{L}\p{N}]/gu, '')
  if (names.some((name) => solid.includes(solidName(name)))) return true
  // "Lantern HTTP Server" may be called the HTTP server, and Red Hat Directory Server RHDS.
  const words = names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 3)
  if (words.some((word) => text.includes(word)) || names.some((name) => text.includes(initials(name)))) return true
  // Tryton is `trytond`, and Jinja `jinja2`.
  const starts = new Set(text.match(/(?<![\p{L}\p{N}])\p{L}{4,}/gu))
  if (names.some((name) => startsOf(solidName(name)).some((start) => starts.has(start)))) return true
  return products.some(({ product: { vendor, modules = [] } }) =>
    [vendor, ...modules].some((name) => name !== undefined && name.length > 2 && text.includes(name.toLowerCase())),
  )
}

/** The beginnings of a name that are half of it or more. */
function startsOf(name: string): readonly string[] {
  const shortest = Math.max(4, Math.ceil(name.length / 2))
  return Array.from({ length: Math.min(20, Math.max(0, name.length - shortest)) }, (_, i) =>
    name.slice(0, shortest + i),
  )
}

function solidName(name: string): string {
  const solid = name.replace(/[^\p{L}\p{N}]/gu, '')
  const bare = solid.replace(/^(?:python|py|c(?=py)|lib|node|go|rust)/, '')
  return bare.length > 2 ? bare : solid
}

/** `rhds` for four words; the name itself where it has less than three. */
function initials(name: string): string {
  const words = name.split(' ').filter((word) => word !== '')
  return words.length < 3 ? name : words.map((word) => word[0]).join('')
}

/** What descriptions say of a consequence. A word too many here costs nothing, a word too few a false finding. */
const CONSEQUENCE =
  /allow|attack|arbitrar|bypass|caus|compromis|corrupt|crash|damag|delet|denial|deni|disclos|dos\b|elevat|enabl|escalat|execut|expos|forg|gain|hang|hijack|impersonat|inject|intercept|lead|leak|loss|malicious|manipulat|modif|obtain|overflow|overread|over-read|overwrit|panic|permit|privilege|read|redirect|result|reveal|smuggl|spoof|steal|takeover|tamper|terminat|travers|trick|trigger|unauthor|uncontrolled|unintended|untrusted|use[ -]after[ -]free|user|vulnerab|writ|xss|exhaust|consum|exploit|craft|infinite|loop|incorrect|invalid|insecure|weak|predict|race|deadlock|unbounded|leav|brute|recover|unsafe|misus|lack|fail|authori|authent|fixation|visible/i
