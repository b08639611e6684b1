import assert from 'node:assert/strict'
import { startDesk } from '../desk/desk-under-test.ts'
import { onBothDatabases } from '../storage/both-databases.ts'
import { MATRIX, type Row } from './matrix.ts'
import {
  type Asker,
  CASE_OF_ALL,
  CASE_OF_NOBODY,
  HERE,
  KNOWN_TO_ALL,
  KNOWN_TO_NOBODY,
  peopleOfTheMatrix,
  type Scene,
} from './people-of-the-matrix.ts'

/** What a request comes to, as far as permission goes: `allowed` is every answer that is none of the three refusals. */
type Verdict = 'allowed' | '401' | '403' | '404'

/** Decided from the row and from who asks, by the words of the handbook of a security team; not by code of the desk. */
function expected({ on, who, verb }: Row, asker: Asker): Verdict {
  if (on === 'public') return 'allowed'
  if (asker.kind === 'nobody') return '401'
  if (on === 'self') return asker.kind === 'token' ? '403' : 'allowed'
  if (on === 'signed-in') return 'allowed'
  const holds = (roles: Asker['foundation']): boolean => roles.some((role) => who.includes(role))
  const { scope } = asker
  if (scope !== undefined && verb !== 'read' && !scope.verbs.includes(verb)) return '403'
  const everywhere = scope === undefined || scope.projects === 'all'
  if (on === 'foundation') return everywhere && holds(asker.foundation) ? 'allowed' : '403'
  const somewhere = holds(asker.foundation) || holds(asker.here) || holds(asker.there)
  // Who could do it nowhere is told so before anything is looked for.
  if (!somewhere) return '403'
  if (on === 'desk') return 'allowed'
  const isHere = asker.foundation.length > 0 || asker.here.length > 0
  if (!isHere || (!everywhere && scope?.projects.includes(HERE) === false)) return '404'
  // What is under embargo takes the word in the scope as well; cases always are.
  if ((on === 'case' || on === 'report') && scope?.embargoed === false) return '404'
  return holds([...asker.foundation, ...asker.here]) ? 'allowed' : '403'
}

onBothDatabases(
  'every route, every role, own project and another, people and tokens: exactly the allowed ones pass',
  async (database) => {
    const scene = await peopleOfTheMatrix(database)
    const wrong: string[] = []
    let asked = 0
    for (const row of ordered(MATRIX)) {
      for (const asker of scene.askers) {
        const verdict = await ask(scene, row, asker)
        asked++
        if (verdict !== expected(row, asker))
          wrong.push(`${row.route} by ${asker.name}: ${verdict}, and not ${expected(row, asker)}`)
        if (row.on !== 'vulnerability' && row.on !== 'case') continue
        // Whoever passes everything else is told that one of which they may not know is not there.
        const hidden = await ask(scene, row, asker, UNKNOWN)
        const all = expected({ ...row, on: 'desk' }, asker)
        const wanted = all === 'allowed' ? '404' : all
        if (hidden !== wanted)
          wrong.push(`${row.route} of an unknown one by ${asker.name}: ${hidden}, and not ${wanted}`)
      }
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(scene.desk.crashes, [])
    assert(asked === MATRIX.length * scene.askers.length && asked > 500, `${asked} requests`)
    await scene.desk.close()
  },
)

/** What everybody is on the list of, as far as there is one; and what nobody is. */
const KNOWN = { vulnerability: KNOWN_TO_ALL, case: CASE_OF_ALL }
const UNKNOWN: typeof KNOWN = { vulnerability: KNOWN_TO_NOBODY, case: CASE_OF_NOBODY }

/** What ends sessions comes last, and then nothing is asked with them. */
function ordered(rows: readonly Row[]): readonly Row[] {
  const ends = (row: Row): number => (row.route === 'DELETE /session' ? 1 : 0)
  return [...rows].sort((a, b) => ends(a) - ends(b))
}

async function ask(
  { somebody, job, template }: Scene,
  row: Row,
  asker: Asker,
  names: typeof KNOWN = KNOWN,
): Promise<Verdict> {
  const [method] = row.route.split(' ') as ['GET']
  const { path, ...asked } = row.ask({ project: HERE, ...names, job, template, person: somebody })
  const { status, body } = await asker.visitor.ask(method, path, asked)
  if (status === 401 && String(body.code) === 'NOT_SIGNED_IN') return '401'
  if (status === 403 && ['NOT_PERMITTED', 'SESSION_NEEDED'].includes(String(body.code))) return '403'
  // One's own thing that is not there is no question of permission.
  if (status === 404 && row.within?.test(String(body.detail)) === true) return 'allowed'
  if (status === 404 && row.on !== 'self' && row.on !== 'public') return '404'
  return 'allowed'
}

onBothDatabases('every route that the app has stands in the matrix, and no other', async (database) => {
  const { issuer, client } = { issuer: 'https://login.lsf.example', client: 'steward' }
  const desk = await startDesk(database, { provider: { issuer, client, label: 'x' } })
  assert(desk.routes.length > 30, `${desk.routes.length} routes`)
  assert.deepEqual(
    desk.routes.filter((route) => !MATRIX.some((row) => row.route === route)),
    [],
    'say in test/security/matrix.ts who may use these',
  )
  assert.deepEqual(
    MATRIX.map(({ route }) => route).filter((route) => !desk.routes.includes(route)),
    [],
    'these routes are gone',
  )
  await desk.close()
})
