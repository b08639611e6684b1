import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok } from '#fault'
import { makeAssigner } from './assigner.ts'
import type { FoundationNames } from './desk.ts'

const SANDBOX_ORG = { short_name: 'example-cna', UUID: '8254265b-2729-46b6-b9e3-3dfca2d5bfca' }
const OWN = '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61'

/** A desk beside a sandbox, or beside none. */
function deskWith(sandboxUrl: string | undefined) {
  const desk = {
    cna: {
      environment: {},
      connect: (_: unknown, { org }: { readonly org: string }) => ({
        speaker: { org },
        orgs: { get: async () => ok(SANDBOX_ORG) },
      }),
    },
    sandboxUrl: () => sandboxUrl,
    sandboxAccess: { org: 'example-cna', user: 'admin@cna.example', key: 'known-to-everybody' },
  }
  return desk as unknown as Parameters<typeof makeAssigner>[0]
}

test('the sandbox stands in until the foundation states its UUID, and no longer', async () => {
  let stated: FoundationNames = { shortName: 'hearth', name: 'Hearth Foundation' }
  const assigner = makeAssigner(deskWith('http://127.0.0.1:4311/api/'), async () => stated)
  assert.deepEqual(await assigner(), {
    shortName: 'example-cna',
    orgId: SANDBOX_ORG.UUID,
    name: 'Hearth Foundation',
  })
  stated = { ...stated, orgId: OWN }
  assert.deepEqual(await assigner(), { shortName: 'hearth', orgId: OWN, name: 'Hearth Foundation' })
})

test('without a UUID and without a sandbox, nobody is named', async () => {
  const stated = async (): Promise<FoundationNames> => ({ shortName: 'hearth', name: 'Hearth Foundation' })
  assert.equal(await makeAssigner(deskWith(undefined), stated)(), undefined)
})
