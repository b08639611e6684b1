import type { Tx } from '#adapters/database'
import { type Actor, maySee } from '#desk/people'
import type { DeskEvent, Store } from '#desk/store'

/**
 * Whether an actor may learn that something happened: by its project, and where it is about a vulnerability or a case under embargo,
 * by the need-to-know list as it is now. An event about something that is gone is told to nobody.
 */
export function hearing(store: Store<Tx>): (actor: Actor, event: DeskEvent) => Promise<boolean> {
  return async (actor, event) => {
    const { project, vulnerability, data } = event
    const inProject = project === undefined ? {} : { project }
    if (!maySee(actor, inProject)) return false
    const about = vulnerability ?? (typeof data.vulnerability === 'string' ? data.vulnerability : undefined)
    const ofCase = typeof data.case === 'string' ? data.case : undefined
    if (about === undefined && ofCase === undefined) return true
    return store.read(async (tx) => {
      if (about !== undefined) {
        const row = await tx.vulnerabilities.find(about)
        if (row === undefined) return false
        const knownTo = (await tx.access.of(row.id)).map(({ id }) => id)
        if (!maySee(actor, { project: row.project, embargoed: row.embargoed, knownTo })) return false
      }
      if (ofCase !== undefined) {
        const row = await tx.cases.find(ofCase)
        if (row === undefined) return false
        // A case is known to those on its list only, whatever its state.
        const knownTo = await tx.cases.knownTo(row.id)
        if (!maySee(actor, { project: row.project, embargoed: true, knownTo })) return false
      }
      return true
    })
  }
}
