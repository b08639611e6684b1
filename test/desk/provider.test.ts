import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownPath } from '#desk/people'
import { onBothDatabases, type TestDatabase } from '../storage/both-databases.ts'
import { ORIGIN, outcome, startDesk, type TestDesk, type Visitor } from './desk-under-test.ts'
import { type Mischief, OpenIdDouble } from './openid-double.ts'

async function withProvider(
  database: TestDatabase,
  check: (desk: TestDesk, provider: OpenIdDouble) => Promise<void>,
): Promise<void> {
  const provider = await OpenIdDouble.start()
  const { issuer, client } = provider
  const desk = await startDesk(database, {
    provider: { issuer, client: client.id, secret: client.secret, label: 'LSF login' },
  })
  try {
    await check(desk, provider)
    assert.deepEqual(desk.crashes, [])
  } finally {
    await desk.close()
    provider.stop()
  }
}

/** Goes to the provider and comes back; where the browser is sent in the end. */
async function walk(visitor: Visitor, provider: OpenIdDouble, to = '/'): Promise<string> {
  const started = await visitor.get(`/session/oidc/start?to=${encodeURIComponent(to)}`)
  assert.equal(started.status, 302, started.text)
  const url = String(started.headers.location)
  assert(url.startsWith(`${provider.issuer}/authorize?`), url)
  const back = await visitor.get(`/session/oidc/callback${provider.agree(url)}`)
  assert.equal(back.status, 302)
  return String(back.headers.location)
}

onBothDatabases(
  'an identity opens the account that was invited to its address, and from then on by its subject',
  async (database) => {
    await withProvider(database, async (desk, provider) => {
      const founder = await desk.founder()
      await founder.post('/people', {
        name: 'Bea',
        email: 'bea@lsf.example',
        roles: { foundation: ['viewer'], projects: {} },
      })
      provider.claims = { sub: 'bea', email: 'Bea@lsf.example', email_verified: true }
      const bea = desk.visitor()
      assert.equal((await bea.get('/session')).body.ways?.provider, 'LSF login')
      assert.equal(await walk(bea, provider, '/vulnerabilities?state=draft'), '/vulnerabilities?state=draft')
      assert.equal((await bea.get('/session')).body.me?.name, 'Bea')
      provider.claims = { sub: 'bea', email: 'renamed@elsewhere.example', email_verified: true }
      const again = desk.visitor()
      assert.equal(await walk(again, provider), '/')
      assert.equal((await again.get('/session')).body.me?.email, 'bea@lsf.example')
    })
  },
)

onBothDatabases(
  'an identity without an account, or with an address that nobody vouches for, gets none',
  async (database) => {
    await withProvider(database, async (desk, provider) => {
      await desk.founder()
      const visitor = desk.visitor()
      for (const claims of [
        { sub: 'x', email: 'stranger@lsf.example', email_verified: true },
        { sub: 'x', email: 'ada@lsf.example', email_verified: false },
        { sub: 'x', email: 'ada@lsf.example' },
        { sub: 'x' },
      ]) {
        provider.claims = claims
        assert.equal(await walk(visitor, provider), '/sign-in?fault=PROVIDER_NO_ACCOUNT')
        assert.equal(outcome(await visitor.get('/me')), '401 NOT_SIGNED_IN')
      }
      provider.claims = { sub: 'ada', email: 'ada@lsf.example', email_verified: true }
      assert.equal(await walk(visitor, provider), '/')
      provider.claims = { sub: 'another', email: 'ada@lsf.example', email_verified: true }
      assert.equal(
        await walk(desk.visitor(), provider),
        '/sign-in?fault=PROVIDER_NO_ACCOUNT',
        'the account has its subject',
      )
    })
  },
)

const mischiefs: readonly [why: string, mischief: Mischief][] = [
  ['the nonce of another sign-in', { nonce: 'other' }],
  ['for another client', { audience: 'somebody-else' }],
  ['of another issuer', { issuer: 'https://evil.example' }],
  ['signed with another key', { otherKey: true }],
  ['that is over', { over: 3600 }],
]
for (const [why, mischief] of mischiefs) {
  onBothDatabases(`an ID token ${why} opens nothing`, async (database) => {
    await withProvider(database, async (desk, provider) => {
      await desk.founder()
      provider.mischief = mischief
      const visitor = desk.visitor()
      assert.equal(await walk(visitor, provider), '/sign-in?fault=PROVIDER_REFUSED')
      assert.equal(outcome(await visitor.get('/me')), '401 NOT_SIGNED_IN')
    })
  })
}

onBothDatabases('who comes back is the browser that went, once, with its own state', async (database) => {
  await withProvider(database, async (desk, provider) => {
    await desk.founder()
    const [victim, attacker] = [desk.visitor(), desk.visitor()]
    const started = await attacker.get('/session/oidc/start')
    const answer = provider.agree(String(started.headers.location))
    const planted = await victim.get(`/session/oidc/callback${answer}`)
    assert.equal(planted.headers.location, '/sign-in?fault=PROVIDER_TOO_LATE', 'a link planted in another browser')
    const forged = await attacker.get(`/session/oidc/callback${answer.replace(/state=[^&]+/, 'state=forged')}`)
    assert.equal(forged.headers.location, '/sign-in?fault=PROVIDER_REFUSED')
    const twice = await attacker.get(`/session/oidc/callback${answer}`)
    assert.equal(twice.headers.location, '/sign-in?fault=PROVIDER_TOO_LATE')
  })
})

const ways: readonly [to: string, expected: string][] = [
  ['/board/lantern', '/board/lantern'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\r\nset-cookie: x=y', '/'],
  ['', '/'],
  ['evil', '/'],
]
for (const [to, expected] of ways) {
  test(`after signing in, ${JSON.stringify(to)} leads to ${expected}`, () => assert.equal(ownPath(to), expected))
}

test('the provider is told the address of the desk, with PKCE, state and nonce', async () => {
  const provider = await OpenIdDouble.start()
  const { identityProvider } = await import('#adapters/oidc')
  const begun = await identityProvider(
    { issuer: provider.issuer, client: 'steward', label: 'x' },
    () => `${ORIGIN}/back`,
  ).begin()
  provider.stop()
  assert(begun.ok)
  const asked = new URL(begun.value.url).searchParams
  assert.equal(asked.get('redirect_uri'), `${ORIGIN}/back`)
  assert.equal(asked.get('code_challenge_method'), 'S256')
  for (const name of ['state', 'nonce', 'code_challenge']) assert((asked.get(name) ?? '').length >= 32, name)
})
