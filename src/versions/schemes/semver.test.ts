import { semver } from './semver.ts'
import { testFacts } from './testdata/facts.ts'

testFacts(semver, {
  ascending: [
    [
      'the example of section 11',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
    ],
    ['numbers are numbers', '1.9.0', '1.10.0', '1.11.0', '2.0.0'],
    ['identifiers with a letter are text, so that rc10 is before rc9', '1.0.0-rc10', '1.0.0-rc9'],
    ['text is ordered as ASCII', '1.0.0--', '1.0.0-0a', '1.0.0-A', '1.0.0-a'],
    ['numbers may have any length', '9007199254740992.0.0', '9007199254740993.0.0'],
  ],
  equal: [['build metadata does not count', '1.0.0+a', '1.0.0+b']],
  normal: [['build metadata is dropped', '1.0.0-rc.1+20240101', '1.0.0-rc.1']],
  malformed: [
    ['two numbers', '1.0'],
    ['four numbers', '1.0.0.0'],
    ['a leading v', 'v1.0.0'],
    ['a leading zero', '1.01.0'],
    ['a leading zero in a numeric identifier', '1.0.0-rc.01'],
    ['an empty identifier', '1.0.0-rc..1'],
    ['a pre-release without a hyphen', '1.0.0rc1'],
    ['surrounding blanks', ' 1.0.0'],
  ],
  prerelease: [
    ['a hyphen makes one', '1.0.0-rc.1', true],
    ['a hyphen in build metadata does not', '1.0.0+a-b', false],
  ],
  series: [
    ['the first two numbers', '1.4.2-rc.1', undefined, '1.4'],
    ['one number', '1.4.2', 1, '1'],
    ['no number', '1.4.2', 0, ''],
  ],
  next: [
    ['the next final release', '1.4.2', '1.4.3'],
    ['a numbered pre-release', '1.4.2-rc.9', '1.4.2-rc.10'],
    ['a number behind letters', '1.4.2-rc1', '1.4.2-rc2'],
    ['rc10 would come before rc9', '1.4.2-rc9', undefined],
    ['no number to raise', '1.4.2-alpha', undefined],
  ],
})
