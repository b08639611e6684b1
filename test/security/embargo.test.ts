import assert from 'node:assert/strict'
import path from 'node:path'
import fc from 'fast-check'
import { ROLES } from '#desk/people'
import { type Answered, join, ORIGIN, type TestDesk, type Visitor } from '../desk/desk-under-test.ts'
import { onBothDatabases } from '../storage/both-databases.ts'
import { MATRIX, type Place, type Row } from './matrix.ts'
import { type Asker, HERE, peopleOfTheMatrix, type Scene } from './people-of-the-matrix.ts'
import { plantClone, plantSecret, SECRET } from './secret.ts'

/** As long as the secret ones, and of nothing. */
const ABSENT = { vulnerability: 'LSF-2030-7702', case: 'case-7f3a-quibble', cve: 'CVE-2030-770178' }

/** Questions that lead to the secret by what it is about: none of these words is itself a leak. */
const SEARCHES = [
  'quokka',
  'Quokka',
  'overflow',
  'parser',
  'walrus',
  'Zebulon',
  'wombat',
  'narwhal',
  '7701',
  'LSF-2030',
  'CWE-787',
  SECRET.cve,
  SECRET.vulnerability,
  '',
]

/** What is asked of lists, besides what the matrix asks. */
const LISTS = [
  '/vulnerabilities?',
  '/vulnerabilities?embargoed=true&',
  '/vulnerabilities?sort=title&limit=1&',
  '/cases?',
  `/cases?disputed=${SECRET.cve}&`,
  '/search?',
  '/home?',
  '/statistics?',
  '/board?',
  '/audit?',
  `/audit?project=${HERE}&`,
  `/audit?subject=vulnerability:${SECRET.vulnerability}&`,
  `/projects/${HERE}?`,
  `/projects/${HERE}/timeline?`,
  '/projects?',
  '/people?',
  '/audit/export?',
]

/** What somebody inside does meanwhile: it writes comments, notes, editions, jobs, events and logs. */
const WORK: readonly ((insider: Visitor) => Promise<Answered>)[] = [
  (insider) => insider.get(`/vulnerabilities/${SECRET.cve}`),
  (insider) =>
    insider.post(`/vulnerabilities/${SECRET.vulnerability}/review/comments`, {
      field: 'title',
      text: 'compare with narwhals',
    }),
  (insider) => insider.post(`/cases/${SECRET.case}/notes`, { kind: 'note', text: 'a note on wombats' }),
  (insider) => insider.get(`/cases/${SECRET.case}`),
  (insider) => insider.post(`/vulnerabilities/${SECRET.vulnerability}/presence`, {}),
  async (insider) => {
    const base = (await insider.get(`/vulnerabilities/${SECRET.vulnerability}`)).body.version
    const changes = [{ field: 'title', value: `Quokkaverflow, edition ${String(base)}` }]
    return insider.ask('PATCH', `/vulnerabilities/${SECRET.vulnerability}`, { body: { base, changes } })
  },
  async (insider) => {
    const version = (await insider.get(`/vulnerabilities/${SECRET.vulnerability}`)).body.version
    return insider.post(`/vulnerabilities/${SECRET.vulnerability}/review/requests`, { version })
  },
  (insider) => insider.get(`/vulnerabilities/${SECRET.vulnerability}/readers`),
]

/** One step of the walk: somebody outside asks, or somebody inside works. */
type Move =
  | { readonly kind: 'work'; readonly what: number }
  | { readonly kind: 'row'; readonly row: number; readonly asker: number; readonly byCve: boolean }
  | { readonly kind: 'list'; readonly list: number; readonly search: number; readonly asker: number }

const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('work' as const), what: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('row' as const), row: fc.nat(), asker: fc.nat(), byCve: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('list' as const), list: fc.nat(), search: fc.nat(), asker: fc.nat() }),
  },
)

/** Not walked: what ends the walker's session, what never ends, and the audited way by which an administrator comes inside. */
const NOT_WALKED = new Set(['DELETE /session', 'GET /events', 'POST /vulnerabilities/:id/access/me'])

onBothDatabases(
  'whatever an outsider asks, in whatever order, nothing of an embargoed vulnerability or case is told',
  async (database) => {
    const scene = await peopleOfTheMatrix(database)
    const { desk, founder } = scene
    plantClone(path.join(desk.data, 'clones', HERE))
    const insider = await join(desk, founder, 'Insider', [], { [HERE]: ROLES })
    await plantSecret(desk, HERE, { id: insider.person, name: 'Insider' })
    for (const [i, work] of WORK.entries()) {
      const answer = await work(insider)
      assert(answer.status < 300, `work ${i}: ${answer.text}`)
    }
    const seen = await insider.get(`/vulnerabilities/${SECRET.vulnerability}`)
    assert(leaksOf(seen.text).length > 2, `the insider sees it, or this test sees nothing: ${seen.text}`)
    const heard = scene.askers.filter(({ kind }) => kind !== 'nobody').map((asker) => overhear(desk, asker))
    const insiderHeard = overhear(desk, { ...scene.askers[0]!, visitor: insider, name: 'Insider' })

    const rows = MATRIX.filter(({ route }) => !NOT_WALKED.has(route))
    const asked = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 1, maxLength: 20 }), async (walk) => {
        for (const move of walk) {
          if (move.kind === 'work') {
            await WORK[move.what % WORK.length]!(insider)
            continue
          }
          const asker = scene.askers[move.asker % scene.askers.length]!
          if (move.kind === 'list') {
            const path = `${LISTS[move.list % LISTS.length]}q=${SEARCHES[move.search % SEARCHES.length]}`
            const answer = await asker.visitor.get(path)
            assert.deepEqual(leaksOf(plain(answer, path)), [], `${path} by ${asker.name}`)
          } else {
            const row = rows[move.row % rows.length]!
            asked.add(row.route)
            await sameAsAbsent(scene, row, asker, move.byCve)
          }
        }
        assert.deepEqual(leaksOf(JSON.stringify(desk.seen)), [], 'the log')
        assert.deepEqual(desk.crashes.map(String), [], 'nothing breaks on the way')
      }),
      { numRuns: 60, endOnFailure: true, includeErrorInReport: true },
    )
    assert(asked.size > rows.length * 0.5, `${asked.size} of ${rows.length} routes were asked`)
    for (const { name, text } of heard) assert.deepEqual(leaksOf(text()), [], `events of ${name}`)
    assert(insiderHeard.text().includes(SECRET.vulnerability), 'the insider heard of it')
    await desk.close()
  },
)

/** What an asker's stream of events has told so far. */
function overhear({ app }: TestDesk, { name, visitor }: Asker): { readonly name: string; text(): string } {
  let heard = ''
  const cookie = [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const shown = visitor.token === undefined ? { cookie } : { authorization: `Bearer ${visitor.token}` }
  const headers = { host: new URL(ORIGIN).host, ...shown }
  app.inject({ url: '/api/v1/events', headers, payloadAsStream: true }).then(
    (answer) => answer.stream().on('data', (chunk) => (heard += String(chunk))),
    () => undefined,
  )
  return { name, text: () => heard }
}

/** The answer about the secret is the answer about what never was, letter by letter. */
async function sameAsAbsent({ somebody, job, template }: Scene, row: Row, asker: Asker, byCve: boolean): Promise<void> {
  const [method] = row.route.split(' ') as ['GET']
  const place: Omit<Place, 'vulnerability' | 'case'> = { project: HERE, job, template, person: somebody }
  const about = async (names: typeof ABSENT): Promise<Answered> => {
    const { path, ...more } = row.ask({
      ...place,
      case: names.case,
      vulnerability: byCve ? names.cve : names.vulnerability,
    })
    return await asker.visitor.ask(method, path, more)
  }
  const secret = await about(SECRET)
  const what = `${row.route} by ${asker.name}`
  const isAbout = row.on === 'vulnerability' || row.on === 'case'
  assert.deepEqual(leaksOf(plain(secret, isAbout ? undefined : '')), [], what)
  if (!isAbout) return
  const absent = await about(ABSENT)
  assert.equal(secret.status, absent.status, what)
  assert.equal(plain(secret), plain(absent), what)
}

/** An answer without the names that it was asked with (all of them, or those in `asked`), and without what is new each time. */
function plain({ text, headers }: Answered, asked?: string): string {
  const told = Object.entries(headers).filter(([name]) => !NEW_EACH_TIME.test(name))
  let all = `${text} ${JSON.stringify(told)}`
  for (const name of [SECRET, ABSENT].flatMap((each) => [each.vulnerability, each.case, each.cve])) {
    if (asked === undefined || asked.includes(name)) all = all.replaceAll(name, 'NAME')
  }
  return all.replaceAll(/urn:request:[0-9a-f-]+/g, 'REQUEST')
}

/** Headers that tell of the moment and of the name that was asked with. */
const NEW_EACH_TIME = /^(?:x-ratelimit-\w+|content-length|date)$/

function leaksOf(text: string): readonly string[] {
  return SECRET.words.filter((word) => text.includes(word))
}
