import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DeskEvent } from '#desk/store'
import { fail } from '#fault'
import type { ProjectRow } from './ports.ts'
import { warmGrounds } from './warm-grounds.ts'

function project(slug: string, readAt?: string): ProjectRow {
  return {
    ...{
      slug,
      title: slug,
      version: 1,
      settings: '',
      origin: '/nowhere',
      clone: slug,
      createdAt: '2030-05-01T09:00:00Z',
    },
    ...(readAt !== undefined && { readAt }),
  }
}

/** A desk with some projects that writes down which grounds are read. */
function desk(...rows: readonly ProjectRow[]) {
  const read: string[] = []
  const crashes: unknown[] = []
  const listeners = new Set<(event: DeskEvent) => void>()
  let works = true
  const end = warmGrounds(
    {
      read: (work) => {
        if (!works) throw new Error('gone')
        const find = async (slug: string): Promise<ProjectRow | undefined> => rows.find((row) => row.slug === slug)
        return work({ projects: { find, list: async () => rows } })
      },
    },
    {
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    {
      async of({ slug }) {
        read.push(slug)
        return fail({ code: 'X', kind: 'absent', message: 'nobody hears of it here' })
      },
    },
    (cause) => crashes.push(cause),
  )
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await nextTurn()
  }
  return {
    ...{ read, crashes, end, settle },
    async tell(event: Partial<DeskEvent>) {
      for (const listener of listeners) listener({ topic: 'project.read', data: { ok: true }, ...event })
      await settle()
    },
    turn(on: boolean) {
      works = on
    },
  }
}

test('what was read is ready at the start, and again once it was read anew', async () => {
  const { read, tell, settle, end, crashes } = desk(
    project('ember', 'then'),
    project('new'),
    project('lantern', 'then'),
  )
  await settle()
  assert.deepEqual(read, ['ember', 'lantern'])
  await tell({ project: 'lantern' })
  assert.deepEqual(read, ['ember', 'lantern', 'lantern'])
  await tell({ project: 'lantern', data: { ok: false } })
  await tell({ project: 'lantern', topic: 'project.changed' })
  await end()
  await tell({ project: 'ember' })
  assert.deepEqual(
    read,
    ['ember', 'lantern', 'lantern'],
    'nothing else is a reason to read, nor anything after the end',
  )
  assert.deepEqual(crashes, [])
})

test('a database that is gone is told, and does not end the watching', async () => {
  const { read, tell, settle, end, crashes, turn } = desk(project('lantern', 'then'))
  await settle()
  turn(false)
  await tell({ project: 'lantern' })
  assert.equal(crashes.length, 1)
  turn(true)
  await tell({ project: 'lantern' })
  assert.deepEqual(read, ['lantern', 'lantern'])
  await end()
})
