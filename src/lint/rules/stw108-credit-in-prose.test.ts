import assert from 'node:assert/strict'
import { test } from 'node:test'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const cases: readonly [why: string, text: string, credit: string | undefined][] = [
  ['nobody', 'Lantern follows links, which allows users to delete files.', undefined],
  [
    'a reporter',
    'It follows links. This issue was reported by Ada Example of LSF.',
    'issue was reported by Ada Example',
  ],
  [
    'a login',
    'The vulnerability was responsibly disclosed by @ada.',
    'vulnerability was responsibly disclosed by @ada.',
  ],
  [
    'a researcher without a name',
    'This bug was found by an independent security researcher.',
    'bug was found by an independent security researcher',
  ],
  ['a sentence of its own', 'It follows links. Discovered by Ada Example.', 'Discovered by Ada Example.'],
  ['credit', 'It follows links.\nCredits to Ada.', 'Credits to Ada.'],
  ['a heading', 'It follows links.\nCredit: Ada Example', 'Credit: Ada'],
  ['thanks', 'It follows links. Thanks to Ada Example for reporting it.', 'Thanks to Ada Example for reporting'],
  ['we thank', 'It follows links. We would like to thank Ada.', 'We would like to thank Ada.'],
  ['what a function finds', 'Files that were found by Glob are deleted. A bug is found by users.', undefined],
  ['credit cards', 'It stores credit card data. Credits to the account are lost.', undefined],
  ['thanks to a fault', 'Thanks to a missing check links are followed.', undefined],
  ['a caller', 'The issue was identified by an audit of the list.', undefined],
]
for (const [why, text, credit] of cases) {
  test(`STW108: ${why}`, () => {
    const said = `/descriptions/0/value warning the description gives credit: ${JSON.stringify(credit)}`
    assert.deepEqual(linesOf('STW108', described(text)), credit === undefined ? [] : [said])
  })
}
