import { openssl } from './openssl.ts'
import { testFacts } from './testdata/facts.ts'

testFacts(openssl, {
  ascending: [
    ['letters: none, a to z, then za', '0.9.8', '0.9.8a', '0.9.8y', '0.9.8z', '0.9.8za', '0.9.8zh'],
    ['the premium releases', '1.0.2u', '1.0.2z', '1.0.2za', '1.0.2zk', '1.1.0', '1.1.1w', '1.1.1za', '3.0.0'],
    ['pre-releases of 1.1.1 are counted as numbers', '1.1.1-pre1', '1.1.1-pre9', '1.1.1-pre10', '1.1.1'],
    ['alphas and betas of 3.0', '3.0.0-dev', '3.0.0-alpha9', '3.0.0-alpha17', '3.0.0-beta1', '3.0.0'],
    ['the state of the source comes before what it leads to', '1.0.1h', '1.0.1i-dev', '1.0.1i', '1.0.1j'],
    ['also that of a pre-release', '1.0.2-beta2', '1.0.2-beta3-dev', '1.0.2-beta3', '1.0.2'],
    ['from 3.0 the third number counts', '3.0.9', '3.0.10', '3.1.0', '4.0.0', '10.0.0'],
  ],
  equal: [['build metadata does not count', '3.0.7+quic', '3.0.7']],
  normal: [
    ['leading zeros', '01.0.02k', '1.0.2k'],
    ['build metadata is dropped', '3.0.7+quic1', '3.0.7'],
  ],
  malformed: [
    ['two numbers', '3.0'],
    ['a letter from 3.0 on', '3.0.2a'],
    ['capital letters', '1.0.2K'],
    ['build metadata before 3.0', '1.1.1+quic'],
    ['a pre-release of a letter release', '1.0.2a-beta1'],
    ['a pre-release without a number', '1.1.1-pre'],
    ['the name of a tag', 'OpenSSL_1_0_2k'],
    ['surrounding blanks', ' 3.0.2'],
  ],
  prerelease: [
    ['a letter release', '1.0.2zk', false],
    ['a beta', '3.0.0-beta1', true],
    ['the state of the source', '1.0.1i-dev', true],
  ],
  series: [
    ['three numbers before 3.0', '1.0.2zk', undefined, '1.0.2'],
    ['and two from then on', '3.0.13', undefined, '3.0'],
    ['of a pre-release too', '3.0.0-alpha17', undefined, '3.0'],
    ['one number', '1.1.1w', 1, '1'],
    ['no number', '1.1.1w', 0, ''],
  ],
  next: [
    ['the next letter', '1.0.2zk', '1.0.2zl'],
    ['z is followed by za', '1.0.2z', '1.0.2za'],
    ['zz is followed by zza', '0.9.8zz', '0.9.8zza'],
    ['the first letter', '1.1.1', '1.1.1a'],
    ['from 3.0 a number', '3.0.13', '3.0.14'],
    ['the next alpha', '3.0.0-alpha9', '3.0.0-alpha10'],
    ['what the source leads to', '1.0.1i-dev', '1.0.1i'],
    ['or to which pre-release', '1.0.2-beta3-dev', '1.0.2-beta3'],
  ],
})
