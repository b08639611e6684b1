/**
 * Wrong and unusual advisories: each one of the seeds after one to three changes, the same for the same number.
 *
 * @module
 */
import type { Json } from '#json'
import { randomNumbers } from '../../../src/json/testdata/mutations.ts'
import type { Seed } from '../cve-schema/seeds.ts'
import { get, isObject, type Node, type Open, put, ROOT, remove, type Spot, spots } from '../cve-schema/spots.ts'

export interface Mutant {
  /** The name of the advisory that it was. */
  readonly seed: string
  readonly value: Json
}

/** The mutant of a number. */
export function mutant(seeds: readonly Seed[], number: number): Mutant {
  const random = randomNumbers(number * 7919 + 29)
  const pick: Pick = (list) => list[Math.floor(random() * list.length)]!
  const seed = pick(seeds)
  const root: Open = { [ROOT]: JSON.parse(seed.text) }
  for (let changes = pick([1, 1, 2, 3]); changes > 0; changes--) pick(CHANGES)(root, pick, seeds)
  return { seed: seed.name, value: root[ROOT]! }
}

type Pick = <T>(list: readonly T[]) => T
type Change = (root: Open, pick: Pick, seeds: readonly Seed[]) => void

/** What happens oftener stands here oftener. */
const CHANGES: readonly Change[] = [
  at(() => true, remove),
  at(() => true, replace),
  at(holdsObject, addField),
  at(holdsObject, addField),
  at(holdsObject, renameField),
  at(holdsText, changeLetters),
  at(holdsText, changeLetters),
  at(holdsText, setForm),
  at(holdsText, setForm),
  at(named('introduced', 'fixed', 'last_affected', 'limit'), setCommit),
  at(named('events'), addEvent),
  at(named('events'), addEvent),
  at(named('ranges'), addRange),
  at(named('severity'), addSeverity),
  at(named('score'), changeVector),
  at(named('score'), changeVector),
  at(named('type'), setType),
  at(named('ecosystem'), setEcosystem),
  graft,
]

/** A change of one place among those of a kind. */
function at(isWanted: (spot: Spot) => boolean, change: (spot: Spot, pick: Pick) => void): Change {
  return (root, pick) => {
    const wanted = spots(root).filter(isWanted)
    if (wanted.length > 0) change(pick(wanted), pick)
  }
}

function holdsObject(spot: Spot): boolean {
  return isObject(get(spot))
}

function holdsText(spot: Spot): boolean {
  return typeof get(spot) === 'string'
}

function named(...names: readonly string[]): (spot: Spot) => boolean {
  return ({ key }) => names.includes(String(key))
}

function replace(spot: Spot, pick: Pick): void {
  const old = get(spot)
  put(spot, pick<Node>([null, true, 0, 1, '', 'text', '0', [], {}, [old], { value: old }]))
}

const NAMES = [
  ...['id', 'modified', 'withdrawn', 'aliases', 'related', 'upstream', 'summary', 'severity', 'affected', 'references'],
  ...[
    'package',
    'ranges',
    'versions',
    'ecosystem_specific',
    'database_specific',
    'credits',
    'contact',
    'name',
    'x_own',
  ],
  ...['introduced', 'fixed', 'last_affected', 'limit', 'type', 'events', 'repo', 'score', 'purl', 'constructor'],
]

function addField(spot: Spot, pick: Pick): void {
  put({ parent: get(spot) as Open, key: pick(NAMES) }, pick<Node>([null, 1, 'text', '0', [], {}, ['a'], [{}]]))
}

function renameField(spot: Spot, pick: Pick): void {
  const object = get(spot) as Open
  const keys = Object.keys(object)
  if (keys.length === 0) return
  const key = pick(keys)
  const value = get({ parent: object, key })
  remove({ parent: object, key })
  put({ parent: object, key: pick([key.toUpperCase(), `${key}s`, `x_${key}`, pick(NAMES)]) }, value)
}

const LETTERS = [...'aZ09-_.:/ \n+TzÄ\u2028\ud800', '']

function changeLetters(spot: Spot, pick: Pick): void {
  const text = String(get(spot))
  const start = pick([...Array(text.length + 1).keys()])
  put(spot, text.slice(0, start) + pick(LETTERS) + text.slice(start + pick([0, 1, 2])))
}

const FORMS: Readonly<Record<string, readonly string[]>> = {
  times: [
    ...['2030-02-29T09:00:00Z', '2032-02-29T09:00:00Z', '2100-02-29T00:00:00Z', '2000-02-29T00:00:00Z'],
    ...['2030-13-01T00:00:00Z', '2030-00-01T00:00:00Z', '2030-04-31T00:00:00Z', '2030-01-00T00:00:00Z'],
    ...['2030-01-01T24:00:00Z', '2030-01-01T23:59:60Z', '2030-01-01T22:59:60Z', '2030-01-01T23:59:60.5Z'],
    ...['2030-01-01T00:60:00Z', '2030-01-01T00:00:61Z', '2030-01-01t00:00:00Z', '2030-01-01T00:00:00z'],
    ...[
      '2030-01-01T00:00:00+00:00',
      '2030-01-01T00:00:00',
      '2030-01-01 00:00:00Z',
      '2030-01-01',
      '0000-02-29T00:00:00Z',
    ],
    ...[
      '2030-01-01T00:00:00.Z',
      '2030-01-01T00:00:00.123456789012345Z',
      '2030-01-01T00:00:00Z ',
      '12030-01-01T00:00:00Z',
    ],
  ],
  identifiers: [
    ...['x_', 'x_LSF-1', 'X_LSF-1', 'LSF-2030-4', 'PSF', 'PSF-', 'psf-2030-1', 'CVE-2030-1', 'SUSE-SU-1', 'SUSE-XU-1'],
    ...['openSUSE-SU-1', 'FreeBSD-SA-1', 'FREEBSD-1', 'ROOT-1', 'V8-1', 'ASB-A-1', 'ASB-B-1', ' PSF-1', 'GHSA-', ''],
  ],
  addresses: [
    ...['https://lantern.example', 'http://[::1]:80/a', 'lantern.example', '//lantern.example', 'mailto:a@b.example'],
    ...['https://lantern.example/a b', 'https://a.example/%zz', 'https://a.example/ä', 'x:', 'pkg:pypi/lantern', ''],
  ],
  vectors: [
    ...['AV:L/AC:L/Au:N/C:N/I:C/A:N', '(AV:L/AC:L/Au:N/C:N/I:C/A:N)', 'AV:L/', '/AV:L', 'AV:L', 'AV:L/AV:L', 'AV:P'],
    ...[
      'CVSS:3.0/AV:N',
      'CVSS:3.1/',
      'CVSS:3.1',
      'CVSS:3.2/AV:N',
      'CVSS:3x1/AV:N',
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    ],
    ...[
      'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
      'CVSS:4.0/AC:L/AV:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
    ],
    ...['medium', 'Medium', 'untriaged', '9.8'],
  ],
}

/** A text of the form of the present one, or of any. */
function setForm(spot: Spot, pick: Pick): void {
  const text = String(get(spot))
  const forms = Object.keys(FORMS)
  const own = /^\d{4}-/.test(text)
    ? 'times'
    : /^https?:/.test(text)
      ? 'addresses'
      : /AV:/.test(text)
        ? 'vectors'
        : 'identifiers'
  put(spot, pick(FORMS[pick([own, own, own, pick(forms)])]!))
}

const SHA = 'a'.repeat(40)

function setCommit(spot: Spot, pick: Pick): void {
  put(spot, pick<Node>(['0', SHA, SHA.toUpperCase(), 'b'.repeat(64), 'c'.repeat(39), `${SHA}\n`, '00', '', 0, null]))
}

function addEvent(spot: Spot, pick: Pick): void {
  const list = get(spot)
  if (!Array.isArray(list)) return
  const event: Open = {
    [pick(['introduced', 'fixed', 'last_affected', 'limit'])]: pick<Node>(['0', '1.2', SHA, 5, null]),
  }
  if (pick([true, false, false]))
    event[pick(['introduced', 'fixed', 'last_affected', 'other'])] = pick<Node>(['0', SHA, 5])
  list.splice(pick([0, list.length]), pick([0, 0, 1]), event)
}

function addRange(spot: Spot, pick: Pick): void {
  const list = get(spot)
  if (!Array.isArray(list)) return
  const range: Open = {
    type: pick<Node>(['GIT', 'SEMVER', 'ECOSYSTEM', 'git', 5]),
    events: pick<Node>([[{ introduced: '0' }], [], [{ fixed: SHA }], 'none', [{ introduced: '0' }, { fixed: '1.0' }]]),
  }
  if (pick([true, false])) range.repo = pick<Node>(['https://git.example/lantern', '', 5])
  list.push(range)
}

function addSeverity(spot: Spot, pick: Pick): void {
  const list = get(spot)
  if (!Array.isArray(list)) return
  list.push({ type: pick(['CVSS_V2', 'CVSS_V3', 'CVSS_V4', 'Ubuntu']), score: pick(FORMS.vectors!) })
}

function changeVector(spot: Spot, pick: Pick): void {
  const parts = String(get(spot)).split('/')
  const start = pick([...Array(parts.length + 1).keys()])
  const more = [
    'AV:N',
    'AV:P',
    'E:POC',
    'E:X',
    'CR:H',
    'MSI:S',
    'MSA:X',
    'U:Clear',
    'U:clear',
    'S:U',
    'S:P',
    'RC:ND',
    '',
    'CDP:LM',
  ]
  parts.splice(start, pick([0, 0, 1, 2]), ...pick([[], [pick(more)], [pick(parts)]]))
  put(spot, parts.join('/'))
}

function setType(spot: Spot, pick: Pick): void {
  put(
    spot,
    pick<Node>([
      'CVSS_V2',
      'CVSS_V3',
      'CVSS_V4',
      'Ubuntu',
      'GIT',
      'SEMVER',
      'ECOSYSTEM',
      'WEB',
      'FIX',
      'web',
      'TOOL',
      null,
    ]),
  )
}

function setEcosystem(spot: Spot, pick: Pick): void {
  put(
    spot,
    pick<Node>([
      'PyPI',
      'pypi',
      'PyPI:',
      'Debian:12',
      'Debian:12:x',
      'Debian:\n',
      'GIT',
      'Azure Linux:3',
      'crates.io',
      'cratesxio',
      '',
    ]),
  )
}

/** Puts what stands in another advisory where a field of that name is. */
function graft(root: Open, pick: Pick, seeds: readonly Seed[]): void {
  const donor: Open = { [ROOT]: JSON.parse(pick(seeds).text) }
  const found = pick(spots(donor).filter(({ key }) => typeof key === 'string'))
  const same = spots(root).filter(({ key }) => key === found.key)
  if (same.length > 0) put(pick(same), get(found))
}
