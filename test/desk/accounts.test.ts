import assert from 'node:assert/strict'
import { prepareSetUp } from '#desk/people'
import { onBothDatabases } from '../storage/both-databases.ts'
import { join, outcome, PASSPHRASE, startDesk, type TestDesk } from './desk-under-test.ts'

/** One fact about the accounts of a desk, on both databases. */
function fact(words: string, check: (desk: TestDesk) => Promise<void>): void {
  onBothDatabases(words, async (database) => {
    const desk = await startDesk(database)
    try {
      await check(desk)
      assert.deepEqual(desk.crashes, [])
    } finally {
      await desk.close()
    }
  })
}

const FIRST = {
  name: 'Ada Founder',
  email: 'Ada@LSF.example',
  passphrase: PASSPHRASE,
  foundation: { short_name: 'lsf', long_name: 'Lantern Software Foundation' },
  demo: true,
}

fact('the link to the first account works once, and only the newest one', async (desk) => {
  const older = await prepareSetUp(desk.desk.people)
  const newer = await prepareSetUp(desk.desk.people)
  assert(older.ok && newer.ok)
  const visitor = desk.visitor()
  assert.equal((await visitor.get('/session')).body.needsSetUp, true)
  assert.equal(outcome(await visitor.post('/setup', { ...FIRST, secret: older.value })), '403 SET_UP_LINK')
  assert.equal(outcome(await visitor.post('/setup', { ...FIRST, secret: 'x' })), '403 SET_UP_LINK')
  const made = await visitor.post('/setup', { ...FIRST, secret: newer.value })
  assert.equal(outcome(made), '200')
  assert.equal(made.body.me?.email, 'ada@lsf.example')
  assert.deepEqual(made.body.me?.foundation, ['administrator', 'coordinator', 'editor', 'operator', 'reviewer'])
  assert.equal(outcome(await desk.visitor().post('/setup', { ...FIRST, secret: newer.value })), '409 SET_UP_DONE')
  assert.deepEqual(await prepareSetUp(desk.desk.people), { ok: true, value: undefined })
  assert.equal((await visitor.get('/session')).body.needsSetUp, false)
  assert.equal((await visitor.get('/foundation')).body.profile?.short_name, 'lsf')
  const job = await desk.database.store.read(({ jobs }) => jobs.waiting('demo.plant'))
  assert.equal(job?.kind, 'demo.plant')
})

fact('two who use the link at the same moment: one account', async (desk) => {
  const link = await prepareSetUp(desk.desk.people)
  assert(link.ok)
  const both = await Promise.all(
    ['a@lsf.example', 'b@lsf.example'].map((email) =>
      desk.visitor().post('/setup', { ...FIRST, email, secret: link.value }),
    ),
  )
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
})

fact('a passphrase signs in; whether there is an account is not told', async (desk) => {
  await desk.founder()
  const visitor = desk.visitor()
  const wrong = await visitor.post('/session', { email: 'ada@lsf.example', passphrase: 'wrong' })
  const unknown = await visitor.post('/session', { email: 'nobody@lsf.example', passphrase: 'wrong' })
  assert.equal(outcome(wrong), '401 SIGN_IN_FAILED')
  const told = ({ text }: { text: string }): string => text.replace(/urn:request:[^"]+/, '')
  assert.equal(told(wrong), told(unknown))
  const right = await visitor.post('/session', { email: 'ADA@lsf.example', passphrase: PASSPHRASE })
  assert.equal(outcome(right), '200')
  assert.equal((await visitor.get('/session')).body.me?.name, 'Ada Founder')
})

fact('the cookie is out of reach of scripts and other sites', async (desk) => {
  await desk.founder()
  const signedIn = await desk.visitor().post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  const cookie = String(signedIn.headers['set-cookie'])
  assert.match(cookie, /^steward-session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/)
  assert(!signedIn.text.includes(cookie.slice(16, 59)), 'the secret is in the cookie only')
})

fact('a session that was planted before is worth nothing afterwards', async (desk) => {
  const attacker = await desk.founder()
  const planted = attacker.cookies.get('steward-session') ?? ''
  const victim = desk.visitor()
  victim.cookies.set('steward-session', 'chosen-by-the-attacker')
  await victim.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  assert.notEqual(victim.cookies.get('steward-session'), 'chosen-by-the-attacker')
  const other = desk.visitor()
  other.cookies.set('steward-session', planted)
  await other.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  assert.notEqual(other.cookies.get('steward-session'), planted)
  assert.equal(outcome(await attacker.get('/me')), '401 SESSION_ENDED', 'what the browser had before is over')
})

fact('too many wrong passphrases from one address stop the right one there, and nowhere else', async (desk) => {
  await desk.founder()
  const attacker = desk.visitor()
  const guess = (passphrase: string) => attacker.post('/session', { email: 'ada@lsf.example', passphrase })
  for (let i = 0; i < 10; i++) assert.equal(outcome(await guess(`guess ${i}`)), '401 SIGN_IN_FAILED')
  assert.equal(outcome(await guess(PASSPHRASE)), '429 SIGN_IN_LIMITED')
  const second = await startDesk(desk.database)
  const elsewhere = second.visitor()
  elsewhere.address = attacker.address
  const there = await elsewhere.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  assert.equal(outcome(there), '429 SIGN_IN_LIMITED', 'another process of the same desk counts along')
  await second.close()
  const owner = desk.visitor()
  owner.address = '198.51.100.9'
  assert.equal(outcome(await owner.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })), '200')
  desk.clock.pass(16)
  assert.equal(outcome(await guess(PASSPHRASE)), '200')
})

fact('a session ends when it is idle, and at last however busy it is', async (desk) => {
  const founder = await desk.founder()
  desk.clock.pass(11 * 60)
  assert.equal(outcome(await founder.get('/me')), '200')
  desk.clock.pass(11 * 60)
  assert.equal(outcome(await founder.get('/me')), '200', 'being used keeps it')
  desk.clock.pass(13 * 60)
  assert.equal(outcome(await founder.get('/me')), '401 SESSION_ENDED')
  const busy = desk.visitor()
  await busy.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  for (let hours = 0; hours < 7 * 24; hours += 6) {
    assert.equal(outcome(await busy.get('/me')), '200')
    desk.clock.pass(6 * 60)
  }
  assert.equal(outcome(await busy.get('/me')), '401 SESSION_ENDED')
})

fact('sessions are listed and ended, one by one or all others', async (desk) => {
  const here = await desk.founder()
  const there = desk.visitor()
  const elsewhere = desk.visitor()
  for (const each of [there, elsewhere])
    await each.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  const list = Object.values((await here.get('/me/sessions')).body)
  assert.equal(list.length, 3)
  assert.equal(list.filter(({ current }) => Boolean(current)).length, 1)
  assert.equal(list[0]?.agent, 'Firefox of a test')
  const other = list.find(({ current }) => !current)
  assert.equal(outcome(await here.ask('DELETE', `/me/sessions/${String(other?.id)}`)), '204')
  assert.equal([await there.get('/me'), await elsewhere.get('/me')].filter(({ status }) => status === 401).length, 1)
  assert.equal(outcome(await here.ask('DELETE', '/me/sessions')), '204')
  assert.equal((await there.get('/me')).status + (await elsewhere.get('/me')).status, 802)
  assert.equal(outcome(await here.get('/me')), '200')
  assert.equal(outcome(await here.ask('DELETE', '/session')), '204')
  assert.equal(outcome(await here.get('/me')), '401 NOT_SIGNED_IN')
})

fact('nobody ends the session of another', async (desk) => {
  const founder = await desk.founder()
  const other = await join(desk, founder, 'Bea', ['viewer'])
  const [mine] = Object.values((await founder.get('/me/sessions')).body)
  assert.equal(outcome(await other.ask('DELETE', `/me/sessions/${String(mine?.id)}`)), '404 NOTHING_THERE')
  assert.equal(outcome(await founder.get('/me')), '200')
})

fact('a changed passphrase ends every other session', async (desk) => {
  const founder = await desk.founder()
  const thief = desk.visitor()
  await thief.post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })
  const change = (current: string, next: string) => founder.ask('PUT', '/me/passphrase', { body: { current, next } })
  assert.equal(outcome(await change('not it at all', 'four words that differ')), '403 PASSPHRASE_WRONG')
  assert.equal(outcome(await change(PASSPHRASE, 'short')), '400 REQUEST_INVALID')
  assert.equal(outcome(await change(PASSPHRASE, 'aaaaaaaaaaaaaaaa')), '422 PASSPHRASE_WEAK')
  assert.equal(outcome(await change(PASSPHRASE, 'ada@lsf.example!')), '422 PASSPHRASE_WEAK')
  assert.equal(outcome(await change(PASSPHRASE, 'four words that differ')), '204')
  assert.equal(outcome(await thief.get('/me')), '401 SESSION_ENDED')
  assert.equal(outcome(await founder.get('/me')), '200')
  assert.equal(
    outcome(await desk.visitor().post('/session', { email: 'ada@lsf.example', passphrase: PASSPHRASE })),
    '401 SIGN_IN_FAILED',
  )
})

fact('an invitation works once, in its time, and shows whom it is for', async (desk) => {
  const founder = await desk.founder()
  const invite = (email: string) =>
    founder.post('/people', { name: 'Bea', email, roles: { foundation: ['viewer'], projects: {} } })
  const first = await invite('bea@lsf.example')
  assert.equal(outcome(await invite('BEA@lsf.example')), '409 PERSON_EXISTS')
  const secret = String(first.body.link).split('#')[1]
  const bea = desk.visitor()
  assert.deepEqual((await bea.post('/invitations/look', { secret })).body, {
    name: 'Bea',
    email: 'bea@lsf.example',
    organisation: 'lsf',
  })
  assert.equal(
    outcome(await bea.post('/session', { email: 'bea@lsf.example', passphrase: PASSPHRASE })),
    '401 SIGN_IN_FAILED',
  )
  assert.equal(outcome(await bea.post('/invitations/accept', { secret, passphrase: PASSPHRASE })), '200')
  assert.equal(
    outcome(await bea.post('/invitations/accept', { secret, passphrase: PASSPHRASE })),
    '404 INVITATION_UNKNOWN',
  )
  const late = await invite('cem@lsf.example')
  desk.clock.pass(3 * 24 * 60 + 1)
  assert.equal(
    outcome(await bea.post('/invitations/look', { secret: String(late.body.link).split('#')[1] })),
    '404 INVITATION_UNKNOWN',
  )
})

fact(
  'a new link is for a lost passphrase: using it ends the older sessions, and the older link is worth nothing',
  async (desk) => {
    const founder = await desk.founder()
    const bea = await join(desk, founder, 'Bea', ['viewer'])
    const older = await founder.post(`/people/${bea.person}/invitation`)
    const newer = await founder.post(`/people/${bea.person}/invitation`)
    const use = (link: unknown) =>
      desk
        .visitor()
        .post('/invitations/accept', { secret: String(link).split('#')[1], passphrase: 'an entirely new phrase' })
    assert.equal(outcome(await use(older.body.link)), '404 INVITATION_UNKNOWN')
    assert.equal(outcome(await bea.get('/me')), '200')
    assert.equal(outcome(await use(newer.body.link)), '200')
    assert.equal(outcome(await bea.get('/me')), '401 SESSION_ENDED')
  },
)

fact('who is deactivated is out at once: sessions, tokens and links', async (desk) => {
  const founder = await desk.founder()
  const bea = await join(desk, founder, 'Bea', ['editor'])
  const token = await bea.post('/me/tokens', {
    name: 'ci',
    projects: 'all',
    verbs: ['read'],
    embargoed: false,
    days: 30,
  })
  const program = desk.visitor()
  program.token = String(token.body.token)
  assert.equal(outcome(await program.get('/people')), '200')
  const line = Object.values((await founder.get('/people')).body).find(({ id }) => String(id) === bea.person)
  const version = Number(line?.version)
  assert.equal(
    outcome(await founder.ask('PATCH', `/people/${bea.person}`, { body: { active: false } })),
    '428 PRECONDITION_ABSENT',
  )
  const off = await founder.ask('PATCH', `/people/${bea.person}`, { body: { active: false }, version })
  assert.equal(outcome(off), '200')
  assert.equal(off.body.state, 'inactive')
  assert.equal(outcome(await bea.get('/me')), '401 SESSION_ENDED')
  assert.equal(outcome(await program.get('/people')), '401 TOKEN_REFUSED')
  assert.equal(
    outcome(await desk.visitor().post('/session', { email: 'bea@lsf.example', passphrase: PASSPHRASE })),
    '401 SIGN_IN_FAILED',
  )
  assert.equal(outcome(await founder.post(`/people/${bea.person}/invitation`)), '409 PERSON_INACTIVE')
  assert.equal(
    outcome(await founder.ask('PATCH', `/people/${bea.person}`, { body: { active: true }, version })),
    '412 VERSION_STALE',
  )
  const on = await founder.ask('PATCH', `/people/${bea.person}`, { body: { active: true }, version: version + 1 })
  assert.equal(on.body.state, 'active')
  assert.equal(
    outcome(await desk.visitor().post('/session', { email: 'bea@lsf.example', passphrase: PASSPHRASE })),
    '200',
  )
  assert.equal(outcome(await program.get('/people')), '401 TOKEN_REFUSED', 'a token does not come back')
})

fact('the last administrator keeps the role, and stays', async (desk) => {
  const founder = await desk.founder()
  const [ada] = Object.values((await founder.get('/people')).body)
  const change = (path: string, method: 'PUT' | 'PATCH', body: unknown, version = Number(ada?.version)) =>
    founder.ask(method, `/people/${String(ada?.id)}${path}`, { body, version })
  assert.equal(
    outcome(await change('/roles', 'PUT', { foundation: ['editor'], projects: {} })),
    '409 LAST_ADMINISTRATOR',
  )
  assert.equal(outcome(await change('', 'PATCH', { active: false })), '409 LAST_ADMINISTRATOR')
  assert.equal(outcome(await change('', 'PATCH', { name: 'Ada B' })), '200', 'nothing of the refused changes was kept')
  await join(desk, founder, 'Bea', ['administrator'])
  assert.equal(
    outcome(await change('/roles', 'PUT', { foundation: ['editor'], projects: {} }, Number(ada?.version) + 1)),
    '200',
  )
  assert.equal(outcome(await founder.get('/people')), '200')
  assert.equal(
    outcome(
      await founder.post('/people', { name: 'C', email: 'c@lsf.example', roles: { foundation: [], projects: {} } }),
    ),
    '403 NOT_PERMITTED',
  )
})

fact('an invited administrator who never came is not the one who remains', async (desk) => {
  const founder = await desk.founder()
  await founder.post('/people', {
    name: 'Bea',
    email: 'bea@lsf.example',
    roles: { foundation: ['administrator'], projects: {} },
  })
  const ada = Object.values((await founder.get('/people')).body).find(({ name }) => String(name) === 'Ada Founder')
  const off = await founder.ask('PATCH', `/people/${String(ada?.id)}`, {
    body: { active: false },
    version: Number(ada?.version),
  })
  assert.equal(outcome(off), '409 LAST_ADMINISTRATOR')
})

fact('the administrator of a project gives roles there and nowhere else', async (desk) => {
  const founder = await desk.founder()
  const lead = await join(desk, founder, 'Lee', [], { lantern: ['administrator'] })
  const bea = await join(desk, founder, 'Bea', [], { ember: ['editor'] })
  const give = (slug: string) =>
    lead.ask('PUT', `/projects/${slug}/team/${bea.person}`, { body: { roles: ['editor'] }, version: 2 })
  assert.equal(outcome(await give('ember')), '404 NOTHING_THERE')
  const given = await give('lantern')
  assert.equal(outcome(given), '200')
  assert.deepEqual(given.body.projects, { lantern: ['editor'] }, 'projects that Lee does not know of are not told')
  const all = Object.values((await founder.get('/people')).body).find(({ id }) => String(id) === bea.person)
  assert.deepEqual(all?.projects, { ember: ['editor'], lantern: ['editor'] })
  assert.equal(
    outcome(
      await lead.ask('PUT', `/people/${bea.person}/roles`, { body: { foundation: [], projects: {} }, version: 3 }),
    ),
    '403 NOT_PERMITTED',
  )
  const team = Object.values((await lead.get('/projects/lantern/team')).body).map(({ name }) => String(name))
  assert.deepEqual(team, ['Ada Founder', 'Bea', 'Lee'])
})

fact('roles are given in projects that there are', async (desk) => {
  const founder = await desk.founder()
  const nowhere = { foundation: [], projects: { lantrn: ['editor'] } }
  const invited = await founder.post('/people', { name: 'Bea', email: 'bea@lsf.example', roles: nowhere })
  assert.equal(outcome(invited), '422 ROLES_NO_PROJECT')
  assert.equal(String(invited.body.at), '/roles/projects/lantrn')
  assert.equal(Object.values((await founder.get('/people')).body).length, 1, 'nobody was invited')
  const bea = await join(desk, founder, 'Bea', [], { lantern: ['editor'] })
  const give = (body: unknown, version: number) => founder.ask('PUT', `/people/${bea.person}/roles`, { body, version })
  const refused = await give(nowhere, 2)
  assert.equal(outcome(refused), '422 ROLES_NO_PROJECT')
  assert.equal(String(refused.body.at), '/projects/lantrn')
  assert.equal(
    outcome(
      await founder.ask('PUT', `/projects/lantrn/team/${bea.person}`, { body: { roles: ['editor'] }, version: 2 }),
    ),
    '422 ROLES_NO_PROJECT',
  )
  assert.equal(outcome(await give({ foundation: ['viewer'], projects: { lantern: ['editor'], none: [] } }, 2)), '200')
})

fact('a token is shown once, kept as a digest, and ends', async (desk) => {
  const founder = await desk.founder()
  const made = await founder.post('/me/tokens', {
    name: 'ci',
    projects: 'all',
    verbs: ['read'],
    embargoed: false,
    days: 1,
  })
  assert.equal(outcome(made), '201')
  const token = String(made.body.token)
  assert.match(token, /^stw_[\w-]{43}$/)
  const [line] = Object.values((await founder.get('/me/tokens')).body)
  assert.equal(line?.start, token.slice(0, 8))
  assert.equal(line?.token, undefined)
  const program = desk.visitor()
  program.token = token
  assert.equal(outcome(await program.get('/people')), '200')
  const [used] = Object.values((await founder.get('/me/tokens')).body)
  assert.equal(used?.used, desk.clock.moment())
  assert.equal(
    outcome(
      await program.post('/people', { name: 'B', email: 'b@lsf.example', roles: { foundation: [], projects: {} } }),
    ),
    '403 NOT_PERMITTED',
  )
  assert.equal(outcome(await program.get('/me')), '403 SESSION_NEEDED')
  program.token = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  assert.equal(outcome(await program.get('/people')), '401 TOKEN_REFUSED')
  program.token = token
  desk.clock.pass(24 * 60)
  assert.equal(outcome(await program.get('/people')), '401 TOKEN_REFUSED')
})

fact('a token taken back is over, and nobody takes back another’s', async (desk) => {
  const founder = await desk.founder()
  const bea = await join(desk, founder, 'Bea', ['viewer'])
  const made = await founder.post('/me/tokens', {
    name: 'ci',
    projects: ['lantern'],
    verbs: ['read'],
    embargoed: false,
    days: 9,
  })
  assert.equal(outcome(await bea.ask('DELETE', `/me/tokens/${String(made.body.id)}`)), '404 NOTHING_THERE')
  const program = desk.visitor()
  program.token = String(made.body.token)
  assert.equal(outcome(await program.get('/projects/lantern/team')), '200')
  assert.equal(outcome(await program.get('/projects/ember/team')), '404 NOTHING_THERE')
  assert.equal(outcome(await founder.ask('DELETE', `/me/tokens/${String(made.body.id)}`)), '204')
  assert.equal(outcome(await program.get('/projects/lantern/team')), '401 TOKEN_REFUSED')
})

fact('the profile of the foundation changes field by field, and never unseen', async (desk) => {
  const founder = await desk.founder()
  const contact = { poc: 'Ada', poc_email: 'security@lsf.example', poc_phone: '', org_email: '' }
  const changed = await founder.ask('PATCH', '/foundation', { body: { contact_info: contact }, version: 1 })
  assert.equal(outcome(changed), '200')
  assert.equal(changed.body.profile?.long_name, 'Lantern Software Foundation')
  assert.deepEqual(changed.body.profile?.contact_info, contact)
  assert.equal(
    outcome(await founder.ask('PATCH', '/foundation', { body: { industry: 'x' }, version: 1 })),
    '412 VERSION_STALE',
  )
  assert.equal(
    outcome(
      await founder.ask('PATCH', '/foundation', { body: { disclosure_policy: ['javascript:alert(1)'] }, version: 2 }),
    ),
    '400 REQUEST_INVALID',
  )
})

fact('nothing that opens an account is in the database as it is', async (desk) => {
  const founder = await desk.founder()
  const made = await founder.post('/me/tokens', {
    name: 'ci',
    projects: 'all',
    verbs: ['read'],
    embargoed: false,
    days: 1,
  })
  const invited = await founder.post('/people', {
    name: 'B',
    email: 'b@lsf.example',
    roles: { foundation: [], projects: {} },
  })
  const secrets = [
    PASSPHRASE,
    String(made.body.token),
    String(invited.body.link).split('#')[1] ?? '',
    founder.cookies.get('steward-session') ?? '',
  ]
  const kept = await desk.database.store.read(async (tx) => {
    const list = await tx.people.list()
    const ids = list.map(({ person }) => person.id)
    return JSON.stringify([
      list,
      await Promise.all(ids.map((id) => tx.sessions.ofPerson(id))),
      await Promise.all(ids.map((id) => tx.tokens.ofPerson(id))),
    ])
  })
  for (const secret of secrets) {
    assert(secret.length > 10)
    assert(!kept.includes(secret))
  }
})
