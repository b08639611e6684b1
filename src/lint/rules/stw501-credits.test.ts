import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer, RecordCredit } from '#cve'
import type { JsonObject } from '#json'
import type { Credit } from '#vulnerability'
import { EXAMPLE_FACTS } from '../example-world.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const ADA: RecordCredit = { lang: 'en', value: 'Ada Example', type: 'reporter' }
const by = (value: string): RecordCredit => ({ ...ADA, value })
const shows = (address: string): string[] => [
  `/credits/0/value warning the credit shows the mail address "${address}" to everybody`,
]
const namesNobody = (value: string): string[] => [`/credits/0/value warning "${value}" names nobody`]
const ONCE_MORE = ['/credits/1 warning the credit is that of /containers/cna/credits/0 once more']

const cases: readonly [why: string, credits: readonly RecordCredit[], lines: readonly string[]][] = [
  ['a mail address', [by('John Example <john@mail.example.org>')], shows('john@mail.example.org')],
  ['a mail address in brackets', [by('John (john.doe+cve@example.org)')], shows('john.doe+cve@example.org')],
  ['an account elsewhere', [by('Ada Example (@ada)')], []],
  ['an account in the Fediverse', [by('Ada (@ada@social.example)')], []],
  ['a page', [by('Ada Example (https://ada.example/@ada)')], []],
  ['an address of ssh', [by('git@localhost')], []],
  ['nobody', [by('N/A')], namesNobody('N/A')],
  ['a dash', [by('-')], namesNobody('-')],
  ['the role for the name', [by('reporter')], namesNobody('reporter')],
  ['an account that is called so', [by('@reporter')], []],
  ['a name that begins so', [by('Unknown Reality Labs')], []],
  ['somebody who wants to be called so', [by('Anonymous')], []],
  [
    'no type',
    [{ lang: 'en', value: 'Ada Example' }],
    ['/credits/0 warning the credit has no type: it counts as one for the finder'],
  ],
  [
    'several without type are told of once',
    [
      ADA,
      { lang: 'en', value: 'Bo Example' },
      { lang: 'en', value: 'Cy Example' },
      { lang: 'en', value: 'Di Example' },
    ],
    ['/credits/1 warning this credit and 2 more have no type: they count as credits for the finder'],
  ],
  ['the same name in other capitals', [ADA, by(' ADA  Example')], ONCE_MORE],
  [
    'the finder, with and without the word',
    [
      { ...ADA, type: 'finder' },
      { lang: 'en', value: 'Ada Example' },
    ],
    ['/credits/1 warning the credit has no type: it counts as one for the finder', ...ONCE_MORE],
  ],
  ['one person in two roles', [ADA, { ...ADA, type: 'coordinator' }], []],
  ['one credit in two languages', [ADA, { ...ADA, lang: 'de' }], []],
  ['two people', [ADA, by('Ada Example-Lovelace')], []],
  ['no credits at all', [], []],
]

for (const [why, credits, lines] of cases) {
  test(`STW501: ${why}`, () => assert.deepEqual(linesOf('STW501', { container: { credits } }), lines))
}

test('STW501: what is equal in everything is left to the rule of the schema', () => {
  assert.deepEqual(linesOf('STW501', { container: { credits: [ADA, ADA] } }), [])
  assert.equal(linesOf('STW003', { container: { credits: [ADA, ADA] } }).length, 1)
})

test('STW501 fix: removes the second', () => {
  const { credits } = containerAfterFix('STW501', {
    container: { credits: [ADA, by('ADA Example'), by('Bo Example')] },
  }) as CnaContainer
  assert.deepEqual(credits, [ADA, by('Bo Example')])
})

const asked = (name: string, consent: boolean): Credit => ({ name, type: 'reporter', consent })
const text = (value: string) => [{ lang: 'en', value }]
const NAMED = ' error this names somebody who did not agree to be named'

const consents: readonly [why: string, known: readonly Credit[], container: JsonObject, lines: readonly string[]][] = [
  ['a credit for somebody who did not agree', [asked('ada example', false)], {}, [`/credits/0/value${NAMED}`]],
  [
    'with more around the name',
    [asked('Ada Example', false)],
    { credits: [by('Ada Example (Lantern)')] },
    [`/credits/0/value${NAMED}`],
  ],
  ['a part of another name', [asked('Ada Ex', false)], {}, []],
  ['somebody who agreed', [asked('Ada Example', true)], {}, []],
  ['somebody who agreed once', [asked('Ada Example', false), asked('Ada Example', true)], {}, []],
  ['a credit for somebody else', [asked('Bo Example', false)], {}, []],
  [
    'the name in the description',
    [asked('Bo Example', false)],
    { descriptions: text('Lantern has a bug that Bo Example found in 3.12.') },
    [`/descriptions/0/value${NAMED}`],
  ],
  [
    'a name that is a word of the language',
    [asked('Link', false)],
    { descriptions: text('Lantern follows a link before 3.13.9.') },
    [],
  ],
  ['the same as a credit', [asked('Link', false)], { credits: [by('link')] }, [`/credits/0/value${NAMED}`]],
  [
    'an account in the description',
    [asked('@bo_x', false)],
    { descriptions: text('Lantern has a bug that @bo_x found.') },
    [`/descriptions/0/value${NAMED}`],
  ],
]

for (const [why, known, container, lines] of consents) {
  test(`STW501, consent: ${why}`, () => {
    const world = { vulnerability: { ...EXAMPLE_FACTS, credits: known } }
    assert.deepEqual(linesOf('STW501', { container, world }), lines)
  })
}

test('STW501: a name without consent is not repeated, since the message may stand in a public log', () => {
  const world = { vulnerability: { ...EXAMPLE_FACTS, credits: [asked('Ada Example', false)] } }
  assert.ok(linesOf('STW501', { world }).every((line) => !line.includes('Ada')))
})
