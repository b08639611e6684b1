import type { EventBus, Moment } from '#desk/store'
import type { FieldName, PersonName, PresenceView } from './views.ts'

/** Who looks at what now. It is in no database: each process hears of it from the others, and forgets it after a minute. */
export interface Presence {
  /** Tells everybody that somebody is here. */
  note(vulnerability: string, project: string, person: PersonName, field: FieldName | undefined): void
  of(vulnerability: string): readonly PresenceView[]
}

/** After so long without a word somebody has left. Milliseconds. */
const LONGEST_SILENCE = 60_000
/** People and pages that are kept in mind. */
const MOST = 10_000

export function makePresence(bus: EventBus, moment: Moment): Presence {
  const seen = new Map<string, PresenceView & { readonly vulnerability: string }>()
  bus.subscribe(({ topic, vulnerability, data }) => {
    if (topic !== 'presence' || vulnerability === undefined) return
    const { person, name, field, at } = data as { person: string; name: string; field?: FieldName; at: string }
    const key = `${vulnerability} ${person}`
    seen.delete(key)
    seen.set(key, { vulnerability, person: { id: person, name }, ...(field !== undefined && { field }), at })
    const [oldest] = seen.keys()
    if (seen.size > MOST && oldest !== undefined) seen.delete(oldest)
  })
  return {
    note(vulnerability, project, person, field) {
      const data = { person: person.id, name: person.name, ...(field !== undefined && { field }), at: moment() }
      bus.publish([{ topic: 'presence', project, vulnerability, data }])
    },
    of(vulnerability) {
      const now = Date.parse(moment())
      const here: PresenceView[] = []
      for (const [key, { vulnerability: where, ...view }] of seen) {
        if (now - Date.parse(view.at) > LONGEST_SILENCE) seen.delete(key)
        else if (where === vulnerability) here.push(view)
      }
      return here
    },
  }
}
