import assert from 'node:assert/strict'
import { OPERATIONS } from '#desk/people'
import { onBothDatabases } from '../storage/both-databases.ts'
import { type Body, ORIGIN, startDesk } from './desk-under-test.ts'

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete'])

onBothDatabases('the description of the API has every route whole, and every shape that it names', async (database) => {
  const desk = await startDesk(database)
  const answered = await desk.app.inject({ url: '/api/openapi.json', headers: { host: new URL(ORIGIN).host } })
  const document = answered.json() as Body
  assert.equal(document.openapi, '3.1.0')
  const described: string[] = []
  const ids: string[] = []
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item).filter(([name]) => METHODS.has(name))) {
      const route = `${method.toUpperCase()} ${path.replace('/api/v1', '').replaceAll(/\{(\w+)\}/g, ':$1')}`
      described.push(route)
      ids.push(String(operation.operationId))
      assert(String(operation.summary).length > 5, route)
      assert.equal(Object.values(operation.tags ?? {}).length, 1, route)
      const statuses = Object.keys(operation.responses ?? {})
      assert(
        statuses.some((status) => /^[23]/.test(status)),
        `${route}: ${statuses.join()}`,
      )
      assert(statuses.includes('400') && statuses.includes('500'), route)
      const isOpen = operation.security === undefined
      assert.equal(isOpen, !statuses.includes('401'), route)
      const named = operation['x-operation']
      if (named !== undefined) assert(Object.hasOwn(OPERATIONS, String(named)), route)
    }
  }
  assert.deepEqual(described.sort(), [...desk.routes].sort())
  assert.equal(new Set(ids).size, ids.length, 'each route has a name of its own')
  const text = JSON.stringify(document)
  const references = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((found) => found[1] ?? ''),
  )
  assert(references.size > 5, `${references.size} references`)
  const shapes = new Set(Object.keys(document.components?.schemas ?? {}))
  assert.deepEqual(
    [...references].filter((name) => !shapes.has(name)),
    [],
  )
  await desk.close()
})
