import type { Project } from '#project'
import type { Assessment } from '#vulnerability'
import { dayOf } from './days.ts'
import type { Phrase } from './phrase.ts'

/** Something that happened on a day. */
export interface Happening {
  /** YYYY-MM-DD, or the text that stands in the facts where it is no date. */
  readonly day: string
  readonly event: Phrase
}

/**
 * What happened when, oldest first: the timeline that people wrote, the publication, and each release that brought the fix. What
 * the written timeline already tells of a day is not told twice.
 */
export function historyOf(project: Project, { vulnerability, fixed }: Assessment): readonly Happening[] {
  const written = vulnerability.timeline.map(({ date, event }) => ({ day: dayOf(date) ?? date, event }))
  const tells = (day: string, word: string): boolean =>
    written.some((each) => each.day === day && each.event.toLowerCase().includes(word.toLowerCase()))
  const derived: Happening[] = []
  const published = dayOf(vulnerability.published)
  if (published !== undefined && !tells(published, 'publish')) {
    derived.push({ day: published, event: ['This advisory published'] })
  }
  for (const { version, date } of fixed) {
    const day = dayOf(date)
    if (day === undefined || tells(day, version.text)) continue
    derived.push({ day, event: [`${project.title} `, { code: version.text }, ' released with the fix'] })
  }
  const all = [...written.map(({ day, event }): Happening => ({ day, event: [event] })), ...derived]
  return all.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}
