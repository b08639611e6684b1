import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** Connections that a plain program would take for this. */
const CONNECTIONS = 16

/**
 * What the machine has to give: the statements of an edit and nothing else, one transaction each, by a plain program that waits for
 * every answer. Nobody signs in, nothing is read, checked or joined. Durable edits per second, on a desk that nobody uses meanwhile.
 */
export async function bareWrites(at: string, ids: readonly string[], seconds: number): Promise<number> {
  return at.startsWith('postgres:') ? await onServer(at, ids, seconds) : inFile(at, ids, seconds)
}

const FIND = 'select * from vulnerability where id = $1'
const ALLOWED = 'select person, name from vulnerability_access where vulnerability = $1'
const UPDATE =
  'update vulnerability set version = version + 1, text = $2, title_key = $3, updated_at = $4 where id = $1'
const WORDS =
  'insert into vulnerability_search (vulnerability, words) values ($1, $2) on conflict (vulnerability) do update set words = $2'
const CHANGE = `insert into vulnerability_change (vulnerability, version, field, at, person, name, did, before, after, first, undone)
  values ($1, $2, 'title', $3, 'p', 'P', 'edited', '""', '""', 1, 0)`
const ENTRY = 'insert into audit_pending (id, body) values ($1, $2)'

interface Planted {
  readonly text: string
  readonly version: number
}

/** The statements that change something, with their values, for the edit of one row. */
function changes(id: string, { text, version }: Planted): readonly (readonly [string, readonly (string | number)[]])[] {
  const now = new Date().toISOString()
  const edited = text.replace(/^title: .*$/m, `title: Bare edit ${now}`)
  return [
    [UPDATE, [id, edited, `bare edit ${now}`, now]],
    [WORDS, [id, edited]],
    [CHANGE, [id, version + 1, now]],
    [ENTRY, [randomUUID(), JSON.stringify({ id, now, before: text.slice(0, 100), after: edited.slice(0, 100) })]],
  ]
}

async function onServer(at: string, ids: readonly string[], seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let count = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, connection) => {
      const client = new pg.Client(at)
      await client.connect()
      for (let i = connection; performance.now() < until; i = (i + CONNECTIONS) % ids.length) {
        const id = ids[i]!
        await client.query('begin')
        const found = await client.query<Planted>(FIND, [id])
        await client.query(ALLOWED, [id])
        for (const [statement, values] of changes(id, found.rows[0]!)) await client.query(statement, [...values])
        await client.query('commit')
        count++
      }
      await client.end()
    }),
  )
  return count / seconds
}

function inFile(at: string, ids: readonly string[], seconds: number): number {
  const file = new DatabaseSync(at)
  file.exec('pragma synchronous = full')
  const prepare = (statement: string) => file.prepare(statement.replaceAll('$', '?'))
  const statements = new Map([FIND, ALLOWED, UPDATE, WORDS, CHANGE, ENTRY].map((each) => [each, prepare(each)]))
  const until = performance.now() + seconds * 1000
  let count = 0
  for (; performance.now() < until; count++) {
    const id = ids[count % ids.length]!
    file.exec('begin immediate')
    const found = statements.get(FIND)!.get(id) as unknown as Planted
    statements.get(ALLOWED)!.all(id)
    for (const [statement, values] of changes(id, found)) statements.get(statement)!.run(...values)
    file.exec('commit')
  }
  file.close()
  return count / seconds
}
