import { maven } from './maven.ts'
import { testFacts } from './testdata/facts.ts'

testFacts(maven, {
  ascending: [
    [
      'the known qualifiers',
      '1-alpha',
      '1-beta',
      '1-milestone',
      '1-rc',
      '1-SNAPSHOT',
      '1',
      '1-sp',
      '1-abc',
      '1-xyz',
      '1-1',
      '1.1',
    ],
    ['a snapshot of a pre-release', '1-alpha-1-SNAPSHOT', '1-alpha-1', '1-alpha-2'],
    ['numbers are numbers', '1.9', '1.10', '1.100'],
    ['a hyphen weighs less than a dot', '2.0-1', '2.0.1'],
    ['long numbers lose no digit', '9007199254740992', '9007199254740993'],
    ['what is before the release is before all after it, dots or not', '1.0.alpha', '1', '1.sp'],
    ['also behind a hyphen', '1-alpha', '1', '1.sp', '1-1'],
    ['and below a level of its own', '1-0-alpha', '1', '1-0-1'],
  ],
  equal: [
    ['zeros at the end do not count', '1', '1.0.0'],
    ['nor before a hyphen', '1.0.0-rc', '1-rc'],
    ['ga and final are the release', '1.ga', '1-final'],
    ['cr is rc', '1cr', '1-rc'],
    ['a, b and m before a digit', '1a1', '1-alpha-1'],
    ['capitals do not count', '1-Alpha', '1-alpha'],
    ['a change between letters and digits is a hyphen', '1x', '1-x'],
  ],
  normal: [
    ['zeros at the end', '1.0.0', '1'],
    ['zero itself', '0.0', '0'],
    ['hyphens where levels begin', '1.0a1', '1-alpha-1'],
    ['a level without a number of its own', '0-1', '0-1'],
    ['a release qualifier that something follows', '1.ga.1', '1.final.1'],
  ],
  malformed: [
    ['a range', '[1.0,2.0)'],
    ['a slash', '1/2'],
    ['a blank', '1 0'],
    ['a wildcard', '1.*'],
  ],
  prerelease: [
    ['a known qualifier', '1.0-rc1', true],
    ['a snapshot', '1.0-SNAPSHOT', true],
    ['sp is a service pack', '1.0-sp1', false],
    ['an unknown qualifier counts as later', '1.0-jre', false],
  ],
  series: [
    ['the first two numbers', '2.1.0-rc-1', undefined, '2.1'],
    ['no number', '2.1', 0, ''],
  ],
  next: [['there is no rule', '2.1.0', undefined]],
})
