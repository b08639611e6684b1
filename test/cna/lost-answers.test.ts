import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type CveServices, draftFor } from '#desk/cna'
import { all, containerSaying, faultOf, got, ORG, type Rehearsal, rehearse, rejection } from './rehearsal.ts'

/* A server that does what it is asked and whose answers do not arrive: the client ends where it would have ended with them. */

let sandbox: Rehearsal
let cna: CveServices<'sandbox'>
before(async () => {
  sandbox = await rehearse(700)
  cna = sandbox.as(ORG)
})
after(() => sandbox.close())

const checks = { erlcheck: false }
const wish = { amount: 3, cve_year: 2030, short_name: ORG, batch_type: 'sequential' } as const

for (const fault of ['lost', 'cut', '500', '503', '429', 'lock']) {
  test(`${fault}: three IDs are reserved, and no more`, async () => {
    const before = got(await cna.orgs.quota(ORG)).total_reserved
    await sandbox.order({ fault, method: 'POST', path: '/api/cve-id$' })
    const { cve_ids } = got(await cna.ids.reserve(wish))
    assert.equal(cve_ids.length, 3)
    assert.equal(got(await cna.orgs.quota(ORG)).total_reserved - before, 3)
  })

  if (fault === 'lock') continue
  test(`${fault}: one record is created, updated, rejected`, async () => {
    const [entry] = got(await cna.ids.reserve({ ...wish, amount: 1 })).cve_ids
    assert(entry !== undefined)
    const id = entry.cve_id
    await sandbox.order({ fault, method: 'POST', path: `/api/cve/${id}/cna` })
    got(await cna.records.createCna(draftFor(cna.destination, id, containerSaying('First')), checks))
    await sandbox.order({ fault, method: 'PUT', path: `/api/cve/${id}/cna` })
    got(await cna.records.updateCna(draftFor(cna.destination, id, containerSaying('Second')), checks))
    assert.equal(got(await cna.records.get(id)).containers.cna.title, 'Second')
    await sandbox.order({ fault, method: 'PUT', path: `/api/cve/${id}/reject` })
    got(await cna.records.updateReject(draftFor(cna.destination, id, rejection)))
    assert.equal(got(await cna.ids.get(id)).state, 'REJECTED')
  })

  test(`${fault}: an unused ID is rejected with a record, another one is given away`, async () => {
    const [a, b] = got(await cna.ids.reserve({ ...wish, amount: 2 })).cve_ids
    assert(a !== undefined && b !== undefined)
    await sandbox.order({ fault, method: 'POST', path: `/api/cve/${a.cve_id}/reject` })
    got(await cna.records.createReject(draftFor(cna.destination, a.cve_id, rejection)))
    await sandbox.order({ fault, method: 'PUT', path: `/api/cve-id/${b.cve_id}` })
    const given = await cna.ids.transfer(b.cve_id, 'mitre')
    // Whose a reserved ID of others is, nobody tells: what is seen is that it is no longer ours.
    if (fault === 'lost') assert.equal(faultOf(given), 'CVE_SERVICES_OUTCOME_UNKNOWN conflict')
    else assert.equal(got(given).owning_cna, 'mitre')
    assert.equal(got(await sandbox.as('mitre').ids.get(b.cve_id)).owning_cna, 'mitre')
  })

  test(`${fault}: one user is created`, async () => {
    const username = `user-${fault}@lantern.example`
    await sandbox.order({ fault, method: 'POST', path: `/api/org/${ORG}/user` })
    const created = await cna.users.create(ORG, { username })
    if (fault === 'lost') assert.equal(faultOf(created), 'CVE_SERVICES_OUTCOME_UNKNOWN conflict')
    else assert.equal(got(created).user.username, username)
    const users = await all(cna.users.list(ORG))
    assert.equal(users.filter((each) => each.username === username).length, 1)
  })
}
