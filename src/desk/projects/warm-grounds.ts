import type { EventBus, Store } from '#desk/store'
import type { Grounds } from './grounds.ts'
import type { ProjectTable } from './ports.ts'

/**
 * Reads the grounds of all projects before anybody asks, and those of each project again once its clone was read: a history of 130,000
 * commits takes more than a second, which no page should wait for. Who asks meanwhile waits for the same reading. Gives what ends it.
 * `crashed` hears of what went wrong; a clone that cannot be read is told to whoever asks for it.
 */
export function warmGrounds(
  store: Pick<Store<{ readonly projects: Pick<ProjectTable, 'find' | 'list'> }>, 'read'>,
  bus: Pick<EventBus, 'subscribe'>,
  grounds: Grounds,
  crashed: (cause: unknown) => void,
): () => Promise<void> {
  let ended = false
  // One after the other, so that people have the processor in between.
  let work = Promise.resolve()
  const then = (step: () => Promise<void>): void => {
    work = work.then(() => (ended ? undefined : step())).catch((cause: unknown) => (ended ? undefined : crashed(cause)))
  }
  const warm = async (slug: string): Promise<void> => {
    const row = await store.read(({ projects }) => projects.find(slug))
    if (row?.readAt !== undefined) await grounds.of(row)
  }
  const unsubscribe = bus.subscribe(({ topic, project, data }) => {
    if (topic === 'project.read' && project !== undefined && data.ok === true) then(() => warm(project))
  })
  then(async () => {
    for (const { slug } of await store.read(({ projects }) => projects.list())) then(() => warm(slug))
  })
  return async () => {
    ended = true
    unsubscribe()
    await work
  }
}
