import type { DeskEvent } from '#desk/store'
import type { BatchRow, PublicationRow } from './ports.ts'

/** Tells others that a publication went on: identifiers and states, no text. */
export function publicationChanged({ id, project, vulnerability, state, batch }: PublicationRow): DeskEvent {
  return {
    topic: 'publication.changed',
    project,
    vulnerability,
    data: { id, state, ...(batch !== undefined && { batch }) },
  }
}

export function batchChanged({ id, project, state }: BatchRow): DeskEvent {
  return { topic: 'batch.changed', ...(project !== undefined && { project }), data: { id, state } }
}
