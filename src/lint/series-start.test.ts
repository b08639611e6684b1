import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SchemeName, schemeNamed, type Version } from '#versions'
import { EXAMPLE_PROJECT } from './example-world.ts'
import { areNeighbours, startOfSeries } from './series-start.ts'

function version(scheme: SchemeName, text: string): Version {
  const named = schemeNamed(scheme)
  const read = named.ok ? named.value.parse(text) : named
  if (!read.ok) throw new Error(read.fault.message)
  return read.value
}

function schemeOf(name: SchemeName) {
  const named = schemeNamed(name)
  if (!named.ok) throw new Error(named.fault.message)
  return named.value
}

const starts: readonly [why: string, scheme: SchemeName, text: string, start: string | undefined, numbers?: number][] =
  [
    ['the third number counts', 'python', '3.13.9', '3.13.0'],
    ['a candidate belongs to the series it leads to', 'python', '3.13.0rc1', '3.13.0'],
    ['epochs count', 'python', '1!2.5.1', '1!2.5.0'],
    ['three numbers there must be', 'semver', '5.29.5', '5.29.0'],
    ['a project may count by one number', 'semver', '5.29.5', '5.0.0', 1],
    ['likewise', 'dotted', '8.9.1', '8.0', 1],
    ['a lettered series begins without letter', 'openssl', '1.1.1k', '1.1.1'],
    ['a numbered one with zero', 'openssl', '3.0.13', '3.0.0'],
    ['a project without series', 'python', '3.13.9', undefined, 0],
    ['distributions count builds', 'rpm', '2.30.2-1.el9', undefined],
    ['likewise', 'deb', '2.30.2-1', undefined],
    ['commits have none', 'git', '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5', undefined],
    ['what nobody knows has none', 'custom', '3.13.9', undefined],
  ]

for (const [why, scheme, text, start, numbers] of starts) {
  test(`the series of ${text} (${scheme}) starts at ${start}: ${why}`, () => {
    assert.equal(startOfSeries(schemeOf(scheme), version(scheme, text), numbers)?.text, start)
  })
}

const branch = (series: string) => ({ name: series, series, ref: series, lifecycle: 'bugfix' as const })
const withBranches = (...series: string[]) => ({ ...EXAMPLE_PROJECT, branches: series.map(branch) })

const neighbours: readonly [
  why: string,
  a: string,
  b: string,
  project: typeof EXAMPLE_PROJECT | undefined,
  are: boolean,
][] = [
  ['the next number', '3.12.13', '3.13.9', undefined, true],
  ['nine and ten', '3.9.1', '3.10.1', undefined, true],
  ['one is left out', '3.12.13', '3.14.2', undefined, false],
  ['backwards', '3.13.9', '3.12.13', undefined, false],
  ['nobody knows what lies between two majors', '3.12.13', '4.0.2', undefined, false],
  ['nor whether the numbers go on', '3.12.13', '4.13.2', undefined, false],
  ['the project knows', '3.12.13', '4.0.2', withBranches('3.12', '4.0'), true],
  ['in whatever order it lists them', '3.12.13', '3.14.2', withBranches('3.14', '3.12'), true],
  ['the project has one between', '3.12.13', '4.0.2', withBranches('3.12', '3.13', '4.0'), false],
  ['the project does not know one of them', '3.12.13', '4.0.2', withBranches('3.12'), false],
  ['then numbers count', '3.11.1', '3.12.13', withBranches('3.12', '3.13'), true],
  ['a branch beyond does not matter', '3.12.13', '3.13.9', withBranches('3.11', '3.12', '3.13', '3.14'), true],
]

for (const [why, a, b, project, are] of neighbours) {
  test(`${a} and ${b} are ${are ? '' : 'not '}of neighbouring series: ${why}`, () => {
    assert.equal(areNeighbours(schemeOf('python'), version('python', a), version('python', b), project), are)
  })
}
