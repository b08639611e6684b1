import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { realSurroundings } from '#adapters/clock'
import { openDatabase } from '#adapters/database'
import { ORIGIN, outcome, startDesk, type TestDesk, type Visitor } from './desk-under-test.ts'
import { IdentityProviderServer, type ProviderOptions } from './identity-provider.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-oidc-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let count = 0

interface Site {
  readonly desk: TestDesk
  readonly founder: Visitor
  readonly provider: IdentityProviderServer
}

/** A desk whose founder has invited Bea, beside a provider. */
function withProvider(fact: string, check: (site: Site) => Promise<void>, options: ProviderOptions = {}): void {
  test(fact, async () => {
    const provider = await IdentityProviderServer.start(options)
    const database = await openDatabase({ at: path.join(folder, `${count++}.db`), around: realSurroundings })
    assert(database.ok)
    const { issuer, client } = provider
    const desk = await startDesk(database.value, {
      provider: { issuer, client: client.id, secret: client.secret, label: 'LSF login' },
    })
    try {
      const founder = await desk.founder()
      const roles = { foundation: ['viewer'], projects: {} }
      assert.equal((await founder.post('/people', { name: 'Bea', email: 'bea@lsf.example', roles })).status, 201)
      await check({ desk, founder, provider })
      assert.deepEqual(desk.crashes, [])
    } finally {
      await desk.close()
      await database.value.close()
      provider.stop()
    }
  })
}

const BEA = { sub: 'bea-at-lsf', email: 'Bea@lsf.example', email_verified: true, name: 'Bea' }

/** Where the desk sends a browser, as far as the provider's answer, which is not yet brought back. */
async function away(visitor: Visitor, provider: IdentityProviderServer, change = (url: URL): void => void url) {
  const started = await visitor.get('/session/oidc/start?to=/board')
  assert.equal(started.status, 302, started.text)
  const url = new URL(String(started.headers.location))
  change(url)
  const back = await provider.visit(url.href)
  assert(back.startsWith(`${ORIGIN}/api/v1/session/oidc/callback?`), back)
  return new URL(back)
}

async function comeBack(visitor: Visitor, { pathname, search }: URL): Promise<string> {
  return String((await visitor.get(`${pathname}${search}`)).headers.location)
}

const refused = '/sign-in?fault=PROVIDER_REFUSED'

for (const thickTokens of [false, true]) {
  const where = thickTokens ? 'in the ID token' : 'at the UserInfo endpoint'
  withProvider(
    `who was invited comes in through a real provider that vouches for the address ${where}`,
    async ({ desk, founder, provider }) => {
      provider.person = BEA
      const bea = desk.visitor()
      assert.equal(await comeBack(bea, await away(bea, provider)), '/board')
      assert.equal((await bea.get('/session')).body.me?.name, 'Bea')
      // From then on the subject counts, and no address.
      provider.person = { ...BEA, email: 'renamed@elsewhere.example' }
      const again = desk.visitor()
      assert.equal(await comeBack(again, await away(again, provider)), '/board')
      provider.person = { ...BEA, sub: 'another' }
      assert.equal(await comeBack(again, await away(again, provider)), '/sign-in?fault=PROVIDER_NO_ACCOUNT')
      const trail = JSON.stringify((await founder.get('/audit?limit=50')).body)
      assert(trail.includes('provider.bind') && trail.includes(provider.issuer), trail.slice(0, 500))
    },
    { thickTokens },
  )
}

withProvider(
  'nobody is made an account who was not invited, nor by an address that nobody vouches for',
  async (site) => {
    const { desk, provider } = site
    for (const person of [
      { sub: 'x', email: 'stranger@lsf.example', email_verified: true },
      { ...BEA, email_verified: false },
      { sub: 'x' },
    ]) {
      provider.person = person
      const visitor = desk.visitor()
      assert.equal(await comeBack(visitor, await away(visitor, provider)), '/sign-in?fault=PROVIDER_NO_ACCOUNT')
      assert.equal(outcome(await visitor.get('/me')), '401 NOT_SIGNED_IN')
    }
  },
)

withProvider('who says no at the provider is told so, and may begin again', async ({ desk, provider }) => {
  const visitor = desk.visitor()
  assert.equal(await comeBack(visitor, await away(visitor, provider)), refused)
  provider.person = BEA
  assert.equal(await comeBack(visitor, await away(visitor, provider)), '/board')
})

/** An answer as it would come back in another way than it should, from what the provider gave to two browsers of Bea. */
const answers: readonly (readonly [why: string, answer: (own: URL, other: URL) => void])[] = [
  ['the code that another browser was given (PKCE)', (own, other) => take(own, other, 'code')],
  ['the state of another browser', (own, other) => take(own, other, 'state')],
  ['no state', (own) => own.searchParams.delete('state')],
  ['another issuer (RFC 9207)', (own) => own.searchParams.set('iss', 'https://evil.example')],
  ['no issuer, although this provider names itself', (own) => own.searchParams.delete('iss')],
  ['a code that nobody gave', (own) => own.searchParams.set('code', 'made-up')],
  ['its state twice', (own) => own.searchParams.append('state', own.searchParams.get('state') ?? '')],
]

function take(own: URL, other: URL, name: string): void {
  own.searchParams.set(name, other.searchParams.get(name) ?? '')
}

for (const [why, answer] of answers) {
  withProvider(`an answer with ${why} opens nothing`, async ({ desk, provider }) => {
    provider.person = BEA
    const [visitor, another] = [desk.visitor(), desk.visitor()]
    const [own, other] = [await away(visitor, provider), await away(another, provider)]
    answer(own, other)
    assert.equal(await comeBack(visitor, own), refused)
    assert.equal(outcome(await visitor.get('/me')), '401 NOT_SIGNED_IN')
  })
}

withProvider('a code for another client of the provider opens nothing', async ({ desk, provider }) => {
  provider.person = BEA
  const visitor = desk.visitor()
  const back = await away(visitor, provider, ({ searchParams }) => searchParams.set('client_id', provider.other.id))
  assert.equal(await comeBack(visitor, back), refused)
})

withProvider('an ID token with another nonce opens nothing', async ({ desk, provider }) => {
  provider.person = BEA
  const visitor = desk.visitor()
  const back = await away(visitor, provider, ({ searchParams }) => searchParams.set('nonce', 'of-somebody-else'))
  assert.equal(await comeBack(visitor, back), refused)
})

withProvider('an answer is taken once, and only from the browser that went', async ({ desk, provider }) => {
  provider.person = BEA
  const [visitor, planted] = [desk.visitor(), desk.visitor()]
  const back = await away(visitor, provider)
  assert.equal(await comeBack(planted, back), '/sign-in?fault=PROVIDER_TOO_LATE')
  assert.equal(await comeBack(visitor, back), '/board')
  assert.equal(await comeBack(visitor, back), '/sign-in?fault=PROVIDER_TOO_LATE')
  // The same code once more, in a sign-in that was begun for it.
  const next = desk.visitor()
  const fresh = await away(next, provider)
  take(fresh, back, 'code')
  assert.equal(await comeBack(next, fresh), refused)
})

withProvider(
  'a code that is over opens nothing',
  async ({ desk, provider }) => {
    provider.person = BEA
    const visitor = desk.visitor()
    const back = await away(visitor, provider)
    await delay(2100)
    assert.equal(await comeBack(visitor, back), refused)
  },
  { codeFor: 1 },
)

withProvider('a provider that went away is told so, and asked again when it is back', async ({ desk, provider }) => {
  provider.stop()
  const started = await desk.visitor().get('/session/oidc/start')
  assert.equal(started.headers.location, '/sign-in?fault=PROVIDER_AWAY')
})
