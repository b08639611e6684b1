import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cvssInWords } from './in-words.ts'
import { parseCvss } from './parse.ts'

const cases: readonly [why: string, vector: string, words: string | undefined][] = [
  [
    'an archive that somebody has to unpack',
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:L/SC:N/SI:N/SA:N',
    'reached over the network, works every time, needs no account, somebody has to use it as usual; data can be changed at will, work is disturbed.',
  ],
  [
    'requirements and effects on other systems are said',
    'CVSS:4.0/AV:L/AC:H/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:L/SA:N',
    'reached on the same machine, takes protections to be got around, needs circumstances that the attacker does not choose, needs an ordinary account; some data can be read, other systems are touched as well.',
  ],
  [
    'a changed scope is an effect on other systems',
    'CVSS:3.1/AV:P/AC:L/PR:H/UI:R/S:C/C:H/I:N/A:H',
    'reached with the device in hand, works every time, needs administrator rights, somebody has to do something; all data can be read, work can be stopped, other systems are touched as well.',
  ],
  [
    'no impact at all is said, not passed over',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N',
    'reached over the network, works every time, needs no account; nothing of the system itself is lost.',
  ],
  ['version 2.0 has none', 'AV:N/AC:L/Au:N/C:P/I:P/A:P', undefined],
]

for (const [why, text, words] of cases) {
  test(`cvssInWords: ${why}`, () => {
    const vector = parseCvss(text)
    assert(vector.ok)
    assert.equal(cvssInWords(vector.value), words)
  })
}
