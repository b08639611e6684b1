import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Credentials, SomeDestination } from '#desk/cna'
import { projectServices } from './project-services.ts'

const SANDBOX = { org: 'example-cna', user: 'admin@cna.example', key: 'known-to-everybody' }

/** A desk whose projects keep no credentials; what it connects with is noted. */
function deskWith(sandboxUrl: string | undefined) {
  const connected: { readonly to: SomeDestination; readonly as: Credentials }[] = []
  const desk = {
    store: {
      read: async (work: (tx: unknown) => unknown) =>
        work({ credentials: { find: async () => undefined, ofProject: async () => [] } }),
    },
    vault: {},
    cna: {
      environment: {},
      connect: (to: SomeDestination, as: Credentials) => {
        connected.push({ to, as })
        return {}
      },
    },
    sandboxUrl: () => sandboxUrl,
    sandboxAccess: SANDBOX,
  }
  return { services: projectServices(desk as unknown as Parameters<typeof projectServices>[0]), connected }
}

test('a project without credentials rehearses in the sandbox beside the desk, and nowhere else', async () => {
  const { services, connected } = deskWith('http://127.0.0.1:4311/api/')
  assert.deepEqual(await services.addresses('lantern'), [{ target: 'sandbox', url: 'http://127.0.0.1:4311/api' }])
  assert.ok((await services.open('lantern', 'sandbox')).ok)
  assert.deepEqual(
    connected.map(({ to, as }) => [to.target, as.org, as.user, as.key.reveal()]),
    [['sandbox', SANDBOX.org, SANDBOX.user, SANDBOX.key]],
  )
  for (const target of ['test', 'production'] as const) {
    const refused = await services.open('lantern', target)
    assert.equal(refused.ok ? 'opened' : refused.fault.code, 'CVE_SERVICES_NO_CREDENTIALS', target)
  }
})

test('where no sandbox runs beside the desk, it needs credentials like any other target', async () => {
  const { services } = deskWith(undefined)
  assert.deepEqual(await services.addresses('lantern'), [])
  const refused = await services.open('lantern', 'sandbox')
  assert.equal(refused.ok ? 'opened' : refused.fault.code, 'CVE_SERVICES_NO_CREDENTIALS')
})
