import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '#adapters/cve-services'
import { ApiKey, type CveServices, type Destination, type Draft, draftFor, forTarget, type Target } from '#desk/cna'
import { type OddServer, oddServer } from './odd-server.ts'
import { containerSaying, faultOf, idOf, meansWith } from './rehearsal.ts'

/*
 * What was drafted for one target cannot be sent to another: the compiler says so (each line after an `@ts-expect-error` is
 * checked by `tsc -p .`, which fails where there is no error), and the client says so of what came from a file.
 */

const ID = idOf('CVE-2030-1001')
const checks = { erlcheck: false }
const key = new ApiKey('a-key')
const credentials = { org: 'LSF', user: 'alex', key }

function clientOf<T extends Target>(destination: Destination<T>): CveServices<T> {
  return connect(destination, credentials, meansWith())
}

test('types: a draft is for one target', async (t) => {
  const server = await oddServer()
  t.after(() => server.close())
  const testing: Destination<'test'> = { target: 'test', url: server.url }
  const production: Destination<'production'> = { target: 'production', url: server.url }
  const draft: Draft<'test'> = draftFor(testing, ID, containerSaying('A'))

  // @ts-expect-error a destination is not one of another target
  const wrong: Destination<'production'> = testing
  assert.equal(wrong, testing)

  // @ts-expect-error nor one of several
  const wide: Destination<Target> = testing
  assert.equal(wide, testing)

  const sends: readonly (() => Promise<unknown>)[] = [
    // @ts-expect-error a draft for the test instance is not sent to production
    async () => clientOf(production).records.createCna(draft, checks),
    // @ts-expect-error nor is an update
    async () => clientOf(production).records.updateCna(draft, checks),
    // @ts-expect-error nor a rejection
    async () => clientOf(production).records.createReject(draft),
    // @ts-expect-error nor a container of a data publisher
    async () => clientOf(production).records.updateAdp(draft),
  ]
  // And where types were no help: it is refused before anything is sent.
  for (const send of sends) assert.equal(faultOf((await send()) as never), 'CNA_OTHER_TARGET refused')
  assert.deepEqual(server.seen, [])
})

test('types: a client of one target is not one of several', () => {
  const client: CveServices<'test'> = clientOf({ target: 'test', url: 'https://test.example/api' })
  // @ts-expect-error it would take drafts of every target
  const wide: CveServices<Target> = client
  assert.equal(wide, client)
})

test('types: work for some target keeps it', () => {
  const target = forTarget({ target: 'sandbox', url: 'http://127.0.0.1:1/api' }, (destination) => {
    const draft = draftFor(destination, ID, containerSaying('A'))
    return draft.to.target
  })
  assert.equal(target, 'sandbox')
})

test('a draft of the same target at another address is refused', async (t) => {
  const server: OddServer = await oddServer()
  t.after(() => server.close())
  const there: Destination<'sandbox'> = { target: 'sandbox', url: 'http://127.0.0.1:1/api' }
  const here: Destination<'sandbox'> = { target: 'sandbox', url: server.url }
  const draft = draftFor(there, ID, containerSaying('A'))
  assert.equal(faultOf(await clientOf(here).records.createCna(draft, checks)), 'CNA_OTHER_TARGET refused')
  assert.deepEqual(server.seen, [])
})
