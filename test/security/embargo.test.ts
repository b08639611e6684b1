import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ROLES } from '#desk/people'
import { type Answered, join } from '../desk/desk-under-test.ts'
import { onBothDatabases } from '../storage/both-databases.ts'
import { MATRIX, type Place, type Row } from './matrix.ts'
import { type Asker, HERE, peopleOfTheMatrix, type Scene } from './people-of-the-matrix.ts'
import { plantSecret, SECRET } from './secret.ts'

/** As long as the secret ones, and of nothing. */
const ABSENT = { vulnerability: 'LSF-2030-7702', case: 'case-7f3a-quibble' }

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
  '',
]

/** What is asked of lists, besides what the matrix asks. */
const LISTS = [
  '/vulnerabilities?',
  '/vulnerabilities?embargoed=true&',
  '/vulnerabilities?sort=title&limit=1&',
  '/cases?',
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

type Move =
  | { readonly kind: 'row'; readonly row: number; readonly asker: number }
  | { readonly kind: 'list'; readonly list: number; readonly search: number; readonly asker: number }

const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('row' as const), row: fc.nat(), asker: fc.nat() }),
  fc.record({ kind: fc.constant('list' as const), list: fc.nat(), search: fc.nat(), asker: fc.nat() }),
)

onBothDatabases(
  'whatever an outsider asks, in whatever order, nothing of an embargoed vulnerability or case is told',
  async (database) => {
    const scene = await peopleOfTheMatrix(database)
    const { desk, founder } = scene
    const insider = await join(desk, founder, 'Insider', [], { [HERE]: ROLES })
    await plantSecret(desk, HERE, { id: insider.person, name: 'Insider' })
    const seen = await insider.get(`/vulnerabilities/${SECRET.vulnerability}`)
    assert(leaksOf(seen.text).length > 0, `the insider sees it, or this test sees nothing: ${seen.text}`)

    const rows = MATRIX.filter(({ route }) => route !== 'DELETE /session' && route !== 'GET /events')
    const asked = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 1, maxLength: 20 }), async (walk) => {
        for (const move of walk) {
          const asker = scene.askers[move.asker % scene.askers.length]
          if (asker === undefined) continue
          if (move.kind === 'list') {
            const path = `${LISTS[move.list % LISTS.length]}q=${SEARCHES[move.search % SEARCHES.length]}`
            const answer = await asker.visitor.get(path)
            assert.deepEqual(leaksOf(plain(answer, path)), [], `${path} by ${asker.name}`)
          } else {
            const row = rows[move.row % rows.length]
            if (row === undefined) continue
            asked.add(row.route)
            await sameAsAbsent(scene, row, asker)
          }
        }
        assert.deepEqual(leaksOf(JSON.stringify(desk.seen)), [], 'the log')
        assert.deepEqual(leaksOf(desk.crashes.map(String).join()), [], 'errors')
      }),
      { numRuns: 80 },
    )
    assert(asked.size > rows.length / 2, `${asked.size} of ${rows.length} routes were asked`)
    await desk.close()
  },
)

/** The answer about the secret is the answer about what never was, letter by letter. */
async function sameAsAbsent({ somebody, job, template }: Scene, row: Row, asker: Asker): Promise<void> {
  const [method] = row.route.split(' ') as ['GET']
  const place: Omit<Place, 'vulnerability' | 'case'> = { project: HERE, job, template, person: somebody }
  const about = async (names: Pick<Place, 'vulnerability' | 'case'>): Promise<Answered> => {
    const { path, ...more } = row.ask({ ...place, ...names })
    return await asker.visitor.ask(method, path, more)
  }
  const secret = await about(SECRET)
  const what = `${row.route} by ${asker.name}`
  assert.deepEqual(leaksOf(plain(secret)), [], what)
  if (row.on !== 'vulnerability' && row.on !== 'case') return
  const absent = await about(ABSENT)
  assert.equal(secret.status, absent.status, what)
  assert.equal(plain(secret), plain(absent), what)
}

/** An answer without the name that was asked with, and without the number of the request. */
function plain({ text, headers }: Answered, path = ''): string {
  let all = `${text} ${JSON.stringify(headers)}`
  for (const name of [SECRET.vulnerability, SECRET.case, ABSENT.vulnerability, ABSENT.case]) {
    if (path === '' || path.includes(name)) all = all.replaceAll(name, 'NAME')
  }
  return all
    .replaceAll(/urn:request:[0-9a-f-]+/g, 'REQUEST')
    .replaceAll(/"(?:x-ratelimit[a-z-]*|content-length|date)":"?[^",]*"?/g, '')
}

function leaksOf(text: string): readonly string[] {
  return SECRET.words.filter((word) => text.includes(word))
}
