import assert from 'node:assert/strict'
import { onBothDatabases } from '../storage/both-databases.ts'
import { Authenticator } from './authenticator.ts'
import { join, ORIGIN, outcome, startDesk, type Visitor } from './desk-under-test.ts'

type Options = Parameters<Authenticator['create']>[0] & Parameters<Authenticator['get']>[0]

async function add(visitor: Visitor, key: Authenticator, origin: string = ORIGIN): ReturnType<Visitor['post']> {
  const { ceremony, options } = (await visitor.post('/me/passkeys/options')).body
  return visitor.post('/me/passkeys', {
    ceremony,
    answer: key.create(options as unknown as Options, origin),
    name: 'laptop',
  })
}

async function signIn(visitor: Visitor, key: Authenticator, origin: string = ORIGIN): ReturnType<Visitor['post']> {
  const { ceremony, options } = (await visitor.post('/session/passkey/options')).body
  return visitor.post('/session/passkey', { ceremony, answer: key.get(options as unknown as Options, origin) })
}

onBothDatabases('a passkey is added and signs in', async (database) => {
  const desk = await startDesk(database)
  const founder = await desk.founder()
  const key = new Authenticator()
  assert.equal(outcome(await add(founder, key)), '201')
  const visitor = desk.visitor()
  assert.equal((await visitor.get('/session')).body.ways?.passkey, true)
  const signedIn = await signIn(visitor, key)
  assert.equal(outcome(signedIn), '200')
  assert.equal(signedIn.body.me?.name, 'Ada Founder')
  const [line] = Object.values((await founder.get('/me/passkeys')).body)
  assert.equal(line?.used, desk.clock.moment())
  await desk.close()
})

onBothDatabases('an answer holds for its question, its desk and its time only', async (database) => {
  const desk = await startDesk(database)
  const founder = await desk.founder()
  const key = new Authenticator()
  assert.equal(outcome(await add(founder, new Authenticator(), 'https://desk.evil.example')), '422 PASSKEY_ANSWER')
  const careless = new Authenticator()
  careless.verified = false
  assert.equal(outcome(await add(founder, careless)), '422 PASSKEY_ANSWER', 'a touch alone does not do')
  assert.equal(outcome(await add(founder, key)), '201')
  const visitor = desk.visitor()
  assert.equal(outcome(await signIn(visitor, key, 'https://desk.evil.example')), '403 PASSKEY_REFUSED')

  const begun = (await visitor.post('/session/passkey/options')).body
  const answer = key.get(begun.options as unknown as Options, ORIGIN)
  const other = (await visitor.post('/session/passkey/options')).body
  assert.equal(
    outcome(await visitor.post('/session/passkey', { ceremony: other.ceremony, answer })),
    '403 PASSKEY_REFUSED',
    'another question',
  )
  assert.equal(outcome(await visitor.post('/session/passkey', { ceremony: begun.ceremony, answer })), '200')
  assert.equal(
    outcome(await visitor.post('/session/passkey', { ceremony: begun.ceremony, answer })),
    '409 PASSKEY_TOO_LATE',
    'twice',
  )

  const late = (await visitor.post('/session/passkey/options')).body
  desk.clock.pass(6)
  const lateAnswer = key.get(late.options as unknown as Options, ORIGIN)
  assert.equal(
    outcome(await visitor.post('/session/passkey', { ceremony: late.ceremony, answer: lateAnswer })),
    '409 PASSKEY_TOO_LATE',
  )
  for (const nonsense of [{}, { id: 7 }, { id: 'x'.repeat(5000) }, { id: 'unknown', response: null }]) {
    const { ceremony } = (await visitor.post('/session/passkey/options')).body
    assert.equal(outcome(await visitor.post('/session/passkey', { ceremony, answer: nonsense })), '403 PASSKEY_REFUSED')
  }
  assert.deepEqual(desk.crashes, [])
  await desk.close()
})

onBothDatabases(
  'a ceremony of one person is not ended by another, and a key is taken away by its owner only',
  async (database) => {
    const desk = await startDesk(database)
    const founder = await desk.founder()
    const bea = await join(desk, founder, 'Bea', ['viewer'])
    const key = new Authenticator()
    const { ceremony, options } = (await founder.post('/me/passkeys/options')).body
    const answer = key.create(options as unknown as Options, ORIGIN)
    assert.equal(outcome(await bea.post('/me/passkeys', { ceremony, answer, name: 'x' })), '409 PASSKEY_TOO_LATE')
    await add(founder, key)
    const [line] = Object.values((await founder.get('/me/passkeys')).body)
    const path = `/me/passkeys/${String(line?.id)}`
    assert.equal(outcome(await bea.ask('DELETE', path)), '404 NOTHING_THERE')
    assert.equal(outcome(await founder.ask('DELETE', path)), '204')
    assert.equal(outcome(await signIn(desk.visitor(), key)), '403 PASSKEY_REFUSED')
    await desk.close()
  },
)

onBothDatabases(
  'under an address that is a number there are no passkeys, and the desk says what to do',
  async (database) => {
    const desk = await startDesk(database, { door: { origins: () => ['http://127.0.0.1:4310'] } })
    const visitor = desk.visitor()
    const headers = { host: '127.0.0.1:4310', origin: 'http://127.0.0.1:4310' }
    assert.equal((await visitor.get('/session', { headers })).body.ways?.passkey, false)
    assert.equal(outcome(await visitor.ask('POST', '/session/passkey/options', { headers })), '409 PASSKEYS_NEED_NAME')
    await desk.close()
  },
)
