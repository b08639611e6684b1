import { dotted } from './dotted.ts'
import { testFacts } from './testdata/facts.ts'

testFacts(dotted, {
  ascending: [
    ["curl's early releases", '4.0', '6.5.2', '7.1', '7.4.2', '7.7', '7.7.1', '7.10.6', '7.77.0', '8.0.0'],
    ['pre-releases come before their release', '8.22.0-alpha', '8.22.0-beta2', '8.22.0-pre3', '8.22.0-rc1', '8.22.0'],
    ['and after the release before', '7.9.2', '7.9.3-pre1', '7.9.3'],
    ['pre-releases are counted as numbers', '1.0rc9', '1.0rc10'],
    ['a fourth number', '1.2.3', '1.2.3.1', '1.2.4'],
    ['a pre-release of 1.0 comes before 1.0.0.1 too', '1.0-rc1', '1.0', '1.0.0.1'],
  ],
  equal: [
    ['missing numbers are zero', '7.7', '7.7.0'],
    ['spellings of a suffix', '1.0rc1', '1.0-rc.1'],
    ['leading zeros do not count', '2024.01', '2024.1'],
  ],
  normal: [
    ['three numbers', '7.7', '7.7.0'],
    ['no zeros beyond three', '7.7.0.0', '7.7.0'],
    ['four numbers', '7.7.0.1', '7.7.0.1'],
    ['a suffix', '7.9.3pre1', '7.9.3-pre1'],
    ['a suffix without a number', '1.0-alpha', '1.0.0-alpha'],
  ],
  malformed: [
    ['seven numbers', '1.2.3.4.5.6.7'],
    ['a leading v', 'v1.0'],
    ['letters', '1.0.2k'],
    ['another suffix', '1.0-dev'],
    ['a hyphen at the end', '1.0-'],
    ['a suffix cut short', '1.0-rc-'],
    ['a dot at the end', '1.0.'],
    ['surrounding blanks', '1.0 '],
  ],
  prerelease: [
    ['a suffix', '8.22.0-rc1', true],
    ['numbers alone', '8.22.0', false],
  ],
  series: [
    ['the first two numbers', '7.10.6', undefined, '7.10'],
    ['missing ones are zero', '8', undefined, '8.0'],
    ['one number', '7.10.6', 1, '7'],
    ['no number: curl has one line of releases', '7.10.6', 0, ''],
  ],
  next: [
    ['the third number', '8.5.0', '8.5.1'],
    ['missing numbers are zero', '7.7', '7.7.1'],
    ['pre-releases', '8.22.0-rc1', '8.22.0-rc2'],
    ['the spelling stays', '8.22.0rc9', '8.22.0rc10'],
    ['a suffix without a number', '8.22.0-alpha', '8.22.0-alpha1'],
  ],
})
